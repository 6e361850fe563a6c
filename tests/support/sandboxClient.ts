/** A message as docs/sandbox.md describes it. */
export interface ClientMessage {
  id: number;
  at: string;
  from: 'bot' | { id: string; name: string };
  text: string;
  buttons: { id: string; label: string; disabled: boolean }[];
}

/** A chat as docs/sandbox.md describes it. */
export interface ClientChat {
  id: string;
  title: string;
  kind: 'private' | 'group';
  members: { id: string; name: string; role: string; unit: string }[];
  lastMessageId: number;
}

export interface ClientClock {
  now: string;
  workday: boolean;
  nextJob: { name: string; at: string } | null;
}

/** The sandbox's JSON API, as a script would use it. Every method throws Error with the API's words when it refuses. */
export interface SandboxClient {
  chats(): Promise<ClientChat[]>;
  messages(chat: string, after?: number): Promise<ClientMessage[]>;
  /** @returns the bot's answers in that chat */
  say(as: string, text: string, chat?: string): Promise<string[]>;
  /** Presses the newest button with this label in the person's private chat. @returns the bot's answers there */
  press(as: string, label: string): Promise<string[]>;
  upload(as: string, name: string, content: string): Promise<string[]>;
  clock(): Promise<ClientClock>;
  move(body: { by: '1d' | '1w' | 'next-job' | 'next-workday' } | { to: string }): Promise<ClientClock>;
}

/** A client of the bot at `url`. */
export function sandboxClient(url: string): SandboxClient {
  const api = `${url}/sandbox/api`;

  async function answer<T>(request: Promise<Response>): Promise<T> {
    const response = await request;
    const body = (await response.json()) as T & { error?: { message: string } };
    if (!response.ok) throw new Error(`${response.status}: ${body.error?.message}`);
    return body;
  }
  const get = <T>(path: string) => answer<T>(fetch(`${api}/${path}`));
  const post = <T>(path: string, body: object) =>
    answer<T>(
      fetch(`${api}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const words = ({ messages }: { messages: ClientMessage[] }) =>
    messages.filter((message) => message.from === 'bot').map((message) => message.text);
  const messages = (chat: string, after = 0) => get<ClientMessage[]>(`chats/${chat}/messages?after=${after}`);

  return {
    chats: () => get('chats'),
    messages,
    say: async (as, text, chat = `p-${as}`) => words(await post('say', { as, chat, text })),
    async press(as, label) {
      for (const message of (await messages(`p-${as}`)).toReversed()) {
        const button = message.buttons.find((each) => each.label === label && !each.disabled);
        if (button) return words(await post('press', { as, message: message.id, button: button.id }));
      }
      throw new Error(`no button “${label}” in p-${as}`);
    },
    async upload(as, name, content) {
      const form = new FormData();
      form.set('as', as);
      form.set('chat', `p-${as}`);
      form.set('file', new Blob([content], { type: 'text/plain' }), name);
      return words(await answer(fetch(`${api}/upload`, { method: 'POST', body: form })));
    },
    clock: () => get('clock'),
    move: (body) => post('clock', body),
  };
}
