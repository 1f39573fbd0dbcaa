import { expect, test } from 'vitest';
import type { Entry } from '../../sim/report/transcript.ts';
import { EntryStream } from './entry-stream.ts';

const line = (text: string): Entry => ({ type: 'console', level: 'log', text });
const done: Entry = { type: 'end', reason: 'done' };

async function read(stream: EntryStream): Promise<string[]> {
  const seen: string[] = [];
  for await (const entry of stream) seen.push(entry.type === 'console' ? entry.text : entry.type);
  return seen;
}

test('a run that begins anew goes on where it was, however often', async () => {
  const stream = new EntryStream(() => {});
  const seen = read(stream);
  stream.push(line('a'));
  stream.again();
  for (const text of ['a', 'b']) stream.push(line(text));
  // Gone again before it came so far.
  stream.again();
  stream.push(line('a'));
  stream.again();
  for (const text of ['a', 'b', 'c']) stream.push(line(text));
  stream.push(done);
  expect(await seen).toEqual(['a', 'b', 'c', 'end']);
});

test('a run that ends before it is where it was ends all the same', async () => {
  const stream = new EntryStream(() => {});
  for (const text of ['a', 'b']) stream.push(line(text));
  stream.again();
  stream.push(line('a'));
  stream.push(done);
  expect(await read(stream)).toEqual(['a', 'b', 'end']);
});
