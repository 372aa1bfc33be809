import type { IncomingMessage } from 'node:http';

/**
 * The body of a request nobody has read yet, whatever its content type.
 *
 * @returns undefined as soon as there are more than `max` bytes; the rest stays unread
 * @throws when the connection ends before the body does
 */
export async function readBody(request: IncomingMessage, max: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when we stop early: the answer goes out on the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > max) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
