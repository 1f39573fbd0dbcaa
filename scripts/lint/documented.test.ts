import { Linter } from 'eslint';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { documented } from './documented.js';
import { publicNames } from './public.js';

const names = publicNames(join(ROOT, 'src/sim/services/sqs/index.ts'));

/** What the rule says of a text that stands in a file of the library: whose comment is missing. */
function missing(file: string, text: string): string[] {
  const messages = new Linter({ cwd: ROOT }).verify(
    text,
    {
      files: ['**/*.ts'],
      languageOptions: { parser: tseslint.parser as Linter.Parser },
      plugins: { course: { rules: { documented } } },
      rules: { 'course/documented': ['error', names] },
    },
    join(ROOT, file),
  );
  return messages.map(({ message }) => message.split(' ')[0]!);
}

test('the public names are those that the entry passes on, by file', () => {
  expect(names[join(ROOT, 'src/sim/services/sqs/message.ts')]).toEqual([
    'MessageSystemAttributes',
    'Message',
    'SendMessageOptions',
    'SendMessageResult',
    'ReceiveMessageOptions',
  ]);
  // One name passed on by a file that declares more.
  expect(names[join(ROOT, 'src/sim/services/sqs/standard-backlog.ts')]).toEqual(['QuietCounts']);
  expect(names[join(ROOT, 'src/sim/services/sqs/stored-message.ts')]).toBeUndefined();
});

test('a public name needs a comment, and so do its members', () => {
  const text = `
    export interface Message { body: string; type: 'message'; /** Its id. */ id: string; }
    /** Lasts. */
    export class Queue {
      #own = 1;
      private hidden = 2;
      override name = 'Queue';
      constructor() {}
      /** Sends. */
      send(a: string): void;
      send(a: number): void;
      receive() {}
      get size() { return 1; }
      set size(n) {}
    }`;
  expect(missing('src/sim/services/sqs/message.ts', text)).toEqual(['Message', 'Message.body']);
  expect(missing('src/sim/services/sqs/queue.ts', text)).toEqual([
    'Message',
    'Queue.constructor',
    'Queue.receive',
    'Queue.size',
  ]);
});

test('what stays inside the library needs a comment; its members may speak for themselves', () => {
  const text = 'export interface StoredMessage { body: string }';
  expect(missing('src/sim/services/sqs/stored-message.ts', text)).toEqual(['StoredMessage']);
});
