/** A form as the official server reads it: grammY writes file names unquoted in raw UTF-8, which most parsers drop. */
export function parseMultipart(
  body: Buffer,
  contentType: string,
): { fields: Record<string, string>; files: Record<string, { filename: string; data: Buffer }> } {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1] ?? '';
  const delimiter = Buffer.from(`--${boundary}`);
  const fields: Record<string, string> = {};
  const files: Record<string, { filename: string; data: Buffer }> = {};
  let at = body.indexOf(delimiter) + delimiter.length;
  while (body.subarray(at, at + 2).toString() === '\r\n') {
    const headEnd = body.indexOf('\r\n\r\n', at);
    const head = body.subarray(at, headEnd).toString('utf8');
    const end = body.indexOf(`\r\n--${boundary}`, headEnd + 4);
    const disposition = /content-disposition:\s*form-data;([^\r\n]*)/i.exec(head)?.[1] ?? '';
    const data = body.subarray(headEnd + 4, end);
    const name = parameter(disposition, 'name') ?? '';
    const filename = parameter(disposition, 'filename');
    if (filename === null) fields[name] = data.toString('utf8');
    else files[name] = { filename, data };
    at = end + 2 + delimiter.length;
  }
  return { fields, files };
}

function parameter(disposition: string, key: string): string | null {
  const match = new RegExp(`(?:^|;)\\s*${key}=(?:"((?:\\\\.|[^"\\\\])*)"|([^;]*))`).exec(disposition);
  const value = match && (match[1] ?? (match[2] ?? '').trim());
  if (value === null) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
