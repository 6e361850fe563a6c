import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import { SandboxError, type SandboxErrorCode } from '../adapters/sandbox/errors.js';

type Status = 400 | 403 | 404 | 409 | 413 | 415;
type ApiErrorCode =
  | SandboxErrorCode
  | 'badJson'
  | 'badForm'
  | 'badRequest'
  | 'notLocal'
  | 'foreignOrigin'
  | 'notFound'
  | 'clockBackwards'
  | 'clockTooFar'
  | 'noNextJob'
  | 'tooLarge'
  | 'mediaType';

/** Status and words of everything the sandbox's API refuses. */
const ERRORS: Record<ApiErrorCode, [Status, string]> = {
  badJson: [400, '请求内容不是正确的 JSON。'],
  badForm: [400, '上传的内容无法读取，请重新选择文件。'],
  badRequest: [400, '请求内容不符合要求。'],
  clockTooFar: [400, '一次最多推进 366 天，请分几次推进。'],
  fileEmpty: [400, '文件是空的，请换一个。'],
  notLocal: [403, '沙盒只接受本机访问，请用 127.0.0.1 或 localhost 打开。'],
  foreignOrigin: [403, '请求来自其他网站，已拒绝。'],
  notMember: [403, '此人不在这个会话里，请换一个身份。'],
  chatUnknown: [404, '没有这个会话。'],
  messageUnknown: [404, '没有这条消息。'],
  buttonUnknown: [404, '这条消息下没有这个按钮。'],
  fileUnknown: [404, '没有这个文件。'],
  notFound: [404, '没有这个地址。'],
  buttonDisabled: [409, '这个按钮已经处理过，不能再点。'],
  clockBackwards: [409, '时间只能往前推进。'],
  noNextJob: [409, '没有排定的下一个任务。'],
  personExists: [409, '这个编号已经有人使用，请换一个。'],
  tooLarge: [413, '内容太大，请缩短后重试。'],
  fileTooLarge: [413, '文件超过 20 MB，请压缩后再上传。'],
  mediaType: [415, '内容类型不对：上传文件用 multipart/form-data，其他请求用 application/json。'],
};

/** A refusal by the API. `detail` is added to the words: which field, and why. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    readonly detail = '',
  ) {
    super(code);
    this.name = 'ApiError';
  }
}

/** Answers {error: {code, message}} with the fitting status; a fault of ours is logged under the incident it names. */
export function answerError(error: unknown, c: Context, log: Logger): Response {
  if (error instanceof ApiError || error instanceof SandboxError) {
    const [status, words] = ERRORS[error.code];
    const detail = error instanceof ApiError ? error.detail : '';
    return c.json({ error: { code: error.code, message: words + detail } }, status);
  }
  const incident = randomUUID().slice(0, 8);
  log.error({ err: error, incident, path: c.req.path }, 'sandbox request failed');
  const message = `程序出错了，事件编号 ${incident}，可在日志里查到原因。`;
  return c.json({ error: { code: 'internal', message, incident } }, 500);
}
