import type { CallbackAddress } from './callback-address';
import { unseal } from './envelope';
import { signCallback } from './signature';
import { elementsOf, readXml, requireText, type XmlRecord } from './xml';

/**
 * The answer in the body of a response (document 90241), decrypted; undefined when there is none: an empty body or `success`.
 *
 * @throws {Error} saying why it cannot be read
 */
export function readReply(body: string, address: CallbackAddress, corpId: string): XmlRecord | undefined {
  const text = body.trim();
  if (text === '' || text === 'success') return undefined;
  const envelope = elementsOf(readXml(text));
  const encrypted = requireText(envelope, 'Encrypt');
  const signature = signCallback(
    address.token,
    requireText(envelope, 'TimeStamp'),
    requireText(envelope, 'Nonce'),
    encrypted,
  );
  if (requireText(envelope, 'MsgSignature') !== signature) throw new Error('the signature of the reply is wrong');
  return elementsOf(readXml(unseal(encrypted, address.encodingAESKey, corpId)));
}
