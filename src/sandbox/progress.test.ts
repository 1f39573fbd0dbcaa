import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  addProgress,
  forgetProgress,
  formatProgress,
  parseProgress,
  type Progress,
  ProgressError,
  readProgress,
} from './progress.ts';

/** A browser's storage; one that refuses throws, as browsers do. */
function storage(refuses = false) {
  const items = new Map<string, string>();
  const act = <T>(what: () => T): T => {
    if (refuses) throw new DOMException('refused', 'SecurityError');
    return what();
  };
  return {
    getItem: (key: string) => act(() => items.get(key) ?? null),
    setItem: (key: string, value: string) => act(() => void items.set(key, value)),
    removeItem: (key: string) => act(() => void items.delete(key)),
  };
}

afterEach(() => {
  forgetProgress();
  vi.unstubAllGlobals();
});

describe('where the browser keeps things', () => {
  beforeEach(() => vi.stubGlobal('localStorage', storage()));

  test('progress adds up, and the first day of an exercise stays', () => {
    expect(readProgress()).toEqual({ passed: {}, answers: {} });
    expect(addProgress({ passed: { 'a/b': '2026-11-26' } })).toBe(true);
    addProgress({ passed: { 'a/b': '2026-12-01', c: '2026-12-02' } });
    addProgress({ passed: { c: '2026-10-01' } });
    expect(readProgress().passed).toEqual({ 'a/b': '2026-11-26', c: '2026-10-01' });
    forgetProgress();
    expect(readProgress().passed).toEqual({});
  });

  test('of a question the last answer stays, whatever comes from an older file', () => {
    addProgress({ answers: { 'a#q': { day: '2026-11-26', right: false } } });
    addProgress({
      answers: { 'a#q': { day: '2026-11-27', right: true }, toString: { day: '2026-11-27', right: true } },
    });
    addProgress({ answers: { 'a#q': { day: '2026-11-25', right: false } } });
    expect(readProgress().answers).toEqual({
      'a#q': { day: '2026-11-27', right: true },
      toString: { day: '2026-11-27', right: true },
    });
  });

  test('what was kept before there were questions is still there', () => {
    localStorage.setItem('desired-capacity/1/progress', '{"version":1,"passed":{"a":"2026-11-26"}}');
    expect(readProgress()).toEqual({ passed: { a: '2026-11-26' }, answers: {} });
  });

  test('what is not ours is no progress, and is no reason to fail', () => {
    localStorage.setItem('desired-capacity/1/progress', '{');
    expect(readProgress().passed).toEqual({});
  });
});

test('where the browser refuses, progress lasts as long as the page', () => {
  vi.stubGlobal('localStorage', storage(true));
  expect(addProgress({ passed: { a: '2026-11-26' } })).toBe(false);
  expect(readProgress().passed).toEqual({ a: '2026-11-26' });
});

test('a file that was exported can be imported', () => {
  const progress: Progress = {
    passed: { 'a/b': '2026-11-26' },
    answers: { 'a#q': { day: '2026-11-27', right: true } },
  };
  expect(parseProgress(formatProgress(progress))).toEqual(progress);
});

test.each([
  ['no JSON', 'hello', /no progress/],
  ['null', 'null', /no progress/],
  ['a list', '[]', /no progress/],
  ['a day that is none', '{"version":1,"passed":{"a":"<b>"}}', /no progress/],
  ['a day of no year', '{"version":1,"passed":{"a":"9999-99-99"}}', /no progress/],
  [
    'an answer that is none',
    '{"version":1,"passed":{},"answers":{"a":{"day":"2026-11-26","right":"yes"}}}',
    /no progress/,
  ],
  ['another version', '{"version":2,"passed":{}}', /newer version/],
])('a file that holds %s says so', (_, text, message) => {
  expect(() => parseProgress(text)).toThrow(ProgressError);
  expect(() => parseProgress(text)).toThrow(message);
});
