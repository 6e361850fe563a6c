const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** No letters that are mistaken for each other: a code is read from one screen and typed on another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A random token of 22 characters (132 bits) of A–Z a–z 0–9 - _, as links may carry it. */
export const randomToken = (): string => letters(BASE64URL, 22);

/** A random code for typing: 10 characters (49 bits). */
export const randomCode = (): string => letters(CODE_LETTERS, 10);

function letters(alphabet: string, count: number): string {
  let out = '';
  while (out.length < count) {
    for (const byte of crypto.getRandomValues(new Uint8Array(count * 2))) {
      // The bytes above the largest multiple of the alphabet would favour its first letters.
      if (out.length < count && byte < 256 - (256 % alphabet.length)) out += alphabet[byte % alphabet.length];
    }
  }
  return out;
}

/** SHA-256 in hex. Tokens are random and long, so a plain hash keeps them from being read back. */
export async function hashOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
