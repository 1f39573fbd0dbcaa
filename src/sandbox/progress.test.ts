import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  addPassed,
  forgetProgress,
  formatProgress,
  parseProgress,
  passedExercises,
  ProgressError,
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

  test('progress adds up, and the first day stays', () => {
    expect(passedExercises()).toEqual({});
    expect(addPassed({ 'a/b': '2026-11-26' })).toBe(true);
    addPassed({ 'a/b': '2026-12-01', c: '2026-12-02' });
    addPassed({ c: '2026-10-01' });
    expect(passedExercises()).toEqual({ 'a/b': '2026-11-26', c: '2026-10-01' });
    forgetProgress();
    expect(passedExercises()).toEqual({});
  });

  test('what is not ours is no progress, and is no reason to fail', () => {
    localStorage.setItem('desired-capacity/1/progress', '{');
    expect(passedExercises()).toEqual({});
  });
});

test('where the browser refuses, progress lasts as long as the page', () => {
  vi.stubGlobal('localStorage', storage(true));
  expect(addPassed({ a: '2026-11-26' })).toBe(false);
  expect(passedExercises()).toEqual({ a: '2026-11-26' });
});

test('a file that was exported can be imported', () => {
  const passed = { 'a/b': '2026-11-26' };
  expect(parseProgress(formatProgress(passed))).toEqual(passed);
});

test.each([
  ['no JSON', 'hello', /no progress/],
  ['null', 'null', /no progress/],
  ['a list', '[]', /no progress/],
  ['a day that is none', '{"version":1,"passed":{"a":"<b>"}}', /no progress/],
  ['another version', '{"version":2,"passed":{}}', /newer version/],
])('a file that holds %s says so', (_, text, message) => {
  expect(() => parseProgress(text)).toThrow(ProgressError);
  expect(() => parseProgress(text)).toThrow(message);
});
