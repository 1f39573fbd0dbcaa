import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { Fixture } from '../check/fixture.ts';
import { readPages } from '../pages/page.ts';
import { readBreakages } from './breakages.ts';
import { coverage, reasons } from './coverage.ts';
import { readLedger } from './ledger.ts';
import { unused } from './refute.ts';
import { verifyFacts } from './verify.ts';

const LEDGER = 'content/facts/messaging/sqs.jsonl';
const EXAMPLE = 'content/docs/messaging/queue/one.ts';

const page = (text: string) =>
  `---\ntitle: Queue\ndescription: A queue.\n---\n\n## What it \`does\`\n\n${text}\n`;

const fact = (fields: object) => ({
  id: 'sqs-4-001',
  fact: 'A queue holds messages.',
  source: 'notes-004:1',
  verdict: 'ok',
  ...fields,
});

const placed = (fields: object) => fact({ page: 'messaging/queue#what-it-does', ...fields });
const proven = (fields: object) => placed({ proof: { file: EXAMPLE, check: 'it holds' }, ...fields });

function fixture(facts: unknown[], text = '') {
  return new Fixture({
    [LEDGER]: facts.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join(''),
    'content/docs/messaging/queue/index.mdx': page(text),
    [EXAMPLE]: `import { check } from 'desired-capacity';\ncheck('it holds', true);\ncheck('it fails', false);\n`,
    'content/docs/messaging/queue/one.test.ts': `test('it runs', () => {});\ntest.skip('it waits', () => {});\n`,
  });
}

async function told(facts: unknown[], text = ''): Promise<string[]> {
  using tree = fixture(facts, text);
  return tree.told(await verifyFacts(tree.root));
}

test('a ledger that keeps its word has no problems', async () => {
  const test = { file: 'content/docs/messaging/queue/one.test.ts', check: 'it runs' };
  const facts = [
    fact({}),
    proven({ id: 'sqs-4-002' }),
    placed({ id: 'sqs-4-003', proof: test }),
    placed({ id: 'sqs-4-004', unproven: 'awaits FIFO queues' }),
    proven({ id: 'sqs-4-005', verdict: 'wrong', correction: 'It does.', page: 'messaging/queue#_top' }),
  ];
  expect(await told(facts, 'So <Correction fact="sqs-4-005">it does</Correction>.')).toEqual([]);
});

test.each<[name: string, fact: unknown, told: string]>([
  ['a line that is not JSON', '{', 'The line is not JSON'],
  ['a line that is no object', '[]', 'The line is not a JSON object'],
  ['a fact without an id', { fact: 'x' }, 'has no `id`'],
  ["another system's id", fact({ id: 'sns-4-001' }), 'not sqs-<note>-<number>'],
  ['an unknown field', fact({ pages: 'x' }), 'no field `pages`'],
  ['an unknown verdict', fact({ verdict: 'maybe', correction: 'x' }), '`verdict` must be one of'],
  ['a verdict without its correction', fact({ verdict: 'wrong' }), 'needs a `correction`'],
  ['a correction of what is right', fact({ correction: 'x' }), 'a verdict of ok has no `correction`'],
  ['a source that is not a line of a note', fact({ source: 'notes' }), '`source` must be'],
  ['a proof of what no page says', fact({ proof: { file: EXAMPLE, check: 'it holds' } }), 'it has no `page`'],
  ['neither proof nor reason', placed({}), 'one of the two'],
  ['proof and reason', proven({ unproven: 'awaits FIFO queues' }), 'one of the two'],
  ['a reason of another kind', placed({ unproven: 'later' }), '`unproven` must be'],
  ['a page without a heading', proven({ page: 'messaging/queue' }), '`page` must be'],
  ['a page that is not there', proven({ page: 'messaging/topic#_top' }), 'there is no page messaging/topic'],
  [
    'a heading that is not there',
    proven({ page: 'messaging/queue#no' }),
    'no heading #no. It has: #_top, #what',
  ],
  ['a file that is not there', placed({ proof: { file: 'no.ts', check: 'x' } }), 'no.ts does not exist'],
  [
    'a check that is not there',
    placed({ proof: { file: EXAMPLE, check: 'x' } }),
    'no check “x”. Its checks: “it holds”',
  ],
  ['a check that fails', placed({ proof: { file: EXAMPLE, check: 'it fails' } }), 'the check “it fails” of'],
  [
    'a test that is not there',
    placed({ proof: { file: 'content/docs/messaging/queue/one.test.ts', check: 'it' } }),
    'no test “it” that runs',
  ],
  [
    'a test that is skipped',
    placed({ proof: { file: 'content/docs/messaging/queue/one.test.ts', check: 'it waits' } }),
    'no test “it waits” that runs',
  ],
  [
    'a proof by what is no example',
    placed({ proof: { file: 'package.json', check: 'x' } }),
    'neither an example in content/docs nor a test',
  ],
  [
    'a wrong fact without a remark',
    proven({ verdict: 'wrong', correction: 'x' }),
    'carries it without a correction',
  ],
])('names the line of %s', async (_, broken, message) => {
  const [first, ...others] = await told([fact({ id: 'sqs-0-001' }), broken]);
  expect(first).toContain(`${LEDGER}:2: `);
  expect(first).toContain(message);
  expect(others).toEqual([]);
});

