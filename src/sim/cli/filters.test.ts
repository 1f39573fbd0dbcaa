import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';
import { isWhole } from './lines.ts';
import { Shell } from './index.ts';

const files = { 'fruit.txt': 'pear 10\napple 9\nApple 2\nfig 9\n', empty: '' };
const open = () => new Shell(new Cloud({ seed: 1 }), { files });

test.each([
  ['cat fruit.txt | head -n 2', 'pear 10\napple 9'],
  ['cat fruit.txt | head -1', 'pear 10'],
  ['head -n0 fruit.txt', ''],
  ['cat fruit.txt | tail -n 1', 'fig 9'],
  ['tail -n 0 fruit.txt', ''],
  ['tail -n +3 fruit.txt', 'Apple 2\nfig 9'],
  ['tail -n 9 fruit.txt | wc -l', '4'],
  ['cat fruit.txt | grep apple', 'apple 9'],
  ['grep -i apple fruit.txt', 'apple 9\nApple 2'],
  ['grep -vi apple fruit.txt', 'pear 10\nfig 9'],
  ['grep -c 9 fruit.txt', '2'],
  ['grep -n "9$" fruit.txt', '2:apple 9\n4:fig 9'],
  ['grep -o "[0-9]*" fruit.txt', '10\n9\n2\n9'],
  ['grep "1+" fruit.txt || echo none', 'none'],
  ["grep '1\\+0' fruit.txt", 'pear 10'],
  ["grep -E '1+|fig' fruit.txt", 'pear 10\nfig 9'],
  ['grep -F . fruit.txt || echo none', 'none'],
  ['grep -q fig fruit.txt && echo there', 'there'],
  ['grep -e fig fruit.txt', 'fig 9'],
  ['sort fruit.txt', 'Apple 2\napple 9\nfig 9\npear 10'],
  ['sort -r fruit.txt | head -1', 'pear 10'],
  ['sort -k2 fruit.txt | head -1', 'pear 10'],
  ['sort -k 2 -n fruit.txt', 'Apple 2\napple 9\nfig 9\npear 10'],
  ['sort -k2nr fruit.txt | head -1', 'Apple 2'],
  ['sort -n -u -k2 fruit.txt | wc -l', '3'],
  ['sort -t " " -k 2,2 -rn fruit.txt | head -1', 'pear 10'],
  ['cat fruit.txt | wc', '      4       8      30'],
  ['wc -l fruit.txt', '4 fruit.txt'],
  ['wc -c < fruit.txt', '30'],
  ['cat empty | wc -l', '0'],
  ['echo "a|b" | cat', 'a|b'],
  ['echo a |\n  cat', 'a'],
  ['echo a &&\n  echo b', 'a\nb'],
  ['cat none | wc -l || echo failed', '0'],
])('%s', async (line, expected) => {
  expect((await open().run(line)).out).toBe(expected);
});

test('a filter works on what AWS answers', async () => {
  const shell = open();
  for (const name of ['jobs', 'mails', 'old-jobs'])
    await shell.run(`aws sqs create-queue --queue-name ${name}`);
  const { out, code } = await shell.run(`aws sqs list-queues | grep -c jobs`);
  expect([out, code]).toEqual(['2', 0]);
  await shell.run('N=$(aws sqs list-queues --query "QueueUrls[]" --output json | grep https | wc -l)');
  expect((await shell.run('echo $N')).out).toBe('3');
  await shell.run('aws sqs list-queues | grep old > found.txt');
  expect((await shell.run('cat found.txt')).out).toContain('old-jobs');
});

test('a pipe ends as its last command; errors of all are shown', async () => {
  const shell = open();
  expect(await shell.run('aws sqs get-queue-url --queue-name none | head -1')).toMatchObject({
    out: '',
    err: expect.stringContaining('NonExistentQueue') as string,
    code: 0,
  });
  expect((await shell.run('cat fruit.txt | grep plum')).code).toBe(1);
  expect(await shell.run('head -n 1 none')).toMatchObject({ err: 'head: none: No such file or directory', code: 1 }); // prettier-ignore
  expect((await shell.run('grep a none')).code).toBe(2);
});

test.each([
  ['aws sqs list-queues | jq .', 127, 'bash: jq: not modelled. --query chooses from an answer'],
  ['cat fruit.txt | awk 1', 127, 'bash: awk: not modelled. There are head, tail, grep, sort, wc'],
  ['cat fruit.txt | nonsense', 127, 'bash: nonsense: command not found'],
  ['cat fruit.txt | sort -x', 2, 'bash: sort: -x is not modelled'],
  ['grep a fruit.txt empty', 2, 'bash: grep: more than one file is not modelled'],
  ['head -n x fruit.txt', 2, "bash: invalid number of lines: 'x'"],
  ["grep '[' fruit.txt", 2, "bash: grep: the pattern [ can't be read"],
  ['cat fruit.txt | | wc', 2, "bash: syntax error near unexpected token `|'"],
])('%s', async (line, code, err) => {
  expect(await open().run(line)).toMatchObject({ out: '', err, code });
});

test('a line that ends with a pipe goes on in the next; one in a comment does not', () => {
  expect(isWhole('aws sqs list-queues |')).toBe(false);
  expect(isWhole('aws sqs list-queues | # then')).toBe(false);
  expect(isWhole('true &&')).toBe(false);
  expect(isWhole('aws sqs list-queues |\n  wc -l')).toBe(true);
  expect(isWhole('# a | b |')).toBe(true);
  expect(isWhole("grep '|'")).toBe(true);
  expect(isWhole("echo | 'cat'")).toBe(true);
});

test('Tab knows the filters behind a pipe', () => {
  expect(open().complete('cat fruit.txt | gr').words).toEqual(['grep']);
});
