import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../../../../testing/seeded.ts';
import { NotModelled } from '../../../cloud/index.ts';
import { TemplateError } from './errors.ts';
import { Meter } from './meter.ts';
import { Regex } from './regex.ts';

const meter = () => new Meter(5_000_000);

test('random expressions do as JavaScript’s do', () => {
  const random = seeded(11);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const expression = (depth: number): string => {
    const kind = depth === 0 ? 0 : Math.floor(random() * 6);
    if (kind === 1) return expression(depth - 1) + expression(depth - 1);
    if (kind === 2) return `(${expression(depth - 1)}|${expression(depth - 1)})`;
    if (kind === 3) return `(?:${expression(depth - 1)})`;
    // Within a repetition nothing empty: what groups hold then is each engine's own.
    if (kind === 4)
      return (
        pick(['a', 'b', '.', '[ab]', '[^a]', '\\w']) +
        pick(['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{1,}'])
      );
    return pick(['a', 'b', 'c', '.', '[a-b]', '^', '$', '\\b', '-']);
  };
  for (let i = 0; i < 4000; i++) {
    const source = expression(4);
    const text = Array.from({ length: Math.floor(random() * 12) }, () => pick(['a', 'b', 'c', '-'])).join('');
    const ours = new Regex(source);
    assert.equal(
      ours.replace(text, '<$0>', meter(), true),
      text.replace(new RegExp(source, 'g'), '<$&>'),
      `${source} ${text}`,
    );
    assert.equal(ours.matches(text, meter()), new RegExp(`^(?:${source})$`).test(text), `${source} ${text}`);
  }
});

test('groups, splitting, refusals', () => {
  const replaced = (source: string, by: string, text: string) =>
    new Regex(source).replace(text, by, meter(), true);
  assert.equal(replaced('(a)(b)?', '[$1$2]', 'aab'), '[a][ab]');
  assert.equal(replaced('a', '\\$1\\\\', 'a'), '$1\\');
  assert.equal(replaced("\\\\'", "'", "it\\'s"), "it's");
  const splits: [source: string, text: string, parts: string[]][] = [
    [',', 'a,b,,c,,', ['a', 'b', '', 'c']],
    ['', 'abc', ['a', 'b', 'c']],
    [',', '', ['']],
    ['\\s*,\\s*', 'a , b', ['a', 'b']],
    [',', ',a', ['', 'a']],
  ];
  for (const [source, text, parts] of splits)
    assert.deepEqual(new Regex(source).split(text, meter()), parts, source);
  for (const source of ['(', ')', '[', 'a{2', '*', '[b-a]', '\\', 'a{3,2}', '\\u12']) {
    assert.throws(() => new Regex(source), TemplateError, source);
  }
  for (const source of ['(?i)a', '(?=a)', '\\1', 'a++', '[a&&b]', '\\p{L}']) {
    assert.throws(() => new Regex(source), NotModelled, source);
  }
});
