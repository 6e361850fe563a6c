import { WecomApiError, WecomNetworkError } from './errors.js';

/** An answer of WeCom's REST interface, without its errcode. */
export type ApiAnswer = Record<string, unknown>;

/** How long an answer may take, in ms. */
const TIMEOUT_MS = 15_000;
/** The largest file that is fetched, in bytes: 20 MB as everywhere. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

/** Codes of errors after which the request surely did not arrive. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    // The address holds a token or a key: only the kind of trouble may get into logs.
    const code = codeOf(error);
    throw new WecomNetworkError(!NOT_REACHED.has(code), code);
  }
  if (response.status >= 500) throw new WecomNetworkError(true, `HTTP ${response.status}`);
  return response;
}

function codeOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: string }; name?: string };
  return cause?.code ?? name ?? 'network';
}

async function answerOf(response: Response): Promise<ApiAnswer> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new WecomNetworkError(true, `HTTP ${response.status} without JSON`);
  }
  const { errcode = 0, errmsg = '', ...rest } = (body ?? {}) as ApiAnswer;
  if (errcode !== 0) throw new WecomApiError(Number(errcode), wordOf(errmsg));
  return rest;
}

/** Asks by GET. Throws WecomApiError, WecomNetworkError. */
export const getJson = async (url: string): Promise<ApiAnswer> => answerOf(await request(url, {}));

/** Sends JSON. Throws WecomApiError, WecomNetworkError. */
export const postJson = async (url: string, body: unknown): Promise<ApiAnswer> =>
  answerOf(
    await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

/** Uploads a file in the field `media`, its name in raw UTF-8 as WeCom wants it (doc 90253). Throws the same. */
export async function postFile(
  url: string,
  file: { bytes: Uint8Array; name: string; mime: string },
): Promise<ApiAnswer> {
  const form = new FormData();
  form.set('media', new File([Buffer.from(file.bytes)], file.name, { type: file.mime }));
  return answerOf(await request(url, { method: 'POST', body: form }));
}

/**
 * Fetches a file. An answer in JSON is a refusal.
 * @returns the bytes, or null when there are more than 20 MB. Throws WecomApiError, WecomNetworkError.
 */
export async function getBytes(url: string): Promise<Uint8Array | null> {
  const response = await request(url, {});
  if (response.status === 404 || response.status === 410) throw new WecomApiError(40007, `HTTP ${response.status}`);
  if (response.headers.get('content-type')?.includes('json')) {
    await answerOf(response);
    throw new WecomNetworkError(true, 'JSON in place of a file');
  }
  if (!response.ok) throw new WecomNetworkError(true, `HTTP ${response.status}`);
  if (Number(response.headers.get('content-length') ?? 0) > MOST_FILE_BYTES) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > MOST_FILE_BYTES) return null;
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

/** The server's time as its `Date` header says it, from any request; null when it says none. */
export async function serverTime(url: string): Promise<Date | null> {
  const date = (await request(url, {})).headers.get('date');
  return date === null ? null : new Date(date);
}

/** A field of an answer as text; '' when it is neither text nor a number. */
export const wordOf = (field: unknown): string =>
  typeof field === 'string' ? field : typeof field === 'number' ? String(field) : '';
