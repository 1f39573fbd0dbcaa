import { expect, test } from 'vitest';
import { RandomStream } from '../../kernel/index.ts';
import { compilePattern, matches, PatternIndex, readEvent } from './index.ts';

type Json = string | number | null | Json[] | { [name: string]: Json };
const stream = new RandomStream(20260101, 'cases');
const random = (below: number): number => stream.integer(0, below - 1);
const pick = <T>(...values: T[]): T => values[random(values.length)] as T;

function randomValue(depth: number): Json {
  const kind = random(depth > 2 ? 3 : 7);
  if (kind < 2) return pick('x', 'y', 'z');
  if (kind === 2) return pick(1, 2, null);
  if (kind < 5) return Array.from({ length: random(3) }, () => randomValue(depth + 1));
  return randomObject(depth + 1);
}

function randomObject(depth: number): { [name: string]: Json } {
  const object: { [name: string]: Json } = {};
  for (const name of ['a', 'b', 'c']) if (random(3) > 0) object[name] = randomValue(depth);
  return object;
}

/** Paths of random depth, each with the values that it may have. */
function randomPattern(): Map<string, Json[]> {
  const wanted = new Map<string, Json[]>();
  const fields = 1 + random(3);
  for (let i = 0; i < fields; i++) {
    const path = Array.from({ length: 1 + random(3) }, () => pick('a', 'b', 'c')).join('.');
    wanted.set(path, [pick<Json>('x', 'y', 'z', 1), pick<Json>('x', 'y', 2, null)]);
  }
  return wanted;
}

const textOf = (wanted: Map<string, Json[]>): string => JSON.stringify(Object.fromEntries(wanted));

/** Every way to keep one element of each array of objects or arrays, flattened to paths and values. */
function* choices(value: Json, path: string): Generator<[string, Json][]> {
  if (Array.isArray(value)) {
    const nested = value.filter((element) => typeof element === 'object' && element !== null);
    const plain = value.filter((element) => typeof element !== 'object' || element === null);
    const always = plain.map((element): [string, Json] => [path, element]);
    if (nested.length === 0) yield always;
    for (const element of nested) for (const rest of choices(element, path)) yield [...always, ...rest];
  } else if (typeof value === 'object' && value !== null) {
    let ways: [string, Json][][] = [[]];
    for (const [name, member] of Object.entries(value)) {
      const under = [...choices(member, path === '' ? name : `${path}.${name}`)];
      ways = ways.flatMap((way) => under.map((more) => [...way, ...more]));
    }
    yield* ways;
  } else {
    yield [[path, value]];
  }
}

/** Asks for values that the event has, of one choice of elements or of several: matches and near misses. */
function likelyPattern(ways: readonly [string, Json][][]): Map<string, Json[]> {
  const wanted = randomPattern();
  if (random(4) > 0) wanted.clear();
  for (let i = 0; i < 3; i++) {
    const leaves = pick(...ways);
    if (leaves.length === 0) continue;
    const [path, value] = pick(...leaves);
    wanted.set(path, [value]);
  }
  return wanted.size > 0 ? wanted : randomPattern();
}

test('an event matches where some choice of array elements fulfils all fields', () => {
  let matched = 0;
  for (let i = 0; i < 4000; i++) {
    const event = randomObject(0);
    const ways = [...choices(event, '')];
    const wanted = likelyPattern(ways);
    let expected = false;
    for (const leaves of ways) {
      expected ||= [...wanted].every(([path, values]) =>
        leaves.some(([at, value]) => at === path && values.includes(value)),
      );
    }
    const pattern = textOf(wanted);
    const actual = matches(compilePattern(pattern), readEvent(JSON.stringify(event)));
    expect(actual, `${pattern} ${JSON.stringify(event)}`).toBe(expected);
    if (actual) matched++;
  }
  expect(matched > 1000 && matched < 3000, `${matched} matched`).toBeTruthy();
});

test('an index finds what the patterns match one by one, also after some were taken out', () => {
  const index = new PatternIndex<number>();
  const patterns = new Map<number, string>();
  for (let key = 0; key < 300; key++) {
    const wanted = randomPattern();
    const text = random(4) === 0 ? `{"$or":[${textOf(wanted)},${textOf(randomPattern())}]}` : textOf(wanted);
    patterns.set(key, text);
    index.set(key, compilePattern(text));
  }
  for (const key of [...patterns.keys()].filter((key) => key % 7 === 0)) {
    expect(index.delete(key)).toBe(true);
    patterns.delete(key);
  }
  expect(index.size).toBe(patterns.size);
  for (let i = 0; i < 200; i++) {
    const fields = readEvent(JSON.stringify(randomObject(0)));
    const expected = [...patterns]
      .filter(([, text]) => matches(compilePattern(text), fields))
      .map(([key]) => key);
    expect(index.matching(fields)).toEqual(expected);
  }
});

test('the order of keys decides nothing, and one more value never makes a match a miss', () => {
  const reversed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, member]) => [name, reversed(member)]),
    );
  };
  for (let i = 0; i < 1000; i++) {
    const event = randomObject(0);
    const wanted = randomPattern();
    const fields = readEvent(JSON.stringify(event));
    const matched = matches(compilePattern(textOf(wanted)), fields);
    expect(matches(compilePattern(textOf(wanted)), readEvent(JSON.stringify(reversed(event))))).toBe(matched);
    expect(matches(compilePattern(textOf(new Map([...wanted].reverse()))), fields)).toBe(matched);
    for (const values of wanted.values()) values.push(pick<Json>('x', 1, null));
    if (matched) expect(matches(compilePattern(textOf(wanted)), fields)).toBe(true);
  }
});
