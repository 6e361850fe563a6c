import { type Message, note, text } from '../domain/message.js';
import type { Ctx } from './context.js';
import type { Phrases } from './texts/index.js';

/** Units on one poster. */
export const UNITS_PER_POSTER = 60;

/** A board's post with its poster, and a message for each further page of it; of some units only when they are named. */
export async function posterMessages(
  ctx: Pick<Ctx, 'db'>,
  boardId: number,
  post: Message,
  t: Phrases,
  unitIds?: readonly number[],
): Promise<Message[]> {
  const board = await ctx.db.board.findUniqueOrThrow({
    where: { id: boardId },
    select: {
      periodKey: true,
      _count: { select: { entries: unitIds ? { where: { unitId: { in: [...unitIds] } } } : true } },
    },
  });
  const pages = Math.max(1, Math.ceil(board._count.entries / UNITS_PER_POSTER));
  const page = (number: number) => ({
    request: {
      make: 'boardPoster' as const,
      boardId,
      page: number,
      ...(unitIds ? { unitIds: [...unitIds] } : {}),
    },
    otherwise: number === 1 ? [note(t.poster.failed)] : [],
  });
  return Array.from({ length: pages }, (_, index) =>
    index === 0
      ? { ...post, attach: page(1) }
      : { lines: [text(t.poster.nextPage(board.periodKey, index + 1, pages))], attach: page(index + 1) },
  );
}
