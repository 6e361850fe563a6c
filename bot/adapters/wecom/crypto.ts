import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** WeCom pads to multiples of this many bytes, not of AES's 16 (doc 90968). */
const BLOCK_BYTES = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** What both sides of a callback know. `receiveId` is the corp id of a self-built app, '' for a smart robot (doc 101033). */
export interface CallbackKeys {
  token: string;
  /** 43 characters as shown in the admin console. */
  encodingAesKey: string;
  receiveId: string;
}

/** Why an envelope was refused. */
export type CryptoFault = 'signature' | 'cipher' | 'padding' | 'length' | 'receiveId';

/** An envelope that was not made by WeCom for us. */
export class WecomCryptoError extends Error {
  constructor(readonly fault: CryptoFault) {
    super(fault);
    this.name = 'WecomCryptoError';
  }
}

/** The AES key behind an EncodingAESKey: 32 bytes. Throws RangeError when it is not one. */
export function aesKeyOf(encodingAesKey: string): Buffer {
  if (!/^[0-9A-Za-z+/]{43}$/.test(encodingAesKey)) throw new RangeError('EncodingAESKey has 43 characters of base64');
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** Signature of an envelope: SHA-1 in lower-case hex over the four parts sorted by code unit and joined (doc 90968). */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** Compares signatures in a time that does not tell where they differ. */
export function sameSignature(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Encrypts a message: random(16) | length (uint32, big endian) | message | receiveId, padded to 32 bytes, AES-256-CBC.
 * @returns base64
 */
export function encrypt(keys: CallbackKeys, message: string, random: Uint8Array = randomBytes(RANDOM_BYTES)): string {
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  const plain = pad(Buffer.concat([random, length, body, Buffer.from(keys.receiveId, 'utf8')]));
  const key = aesKeyOf(keys.encodingAesKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

/**
 * Opens an envelope: signature first, then padding, length and the receiver's id, all strictly.
 * @returns the message
 * @throws WecomCryptoError
 */
export function openEnvelope(
  keys: CallbackKeys,
  envelope: { signature: string; timestamp: string; nonce: string; encrypted: string },
): string {
  const { signature, timestamp, nonce, encrypted } = envelope;
  if (!sameSignature(signature, signatureOf(keys.token, timestamp, nonce, encrypted)))
    throw new WecomCryptoError('signature');
  return decrypt(keys, encrypted);
}

/** Decrypts what `encrypt` made. Throws WecomCryptoError. */
export function decrypt(keys: CallbackKeys, encrypted: string): string {
  const sealed = Buffer.from(encrypted, 'base64');
  if (sealed.length === 0 || sealed.length % BLOCK_BYTES !== 0) throw new WecomCryptoError('cipher');
  const key = aesKeyOf(keys.encodingAesKey);
  const plain = unpad(decryptCbc(sealed, key));
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < start) throw new WecomCryptoError('length');
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new WecomCryptoError('length');
  if (!plain.subarray(end).equals(Buffer.from(keys.receiveId, 'utf8'))) throw new WecomCryptoError('receiveId');
  return plain.subarray(start, end).toString('utf8');
}

/**
 * Decrypts a file that came to the smart robot: AES-256-CBC with a key of its own, padded to 32 bytes (doc 101463).
 * @param aesKey base64 of 32 bytes, with or without its '='
 * @throws WecomCryptoError
 */
export function decryptFile(bytes: Uint8Array, aesKey: string): Uint8Array {
  const key = Buffer.from(aesKey, 'base64');
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) throw new WecomCryptoError('cipher');
  return unpad(decryptCbc(bytes, key));
}

function decryptCbc(sealed: Uint8Array, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

/** PKCS#7 with blocks of 32: a full block is added when nothing is missing. */
export function pad(plain: Uint8Array): Buffer {
  const missing = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
  return Buffer.concat([plain, Buffer.alloc(missing, missing)]);
}

function unpad(plain: Buffer): Buffer {
  const added = plain.at(-1) ?? 0;
  const from = plain.length - added;
  if (added < 1 || added > BLOCK_BYTES || from < 0 || plain.subarray(from).some((byte) => byte !== added))
    throw new WecomCryptoError('padding');
  return plain.subarray(0, from);
}
