import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aesKeyOf,
  decrypt,
  decryptFile,
  encrypt,
  openEnvelope,
  pad,
  signatureOf,
  WecomCryptoError,
} from '../../../bot/adapters/wecom/crypto.js';
import { V1, V2, V3 } from './vectors.js';

const faultOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return error instanceof WecomCryptoError ? error.fault : String(error);
  }
};

describe('the envelopes of WeCom', () => {
  it.each([
    ['the address check of the documentation', V1.keys, V1.echo],
    ['the message of the documentation', V1.keys, V1.message],
    ['the address check of wechatpy', V2.keys, V2.echo],
    ['the message of wechatpy', V2.keys, V2.message],
    ['an empty receiver', V3.keys, V3.message],
  ])('opens %s', (_name, keys, envelope) => {
    expect(openEnvelope(keys, envelope)).toBe(envelope.plain);
    expect(signatureOf(keys.token, envelope.timestamp, envelope.nonce, envelope.encrypted)).toBe(envelope.signature);
  });

  it.each([
    ['wechatpy', V2],
    ['an empty receiver', V3],
  ])('makes the very envelope of %s from the same random bytes', (_name, { keys, random, message }) => {
    expect(encrypt(keys, message.plain, Buffer.from(random))).toBe(message.encrypted);
  });

  it('refuses another nonce, another token and a changed letter by the signature', () => {
    expect(faultOf(() => openEnvelope(V2.keys, { ...V2.echo, nonce: '437374424' }))).toBe('signature');
    expect(faultOf(() => openEnvelope({ ...V1.keys, token: 'QDG6eL' }, V1.message))).toBe('signature');
    expect(
      faultOf(() => openEnvelope(V1.keys, { ...V1.message, encrypted: `A${V1.message.encrypted.slice(1)}` })),
    ).toBe('signature');
    expect(faultOf(() => openEnvelope(V1.keys, { ...V1.message, signature: '' }))).toBe('signature');
  });

  it('refuses another corp, a wrong key, and anything that is no whole number of blocks', () => {
    expect(faultOf(() => decrypt({ ...V1.keys, receiveId: 'wx5823bf96d3bd56c8' }, V1.message.encrypted))).toBe(
      'receiveId',
    );
    expect(faultOf(() => decrypt({ ...V1.keys, receiveId: '' }, V1.message.encrypted))).toBe('receiveId');
    const other = { ...V1.keys, encodingAesKey: V2.keys.encodingAesKey };
    expect(['padding', 'length', 'receiveId']).toContain(faultOf(() => decrypt(other, V1.message.encrypted)));
    expect(faultOf(() => decrypt(V1.keys, ''))).toBe('cipher');
    expect(faultOf(() => decrypt(V1.keys, V1.message.encrypted.slice(0, 100)))).toBe('cipher');
  });

  it('refuses padding that is not of 32-byte blocks, and a length that reaches too far', () => {
    const seal = (plain: Buffer) => {
      const key = aesKeyOf(V1.keys.encodingAesKey);
      const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
      return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
    };
    const uneven = Buffer.alloc(64, 7);
    uneven[63] = 9;
    expect(faultOf(() => decrypt(V1.keys, seal(uneven)))).toBe('padding');
    expect(faultOf(() => decrypt(V1.keys, seal(Buffer.alloc(64, 33))))).toBe('padding');
    const long = Buffer.alloc(40);
    long.writeUInt32BE(4_000_000_000, 16);
    expect(faultOf(() => decrypt(V1.keys, seal(pad(long))))).toBe('length');
    expect(faultOf(() => decrypt(V1.keys, seal(pad(Buffer.alloc(3)))))).toBe('length');
  });

  it('gives back whatever was put in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(decrypt(V1.keys, encrypt(V1.keys, words))).toBe(words);
      }),
    );
  });

  it('opens a file of the robot, and refuses one with a broken key', () => {
    const key = Buffer.alloc(32, 5);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const sealed = Buffer.concat([cipher.update(pad(Buffer.from('附件'))), cipher.final()]);
    expect(Buffer.from(decryptFile(sealed, key.toString('base64'))).toString()).toBe('附件');
    expect(faultOf(() => decryptFile(sealed, 'AAAA'))).toBe('cipher');
  });
});
