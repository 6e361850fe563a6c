/** Where tests keep what lasts no longer than they do: in memory where there is room, so that no disk is waited for. */
export function scratchFolder(): string;
