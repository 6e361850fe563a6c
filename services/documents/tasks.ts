import type { BoardPosterData } from './pictures/boardPoster.js';

/** Work for the threads, by name: what goes in and what comes out. Everything is plain data. */
export interface Tasks {
  boardPoster: { input: BoardPosterData; output: Uint8Array };
}

export type TaskName = keyof Tasks;

/** Pictures need the fonts, tables much memory: each kind has a thread of its own, so that neither waits for the other. */
export type Lane = 'pictures' | 'tables';

/** Which thread does what. */
export const LANE_OF: Record<TaskName, Lane> = {
  boardPoster: 'pictures',
};
