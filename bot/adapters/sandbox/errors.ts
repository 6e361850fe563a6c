/** Why the sandbox refuses what somebody does on it. bot/http/sandboxErrors.ts has the words and statuses. */
export type SandboxErrorCode =
  | 'chatUnknown'
  | 'messageUnknown'
  | 'buttonUnknown'
  | 'fileUnknown'
  | 'notMember'
  | 'buttonDisabled'
  | 'personExists'
  | 'fileTooLarge'
  | 'fileEmpty';

/** A refusal by the platform itself, before the bot hears of anything. */
export class SandboxError extends Error {
  constructor(readonly code: SandboxErrorCode) {
    super(code);
    this.name = 'SandboxError';
  }
}
