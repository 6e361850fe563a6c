import { type Context, Hono } from 'hono';
import { recall, sendMessage, updateCard } from './messages.js';
import { md5, newId, note, Refusal, type WecomState, within } from './state.js';

/** The REST half of the loopback platform. */
export function restRoutes(state: WecomState): Hono {
  const app = new Hono();

  const fault = (path: string): number | 'drop' | undefined => state.faults.get(path)?.shift();

  function answer(path: string, act: (c: Context) => Promise<Record<string, unknown>> | Record<string, unknown>) {
    return async (c: Context) => {
      const planned = fault(path);
      try {
        if (typeof planned === 'number') throw new Refusal(planned, 'planned');
        const result = await act(c);
        if (planned === 'drop') return c.body('line cut', 502);
        return c.json({ errcode: 0, errmsg: 'ok', ...result });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        state.refused.push({ path, errcode: error.errcode, errmsg: error.message });
        return c.json({ errcode: error.errcode, errmsg: `${error.message}, from ip: 203.0.113.9` });
      }
    };
  }

  const checked = (act: (c: Context) => Promise<Record<string, unknown>> | Record<string, unknown>) => (c: Context) => {
    const token = c.req.query('access_token') ?? '';
    const endsAt = state.tokens.get(token);
    if (token === '') throw new Refusal(41001, 'access_token missing');
    if (endsAt === undefined) throw new Refusal(40014, 'invalid access_token');
    if (state.now().getTime() >= endsAt) throw new Refusal(42001, 'access_token expired');
    return act(c);
  };

  async function uploadOf(c: Context, place: string) {
    const file = (await c.req.formData()).get('media');
    if (!(file instanceof File)) throw new Refusal(44001, 'empty media data');
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length <= 5) throw new Refusal(40006, 'too small');
    if (bytes.length > 20 * 1024 * 1024) throw new Refusal(45001, 'too large');
    const id = newId('MEDIA');
    state.uploads.set(id, { place, name: file.name, bytes, at: state.now().getTime() });
    return { type: c.req.query('type'), media_id: id, created_at: String(Math.floor(state.now().getTime() / 1000)) };
  }

  app.get(
    '/cgi-bin/gettoken',
    answer('gettoken', (c) => {
      state.tokenRequests++;
      if (c.req.query('corpid') !== state.corpId) throw new Refusal(40013, 'invalid corpid');
      if (c.req.query('corpsecret') !== state.secret) throw new Refusal(40001, 'invalid credential');
      const token = newId('TOKEN');
      state.tokens.set(token, state.now().getTime() + state.tokenSeconds * 1000);
      return { access_token: token, expires_in: state.tokenSeconds };
    }),
  );
  app.post(
    '/cgi-bin/message/send',
    answer(
      'message/send',
      checked(async (c) => sendMessage(state, await c.req.text())),
    ),
  );
  app.post(
    '/cgi-bin/message/update_template_card',
    answer(
      'message/update_template_card',
      checked(async (c) => updateCard(state, await c.req.json())),
    ),
  );
  app.post(
    '/cgi-bin/message/recall',
    answer(
      'message/recall',
      checked(async (c) => recall(state, await c.req.json())),
    ),
  );
  app.post(
    '/cgi-bin/media/upload',
    answer(
      'media/upload',
      checked((c) => uploadOf(c, 'app')),
    ),
  );
  app.get('/cgi-bin/media/get', (c) => {
    const upload = state.uploads.get(c.req.query('media_id') ?? '');
    if (!upload) return c.json({ errcode: 40007, errmsg: 'invalid media_id' });
    return new Response(upload.bytes as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': 'application/octet-stream' },
    });
  });
  app.get('/files/:id', (c) => {
    const upload = state.uploads.get(c.req.param('id'));
    return upload ? new Response(upload.bytes as Uint8Array<ArrayBuffer>) : c.body(null, 404);
  });
  app.post(
    '/cgi-bin/menu/create',
    answer(
      'menu/create',
      checked(async (c) => {
        state.menu = await c.req.json();
        return {};
      }),
    ),
  );
  app.get(
    '/cgi-bin/agent/get',
    answer(
      'agent/get',
      checked(() => ({
        agentid: state.agentId,
        name: '督办',
        close: 0,
        allow_userinfos: {
          user: [...state.members.values()].filter((m) => m.visible).map((m) => ({ userid: m.userId })),
        },
        allow_partys: { partyid: [] },
        allow_tags: { tagid: [] },
      })),
    ),
  );
  app.get(
    '/cgi-bin/user/get',
    answer(
      'user/get',
      checked((c) => {
        const member = state.members.get((c.req.query('userid') ?? '').toLowerCase());
        if (!member) throw new Refusal(60111, 'userid not found');
        if (!member.visible) throw new Refusal(60011, 'no privilege');
        return { userid: member.userId, status: 1 };
      }),
    ),
  );
  app.post(
    '/cgi-bin/user/getuserid',
    answer(
      'user/getuserid',
      checked(async (c) => {
        const { mobile } = (await c.req.json()) as { mobile: string };
        const member = [...state.members.values()].find((each) => each.mobile === mobile);
        if (!member) throw new Refusal(46004, 'no such user');
        return { userid: member.userId };
      }),
    ),
  );

  function hook(c: Context): string {
    const name = state.webhooks.get(c.req.query('key') ?? '');
    if (name === undefined) throw new Refusal(93000, 'invalid webhook url');
    return name;
  }
  app.post(
    '/cgi-bin/webhook/upload_media',
    answer('webhook/upload_media', (c) => uploadOf(c, hook(c))),
  );
  app.post(
    '/cgi-bin/webhook/send',
    answer('webhook/send', async (c) => {
      const name = hook(c);
      if (within(state, state.webhookCalls, name, 60_000) >= 20) {
        state.dropped.push({ to: name, why: 'webhook limit' });
        throw new Refusal(45009, 'api freq out of limit');
      }
      note(state, state.webhookCalls, name);
      const body = (await c.req.json()) as Record<string, Record<string, string>> & { msgtype: string };
      post(state, name, body);
      return {};
    }),
  );
  return app;
}

function post(
  state: WecomState,
  name: string,
  body: Record<string, Record<string, string>> & { msgtype: string },
): void {
  const part = body[body.msgtype] ?? {};
  const add = (text: string, bytes: Uint8Array | null) =>
    state.groups.set(name, [
      ...(state.groups.get(name) ?? []),
      { at: state.now().getTime(), by: 'webhook', msgtype: body.msgtype, text, bytes },
    ]);
  switch (body.msgtype) {
    case 'text':
    case 'markdown':
    case 'markdown_v2': {
      const text = part.content ?? '';
      const most = body.msgtype === 'text' ? 2048 : 4096;
      if (Buffer.byteLength(text) > most) throw new Refusal(40058, `${body.msgtype}.content exceed max length ${most}`);
      return void add(text, null);
    }
    case 'image': {
      const bytes = Buffer.from(part.base64 ?? '', 'base64');
      if (bytes.length > 2 * 1024 * 1024) throw new Refusal(40009, 'invalid image size');
      if (md5(bytes) !== part.md5) throw new Refusal(301019, 'media file md5 mismatch');
      return void add('', bytes);
    }
    case 'file': {
      const upload = state.uploads.get(part.media_id ?? '');
      if (upload?.place !== name) throw new Refusal(40007, 'invalid media_id');
      return void add(upload.name, upload.bytes);
    }
    default:
      throw new Refusal(40008, 'invalid msgtype');
  }
}
