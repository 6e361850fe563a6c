import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { callbackRoutes } from '../../../bot/adapters/wecom/callback.js';
import { encrypt, signatureOf } from '../../../bot/adapters/wecom/crypto.js';
import { textOf, type XmlFields } from '../../../bot/adapters/wecom/xml.js';
import { V1 } from './vectors.js';

const { keys } = V1;

function door(receive: (fields: XmlFields) => Promise<void> = async () => {}, seconds = 1409659813) {
  const taken: XmlFields[] = [];
  const time = { seconds };
  const app = callbackRoutes({
    keys,
    agentId: 218,
    clockNow: () => new Date(time.seconds * 1000),
    log: pino({ level: 'silent' }),
    receive: async (fields) => {
      taken.push(fields);
      await receive(fields);
    },
  });
  const post = async (envelope: { signature: string; timestamp: string; nonce: string; encrypted: string }) => {
    const query = new URLSearchParams({
      msg_signature: envelope.signature,
      timestamp: envelope.timestamp,
      nonce: envelope.nonce,
    });
    const body = `<xml><ToUserName>x</ToUserName><Encrypt><![CDATA[${envelope.encrypted}]]></Encrypt></xml>`;
    const response = await app.request(`/wecom/callback?${query.toString()}`, { method: 'POST', body });
    return { status: response.status, body: await response.text() };
  };
  const sealed = (xml: string, timestamp = String(time.seconds), with_ = keys) => {
    const encrypted = encrypt(with_, xml);
    return { encrypted, timestamp, nonce: '1', signature: signatureOf(keys.token, timestamp, '1', encrypted) };
  };
  return { app, taken, time, post, sealed };
}

const xml = (inner: string) => `<xml><FromUserName>li</FromUserName><MsgType>text</MsgType>${inner}</xml>`;

describe('the callback door', () => {
  it('answers the check of the address with the bare decrypted number', async () => {
    const { app, time } = door();
    time.seconds = 1409659589;
    const { echo } = V1;
    const query = new URLSearchParams({
      msg_signature: echo.signature,
      timestamp: echo.timestamp,
      nonce: echo.nonce,
      echostr: echo.encrypted,
    });
    const response = await app.request(`/wecom/callback?${query.toString()}`);
    expect([response.status, await response.text()]).toEqual([200, echo.plain]);
    // A proxy that leaves the plus signs bare.
    const bare = await app.request(`/wecom/callback?${query.toString().replaceAll('%2B', '+')}`);
    expect(bare.status).toBe(200);
    expect((await app.request(`/wecom/callback?${query.toString().replace('echostr=P', 'echostr=Q')}`)).status).toBe(
      403,
    );
  });

  it('takes the message of the documentation and answers an empty 200', async () => {
    const { taken, post } = door();
    expect(await post(V1.message)).toEqual({ status: 200, body: '' });
    expect(taken.map((fields) => textOf(fields, 'Content'))).toEqual(['hello']);
  });

  it('answers a repeat with 200 and does not hand it on twice', async () => {
    const { taken, post } = door();
    await post(V1.message);
    expect((await post(V1.message)).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it('asks for it again when it was not taken, and takes it then', async () => {
    let failures = 1;
    const { taken, post } = door(async () => {
      if (failures-- > 0) throw new Error('no database');
    });
    expect((await post(V1.message)).status).toBe(500);
    expect((await post(V1.message)).status).toBe(200);
    expect(taken).toHaveLength(2);
  });

  it('refuses what is older than ten minutes, ahead by as much, or without a time', async () => {
    const { taken, time, post, sealed } = door();
    time.seconds = 1409659813 + 601;
    expect((await post(V1.message)).status).toBe(403);
    time.seconds = 1409659813 - 601;
    expect((await post(V1.message)).status).toBe(403);
    expect((await post(sealed(xml(''), '1e9'))).status).toBe(403);
    expect(taken).toEqual([]);
  });

  it('refuses an envelope for another corp or another app', async () => {
    const { taken, post, sealed } = door();
    expect(
      (await post(sealed(xml(''), undefined, { ...keys, receiveId: 'other' } as unknown as typeof keys))).status,
    ).toBe(403);
    expect((await post(sealed(xml('<AgentID>219</AgentID>')))).status).toBe(403);
    expect((await post(sealed(xml('<AgentID>218</AgentID>')))).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it('refuses bodies that are too large or no XML', async () => {
    const { app } = door();
    const query = '?msg_signature=a&timestamp=1409659813&nonce=1';
    const send = (body: string) => app.request(`/wecom/callback${query}`, { method: 'POST', body });
    expect((await send('x'.repeat(300_000))).status).toBe(413);
    expect((await send('<xml>')).status).toBe(403);
    expect((await send('')).status).toBe(403);
  });
});
