import { randomBytes } from 'node:crypto';
import { checkMedia, isMediaType } from '../media/media-rules';
import { uploaded } from '../notes';
import type { ApiCall, Endpoint } from '../protocol/endpoint';
import type { JsonObject } from '../protocol/json';
import { Refusal } from '../protocol/refusal';
import type { Simulation } from '../simulation';

export function mediaEndpoints(simulation: Simulation): Endpoint[] {
  return [
    {
      // Document 90253: media belong to the corp, so every agent may use them.
      method: 'POST',
      path: 'media/upload',
      body: 'form',
      access: 'any',
      handle: (call) => upload(simulation, call),
    },
  ];
}

async function upload(simulation: Simulation, call: ApiCall): Promise<JsonObject> {
  const type = call.query('type');
  if (!isMediaType(type)) throw new Refusal(40005, '"type" must be image, voice, video or file');
  const file = await fileOf(call);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const contentType = checkMedia(type, bytes);
  const mediaId = randomBytes(48).toString('base64url');
  const createdAt = simulation.clock.now();
  simulation.world.store.addMedia({ mediaId, type, fileName: file.name, contentType, createdAt, bytes });
  call.note(uploaded(file.name, bytes.byteLength));
  return { type, media_id: mediaId, created_at: String(Math.floor(createdAt / 1000)) };
}

/** @throws {Refusal} 44001 without a file in the field `media` */
async function fileOf(call: ApiCall): Promise<File> {
  let form: FormData;
  try {
    form = await call.form();
  } catch {
    throw new Refusal(44001, 'the body is no multipart form');
  }
  const file = form.get('media');
  if (!(file instanceof File)) throw new Refusal(44001, 'the form has no file in the field "media"');
  if (file.size === 0) throw new Refusal(44001, 'the file is empty');
  return file;
}
