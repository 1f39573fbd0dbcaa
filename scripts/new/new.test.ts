import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../astro.ts';
import { Fixture } from '../check/fixture.ts';
import { problemText, runChecks } from '../check/run.ts';
import { chapter } from './chapter.ts';
import { example } from './example.ts';
import { build, Refused } from './scaffold.ts';
import { service } from './service.ts';

const CHECKS = ['front-matter', 'components', 'links', 'examples', 'facts', 'lint', 'format'];

test('a new chapter and a second example pass the check as they are', async () => {
  using tree = new Fixture();
  build(tree.root, chapter(tree.root, 'messaging/sns/topics', 'Topics: a start'));
  build(tree.root, example(tree.root, 'messaging/sns/topics', 'second'));
  expect(existsSync(join(tree.root, 'content/docs/messaging/sns/topics/second.ts'))).toBe(true);
  const told: string[] = [];
  await runChecks(
    tree.root,
    ({ check, problems }) => told.push(...problems.map((one) => problemText(check, one, tree.root))),
    { names: CHECKS },
  );
  expect(told).toEqual([]);
});

test('a new chapter comes last in its folder', () => {
  using tree = new Fixture({
    'content/docs/messaging/sns/index.mdx': '---\ntitle: A\ndescription: B.\nsidebar:\n  order: 4\n---\n',
  });
  const { files } = chapter(tree.root, 'messaging/sns/topics', 'Topics');
  expect(files['content/docs/messaging/sns/topics.mdx']).toContain('order: 5');
});

test('a new service is formatted, and the cloud has it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'new-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const path of ['src/sim', 'src/tables', 'package.json']) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true });
  }
  // A service that the course will never have, whose id has two words.
  const scaffold = await service(root, 'ssm', 'AWS Systems Manager');
  build(root, scaffold);
  const run = `
    import { services } from './src/tables/services.ts';
    import { Cloud } from './src/sim/index.ts';
    const cloud = new Cloud();
    let error;
    await cloud.send('ssm', 'MakeThing').then(() => {}, (thrown) => (error = thrown));
    let other;
    try { cloud.send('ssm', 'GetParameter', {}); } catch (thrown) { other = thrown; }
    console.log(cloud.ssm.constructor.name, error.name, other.message, services.ssm.name);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', run], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout.trim(), stderr).toBe(
    'Ssm UnknownOperationException Not modelled: GetParameter (AWS Systems Manager). AWS Systems Manager',
  );
  const options = await resolveConfig(join(ROOT, 'package.json'));
  const paths = [...Object.keys(scaffold.files), ...scaffold.insertions!.map(({ file }) => file)];
  for (const path of paths) {
    const text = readFileSync(join(root, path), 'utf8');
    expect(await format(text, { ...options, parser: 'typescript' }), path).toBe(text);
  }
});

test('what can’t be made is refused, and nothing is written', async () => {
  using tree = new Fixture();
  expect(() => chapter(tree.root, 'Messaging/SNS', 'Topics')).toThrow(Refused);
  expect(() => chapter(tree.root, 'foo', 'bar')).toThrow(/^The path 'foo' must name a part and a service/);
  expect(() => chapter(tree.root, 'messaging/sns')).toThrow(/npm run new/);
  expect(() => example(tree.root, 'messaging/sns', 'one')).toThrow(
    'There is no page content/docs/messaging/sns.mdx.',
  );
  await expect(service(tree.root, 'Sns', 'Amazon SNS')).rejects.toThrow(Refused);
  const taken = { files: { 'new.ts': '', 'package.json': '' }, next: [] };
  expect(() => build(tree.root, taken)).toThrow('package.json is there already.');
  const lost = { files: { 'new.ts': '' }, insertions: [{ file: 'package.json', after: /^no$/, text: '' }] };
  expect(() => build(tree.root, { ...lost, next: [] })).toThrow('package.json has no line like');
  expect(existsSync(join(tree.root, 'new.ts'))).toBe(false);
});
