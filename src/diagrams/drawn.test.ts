import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { drawn } from '../../content/docs/serverless/cattube/runs/architecture.ts';
import { aroundABus } from '../../content/docs/serverless/cattube/runs/events.ts';
import { oneMachine } from '../../content/docs/serverless/cattube/runs/monolith.ts';
import { twoQueues } from '../../content/docs/serverless/cattube/runs/queue.ts';
import { withoutServers } from '../../content/docs/serverless/cattube/runs/serverless.ts';
import { threeTiers } from '../../content/docs/serverless/cattube/runs/tiers.ts';
import { captureConsole, setSink } from '../sim/index.ts';
import { Sfn } from '../sim/services/sfn/sfn.ts';
import { findDiagrams } from './diagram.ts';

/* Diagrams that are generated from what runs: pages show them as they are, with a text alternative of their own. */

const SERVERLESS = join(import.meta.dirname, '../../content/docs/serverless');

/** The diagrams of a page, without their text alternatives. */
function diagramsOf(file: string): string[] {
  const page = readFileSync(file, 'utf8');
  return findDiagrams(page, file).map(({ source }) => source.replaceAll(/^ *acc(Title|Descr): .*\n/gm, ''));
}

test.each([
  ['monolith', oneMachine('c5.xlarge', 4)],
  ['tiers', threeTiers(2, 6)],
  ['queue', twoQueues(6)],
  ['microservices-and-events', aroundABus(6)],
  ['serverless', withoutServers({ onFailure: true })],
])('the picture of CatTube in %s is drawn from the parts that run', (page, parts) => {
  expect(diagramsOf(join(SERVERLESS, 'cattube', `${page}.mdx`))).toContain(drawn(parts));
});

// What an example prints is not for the test's own output.
let restore: () => void;
beforeAll(() => {
  restore = captureConsole();
  setSink(() => {});
});
afterAll(() => {
  restore();
  setSink(undefined);
});

const withMachines = globSync('{step-functions,pet-cuddle-o-tron}/**/*.mdx', { cwd: SERVERLESS })
  .map((name) => join(SERVERLESS, name))
  .filter((file) => diagramsOf(file).some((source) => source.startsWith('stateDiagram')))
  .map((file) => [relative(SERVERLESS, file), file] as const);

test('state machines are drawn', () => {
  expect(withMachines.length).toBeGreaterThan(2);
});

test.each(withMachines)('the state machines of %s are drawn from those that run', async (_, file) => {
  const made = vi.spyOn(Sfn.prototype, 'machine');
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/<Sandbox file="(.*?)"/g))
    await import(/* @vite-ignore */ pathToFileURL(join(dirname(file), path!)).href);
  const machines = made.mock.results.map(({ value }) => (value as { mermaid: string }).mermaid);
  made.mockRestore();
  const drawnBy = machines.map((text) => text.replaceAll(/^ *accTitle: .*\n/gm, ''));
  for (const source of diagramsOf(file).filter((text) => text.startsWith('stateDiagram')))
    expect(drawnBy).toContain(source);
});
