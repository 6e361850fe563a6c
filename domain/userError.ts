/**
 * An error that a person can mend: unknown word, no permission, a value out of range. `code` names a phrase in
 * services/texts (errors), `params` fill it. Anything else that is thrown is a fault of ours.
 */
export class UserError extends Error {
  constructor(
    readonly code: string,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
    this.name = 'UserError';
  }
}
