import { describe, expect, test } from 'vitest';
import { backoffMs } from '../../bot/delivery/backoff.js';
import { changeAfter } from '../../bot/delivery/outcome.js';

const now = new Date('2026-03-02T01:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const about = { repeatable: true, now, spread: 0 };

describe('the pause between attempts', () => {
  test('doubles from five seconds up to ten minutes', () => {
    expect([1, 2, 3, 4, 8, 50].map((attempts) => backoffMs(attempts, 0))).toEqual([5e3, 1e4, 2e4, 4e4, 6e5, 6e5]);
  });

  test('is spread by up to a fifth', () => {
    expect(backoffMs(1, 0.5)).toBe(5_500);
    expect(backoffMs(1, 0.999)).toBeLessThan(6_000);
  });
});

describe('what an outcome makes of a message', () => {
  test('sent keeps the platform’s id, or none where it gives none', () => {
    expect(changeAfter({ kind: 'sent', messageId: '77' }, { attempts: 0 }, about)).toEqual({
      status: 'sent',
      providerMessageId: '77',
    });
    expect(changeAfter({ kind: 'sent', messageId: '' }, { attempts: 0 }, about)).toEqual({
      status: 'sent',
      providerMessageId: null,
    });
  });

  test('a rate limit is waited for as long as the platform says and never counts towards giving up', () => {
    const limited = { kind: 'retry', afterMs: 30_000, scope: 'chat', error: '429' } as const;
    for (const attempts of [0, 1, 7, 100])
      expect(changeAfter(limited, { attempts }, about)).toEqual({
        status: 'pending',
        notBefore: later(30_000),
        attempts: Math.max(1, attempts),
        lastError: '429',
      });
  });

  test('trouble of the whole platform never counts towards giving up', () => {
    const down = { kind: 'retry', afterMs: 0, scope: 'platform', error: 'ECONNREFUSED' } as const;
    expect(changeAfter(down, { attempts: 7 }, about)).toMatchObject({
      status: 'pending',
      attempts: 7,
      notBefore: later(5_000),
    });
  });

  test('a failure of its own is tried again with growing pauses and given up at the eighth', () => {
    const broken = { kind: 'retry', afterMs: 0, scope: 'chat', error: '500' } as const;
    expect(changeAfter(broken, { attempts: 2 }, about)).toMatchObject({
      status: 'pending',
      attempts: 3,
      notBefore: later(20_000),
    });
    expect(changeAfter(broken, { attempts: 7 }, about)).toEqual({ status: 'failed', attempts: 8, lastError: '500' });
  });

  test('what was refused or has no addressee any more is not tried again', () => {
    for (const kind of ['rejected', 'unreachable'] as const)
      expect(changeAfter({ kind, error: '403' }, { attempts: 0 }, about)).toEqual({
        status: 'failed',
        attempts: 1,
        lastError: '403',
      });
  });

  test('an unknown fate is tried again only where a repeat does no harm, and stays unknown in the end', () => {
    const unknown = { kind: 'unknown', error: 'ECONNRESET' } as const;
    expect(changeAfter(unknown, { attempts: 0 }, about)).toMatchObject({ status: 'pending', attempts: 1 });
    expect(changeAfter(unknown, { attempts: 0 }, { ...about, repeatable: false })).toMatchObject({ status: 'unknown' });
    expect(changeAfter(unknown, { attempts: 7 }, about)).toMatchObject({ status: 'unknown', attempts: 8 });
  });
});
