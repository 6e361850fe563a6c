import type { Context } from 'hono';
import { z } from 'zod';
import { ApiError } from './sandboxErrors.js';

/** The most characters (UTF-16 units) of one message or caption. */
export const MAX_TEXT = 10_000;
/** The most bytes of a JSON body. */
export const MAX_JSON_BYTES = 128 * 1024;

const name = z.string().min(1).max(128);
const words = z.string().max(MAX_TEXT);
const notBlank = words.refine((text) => text.trim() !== '');
const personId = z.string().regex(/^(?!bot$)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);

/** The bodies that the API takes; a field that is not named here is refused. */
export const bodies = {
  say: z.strictObject({ as: name, chat: name, text: notBlank }),
  press: z.strictObject({ as: name, message: z.int().positive(), button: name }),
  upload: z.strictObject({ as: name, chat: name, text: words.optional(), file: z.instanceof(File) }),
  stranger: z.strictObject({
    id: personId.optional(),
    name: z
      .string()
      .max(40)
      .refine((text) => text.trim() !== ''),
  }),
  clock: z.union([
    z.strictObject({ by: z.enum(['1d', '1w', 'next-job', 'next-workday']) }),
    z.strictObject({ to: z.iso.datetime({ offset: true }).transform((text) => new Date(text)) }),
  ]),
};

/** Message ids in queries and paths. */
export const idText = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

function describe(error: z.ZodError): string {
  const faults = error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `未知字段 ${issue.keys.join('、')}`;
    const field = issue.path.join('.') || '内容';
    if (issue.code === 'too_big') return `${field} 过长或过大（最多 ${issue.maximum}）`;
    if (issue.code === 'invalid_type') return `${field} 缺失或类型不对`;
    if (issue.code === 'invalid_union')
      return '应为 {"by": "1d" | "1w" | "next-job" | "next-workday"} 或 {"to": 带时区的时刻}';
    return `${field} 不正确`;
  });
  return `${faults.join('；')}。`;
}

/** Checks a value against a schema. Throws ApiError('badRequest') naming the fields at fault. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new ApiError('badRequest', describe(result.error));
  return result.data;
}

const mediaType = (c: Context): string =>
  (c.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Reads and checks a JSON body. Throws ApiError('mediaType' | 'badJson' | 'badRequest'). */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (mediaType(c) !== 'application/json') throw new ApiError('mediaType');
  const text = await c.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError('badJson');
  }
  return parse(schema, value);
}

/** Reads and checks a form, each field at most once. Throws ApiError('mediaType' | 'badForm' | 'badRequest'). */
export async function readForm<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  if (mediaType(c) !== 'multipart/form-data') throw new ApiError('mediaType');
  const form = await c.req.formData().catch(() => {
    throw new ApiError('badForm');
  });
  const entries = [...form.entries()];
  const fields = Object.fromEntries(entries);
  if (Object.keys(fields).length < entries.length) throw new ApiError('badForm');
  return parse(schema, fields);
}
