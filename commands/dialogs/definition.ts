import type { ZodType } from 'zod';
import type { Line, StoredFile } from '../../domain/message.js';
import type { ChatCtx } from '../../services/context.js';
import type { Phrases } from '../../services/texts/index.js';
import type { Answer, Guard } from '../definition.js';

/** Opens a dialog: its name in the list of dialogs and its first data. */
export interface DialogStart {
  name: string;
  /** The record it is about: a parked draft about the same record is taken up again where it was left. */
  about: number;
  data: unknown;
}

/** What a person put into a step: words, a chosen option's value, or a file. */
export type StepInput =
  | { kind: 'text'; text: string }
  | { kind: 'choice'; value: string }
  | { kind: 'file'; file: StoredFile; text: string };

/** What a step made of the input: a change of the data, or why not (a phrase code of errors). */
export type StepResult<D> =
  | { ok: true; data: D; goTo?: string }
  | { ok: false; code: string; params?: Record<string, string | number> };

/** What a step shows. Options become buttons; `value` is 1–16 of 0–9 A–Z a–z _ . - */
export interface StepView {
  lines: Line[];
  options: { value: string; label: string; style?: 'primary' | 'danger' }[];
}

/** One question. Pure: everything it needs is in the data. */
export interface Step<D> {
  ask(data: D, t: Phrases): StepView;
  accept(input: StepInput, data: D): StepResult<D>;
  /** The step after this one; null finishes the dialog. */
  next(data: D): string | null;
  /** May be left out: offers 跳过. */
  optional?: boolean;
}

/** What a dialog took its person: time between answers in seconds, pauses cut short, and buttons pressed. */
export interface Effort {
  seconds: number;
  presses: number;
}

/** A guided dialog. `version` grows when steps or data change their form: drafts of an older version are dropped politely. */
export interface Dialog<D> {
  name: string;
  version: number;
  /** Who may answer it, checked at every answer like a command's: a role may be taken away while a draft is open. */
  roles?: Guard['roles'];
  /** A draft is kept this many hours after the last answer. */
  keepHours: number;
  data: ZodType<D>;
  /** The first step, which may depend on what the dialog begins with. */
  first(data: D): string;
  steps: Record<string, Step<D>>;
  /** Runs in the transaction of the last answer. Must re-check what may have changed since the start. */
  finish(ctx: ChatCtx, data: D, effort: Effort): Promise<Answer>;
}
