import { describe, expect, test } from 'vitest';
import type { Progress } from './progress.ts';
import { answeredAgain, type Asking, drawn, due, dueOn, nextDay } from './review.ts';

const asking: Asking = {
  'a/one': ['a/one#x', 'a/one#y', 'a/one#z'],
  'a/two': ['a/two#x'],
  'b/far': ['b/far#x'],
};
const progress = (answers: Progress['answers']): Progress => ({ passed: {}, answers });

describe('a question comes back', () => {
  test('a day, three and seven days after a wrong answer, as long as it is answered rightly, and then no more', () => {
    const days: (string | undefined)[] = [];
    let answer = answeredAgain(undefined, false, '2026-02-26');
    for (let i = 0; i < 3; i++) {
      const on = dueOn(answer)!;
      days.push(on);
      answer = answeredAgain(answer, true, on);
    }
    expect(days).toEqual(['2026-02-27', '2026-03-02', '2026-03-09']);
    expect(answer).toEqual({ day: '2026-03-09', right: true });
    expect(dueOn(answer)).toBeUndefined();
  });

  test('after a day, once it is wrong again', () => {
    const wrong = answeredAgain({ day: '2026-11-01', right: true, gap: 2 }, false, '2026-11-08');
    expect(wrong).toEqual({ day: '2026-11-08', right: false, gap: 0 });
  });

  test('no later for a right answer before its time', () => {
    const early = answeredAgain({ day: '2026-11-08', right: false, gap: 0 }, true, '2026-11-08');
    expect(early).toEqual({ day: '2026-11-08', right: true, gap: 0 });
    expect(dueOn(early)).toBe('2026-11-09');
  });

  test('never, where the first answer was right', () => {
    expect(dueOn(answeredAgain(undefined, true, '2026-11-08'))).toBeUndefined();
  });

  test('a day after a wrong answer that was kept before there were gaps', () => {
    expect(dueOn({ day: '2026-11-08', right: false })).toBe('2026-11-09');
  });
});

describe('what is asked', () => {
  const known = progress({
    'a/one#x': { day: '2026-11-20', right: false, gap: 0 },
    'a/one#y': { day: '2026-11-10', right: true, gap: 2 },
    'a/two#x': { day: '2026-11-05', right: true },
    'gone/page#x': { day: '2026-11-01', right: false, gap: 0 },
  });

  test('is what is due, the longest due first; what no page has any more is not', () => {
    expect(due(asking, known, '2026-11-20')).toEqual(['a/one#y']);
    expect(due(asking, known, '2026-11-21')).toEqual(['a/one#y', 'a/one#x']);
    expect(nextDay(asking, known)).toBe('2026-11-17');
    expect(nextDay(asking, progress({}))).toBeUndefined();
  });

  test('or drawn from the pages that were begun: new ones first, then the longest not asked', () => {
    expect(drawn(asking, known, '2026-11-21')).toEqual(['a/one#z', 'a/two#x']);
    expect(drawn(asking, known, '2026-11-05')).toEqual(['a/one#z']);
    expect(drawn(asking, progress({}), '2026-11-05')).toEqual([]);
  });

  test('never a name that only the language knows', () => {
    expect(due({ p: ['toString', '__proto__'] }, progress({}), '2026-11-21')).toEqual([]);
  });
});
