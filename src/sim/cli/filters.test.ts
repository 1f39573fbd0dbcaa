import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';
import { Shell } from './index.ts';

const files = { 'fruit.txt': 'pear 10\napple 9\nApple 2\nfig 9\n', numbers: '10\n9\n-2\n', empty: '' };
const open = () => new Shell(new Cloud({ seed: 1 }), { files });

test.each([
  ['cat fruit.txt | head -n 2', 'pear 10\napple 9'],
  ['cat fruit.txt | head -1', 'pear 10'],
  ['head -n0 < fruit.txt', ''],
  ['cat fruit.txt | tail -n 1', 'fig 9'],
  ['cat fruit.txt | tail -n 0', ''],
  ['cat fruit.txt | tail | wc -l', '4'],
  ['cat fruit.txt | grep apple', 'apple 9'],
  ['cat fruit.txt | grep -i apple', 'apple 9\nApple 2'],
  ['cat fruit.txt | grep -v -i apple', 'pear 10\nfig 9'],
  ['cat fruit.txt | grep -c 9', '2'],
  ['cat fruit.txt | grep -c plum', '0'],
  ['cat fruit.txt | grep "1.$"', 'pear 10'],
  ['cat fruit.txt | grep plum || echo none', 'none'],
  ['cat fruit.txt | grep fig && echo there', 'fig 9\nthere'],
  ['cat fruit.txt | sort', 'Apple 2\napple 9\nfig 9\npear 10'],
  ['cat fruit.txt | sort -r | head -1', 'pear 10'],
  ['cat numbers | sort', '-2\n10\n9'],
  ['cat numbers | sort -n', '-2\n9\n10'],
  ['cat numbers | sort -rn', '10\n9\n-2'],
  ['cat empty | wc -l', '0'],
  ['echo "a|b" | cat', 'a|b'],
  ['echo a | cat | cat', 'a'],
])('%s', async (line, expected) => {
  expect((await open().run(line)).out).toBe(expected);
});

test('a filter works on what AWS answers', async () => {
  const shell = open();
  for (const name of ['jobs', 'mails', 'old-jobs'])
    await shell.run(`aws sqs create-queue --queue-name ${name}`);
  expect(await shell.run('aws sqs list-queues | grep -c jobs')).toMatchObject({ out: '2', code: 0 });
  await shell.run('N=$(aws sqs list-queues --query "QueueUrls[]" | grep https | wc -l)');
  expect((await shell.run('echo $N')).out).toBe('3');
  await shell.run('aws sqs list-queues | grep old > found.txt');
  expect((await shell.run('cat found.txt')).out).toContain('old-jobs');
});

test('a pipe ends as its last command; errors of all are shown', async () => {
  const shell = open();
  const first = await shell.run('aws sqs get-queue-url --queue-name none | head -1');
  expect(first).toMatchObject({ out: '', code: 0 });
  expect(first.err).toContain('NonExistentQueue');
  expect((await shell.run('cat fruit.txt | grep plum')).code).toBe(1);
});

test.each([
  ['aws sqs list-queues | jq .', 127, 'bash: jq: not modelled'],
  ['nonsense', 127, 'bash: nonsense: command not found'],
  ['cat fruit.txt | sort -k2', 2, 'bash: sort -k2: not modelled'],
  ['cat fruit.txt | wc', 2, 'bash: wc : not modelled'],
  ['cat fruit.txt | grep "["', 2, 'bash: Invalid regular expression: /[/: Unterminated character class'],
])('%s', async (line, code, err) => {
  expect(await open().run(line)).toMatchObject({ out: '', err, code });
});

test('Tab knows the filters behind a pipe', () => {
  expect(open().complete('cat fruit.txt | gr').words).toEqual(['grep']);
});