const TEST = 'content/docs/messaging/queue/one.test.ts';
const HIDDEN = `import { check, Cloud } from 'desired-capacity';
const cloud = new Cloud();
const queue = cloud.sqs.createQueue('one');
queue.sendMessage('one');
check('a message comes', (await queue.receiveMessage()).length === 1);
await cloud.run(1);
check('it is hidden then', (await queue.receiveMessage({ waitTimeSeconds: 1 })).length === 0);
`;
const REAL_TEST = `import { expect, test } from 'vitest';
import { Cloud } from '${join(ROOT, 'src/sim/index.ts')}';
test.each([1, 2])('of %d, none is there again', (count) => {
  const queue = new Cloud().sqs.createQueue('one');
  for (let i = 0; i < count; i++) queue.sendMessage('one');
  queue.receiveMessage({ maxNumberOfMessages: 10 });
  expect(queue.approximateNumberOfMessagesNotVisible).toBe(count);
});
test('it has a name', () => expect(new Cloud().sqs.createQueue('one').url).toMatch(/one$/));
`;
const refuted = (fields: object, proof: object) =>
  placed({
    proof: { file: EXAMPLE, check: 'it is hidden then', ...proof },
    refuted: 'sqs/hides nothing',
    ...fields,
  });

test('a proof fails under its breakage, or is told', async () => {
  using tree = fixture([
    refuted({}, {}),
    refuted({ id: 'sqs-4-002' }, { check: 'a message comes' }),
    refuted({ id: 'sqs-4-003' }, { file: TEST, check: 'of %d, none is there again' }),
    refuted({ id: 'sqs-4-004' }, { file: TEST, check: 'it has a name' }),
    refuted({ id: 'sqs-4-005', refuted: 'sqs/sings' }, {}),
  ]);
  tree.write({ [EXAMPLE]: HIDDEN, [TEST]: REAL_TEST });
  const told = tree.told(await verifyFacts(tree.root));
  expect(told).toEqual([
    expect.stringContaining(':2: sqs-4-002: the check “a message comes” of'),
    expect.stringContaining(':4: sqs-4-004: the test “it has a name” of'),
    expect.stringContaining(':5: sqs-4-005: no breakages.ts has “sqs/sings”. There are: “'),
  ]);
});

test('a breakage changes a text that its file has once', async () => {
  using tree = new Fixture({ 'model/a/one.ts': 'one\ntwo one' });
  const edits = {
    'counts down': { file: 'one.ts', text: 'two', instead: 'none' },
    'changes both': { file: 'one.ts', text: 'one', instead: 'none' },
    'changes neither': { file: 'one.ts', text: 'three', instead: 'none' },
    'changes nothing': { file: 'one.ts', text: 'two', instead: 'two' },
    'is elsewhere': { file: 'two.ts', text: 'two', instead: 'none' },
  };
  tree.write({ 'model/a/breakages.ts': `export const breakages = ${JSON.stringify(edits, null, 2)};\n` });
  const { breakages, problems } = await readBreakages(tree.root, 'model/*/breakages.ts');
  expect([...breakages.keys()]).toEqual(['a/counts down']);
  expect(tree.told(unused(tree.root, breakages, []))).toEqual([
    'model/a/breakages.ts:2: No fact is refuted by “a/counts down”.',
  ]);
  expect(tree.told(problems)).toEqual([
    'model/a/breakages.ts:7: “changes both”: its text stands 2 times in one.ts, not once.',
    'model/a/breakages.ts:12: “changes neither”: its text stands 0 times in one.ts, not once.',
    'model/a/breakages.ts:17: “changes nothing”: it changes nothing.',
    'model/a/breakages.ts:22: “is elsewhere”: two.ts does not exist.',
  ]);
});

test('an id is there once', async () => {
  expect(await told([fact({}), fact({})])).toEqual([`${LEDGER}:2: sqs-4-001 is at ${LEDGER}:1 already.`]);
});

test.each([
  ['of no fact', 'sqs-9-999', 'The ledger has no fact sqs-9-999'],
  ['of what is right', 'sqs-4-002', 'its verdict is ok'],
  ['of what another page says', 'sqs-4-003', 'its `page` is not set'],
])('names the line of a correction %s', async (_, id, message) => {
  const facts = [proven({ id: 'sqs-4-002' }), fact({ id: 'sqs-4-003', verdict: 'wrong', correction: 'x' })];
  const [first, ...others] = await told(facts, `So <Correction fact="${id}">it is</Correction>.`);
  expect(first).toContain('content/docs/messaging/queue/index.mdx:8: ');
  expect(first).toContain(message);
  expect(others).toEqual([]);
});

test('coverage adds up', () => {
  using tree = fixture(
    [
      fact({}),
      proven({ id: 'sqs-4-002', verdict: 'outdated', correction: 'x' }),
      placed({ id: 'sqs-4-003', unproven: 'awaits FIFO queues' }),
      placed({ id: 'sqs-4-004', unproven: 'awaits FIFO queues' }),
    ],
    '<Correction fact="sqs-4-002">x</Correction>',
  );
  const { statements } = readLedger(tree.root);
  const counts = { statements: 4, placed: 3, proven: 1, refuted: 0, unproven: 2, corrected: 1 };
  expect(Object.fromEntries(coverage(statements, readPages(tree.root).pages))).toEqual({
    'messaging/sqs': counts,
    all: counts,
  });
  expect(reasons(statements)).toEqual([['awaits FIFO queues', 2]]);
});
