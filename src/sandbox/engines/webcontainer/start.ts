import type { WebContainer } from '@webcontainer/api';
import index from '../../../sim/core.ts?chunks=package';
import { Chunks } from '../../chunks.ts';
import { EngineError, type Say } from '../../engine.ts';
import { isolate } from '../../isolation.ts';
import { fetchText } from '../fetch-text.ts';
import { Container, OURS } from './container.ts';
import { ContainerFailure, failureFrom, objection } from './failures.ts';
import runnerCode from './runner.ts?bundle=module&inline';
import { treeOf } from './tree.ts';

/** Seconds until a WebContainer must have started. */
const STARTING = 30;

/** Runs only where Node strips types. */
const PROBE = `const version: string = process.version;\nconsole.log(version);\n`;

/** Resolves when the last one that was started is gone. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Starts a WebContainer. Throws EngineError where it can't. A page has one at a time: the next waits until the last one
 * is closed.
 *
 * @param say hears each step
 */
export async function startContainer(say: Say): Promise<Container> {
  const why = objection();
  if (why) throw why;
  say('Isolating the page …');
  if (!(await isolate())) throw new ContainerFailure('isolation');
  const starting = last.then(() => start(say));
  last = starting.then(
    ({ gone }) => gone,
    () => undefined,
  );
  try {
    return await inTime(starting);
  } catch (error) {
    // One that comes late is in the way of the next.
    starting.then(
      (late) => late.close(),
      () => undefined,
    );
    throw failureFrom(error);
  }
}

async function start(say: Say): Promise<Container> {
  say('Fetching the library …');
  const library = new Chunks(index, fetchText);
  await library.core();
  say('Starting a WebContainer from stackblitz.com …');
  const web = await boot();
  try {
    say('Asking for its Node …');
    const { node, stripsTypes } = await probe(web);
    say(`Node ${node.slice(1)} is ready in a WebContainer.`);
    return new Container(web, library, node, stripsTypes);
  } catch (error) {
    web.teardown();
    throw error;
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new ContainerFailure('timeout')), STARTING * 1000);
    const leave = new AbortController();
    addEventListener('offline', () => reject(new ContainerFailure('offline')), leave);
    work.then(resolve, reject).finally(() => {
      clearTimeout(late);
      leave.abort();
    });
  });
}

async function boot(): Promise<WebContainer> {
  const { WebContainer, configureAPIKey } = await import('@webcontainer/api').catch(() => {
    throw new EngineError('The sandbox could not be fetched.', 'Check your connection and press Run again.');
  });
  configure(configureAPIKey);
  return WebContainer.boot({ coep: 'require-corp', workdirName: 'desired-capacity' });
}

let configured = false;

/** Only before the first boot does the client take a key. */
function configure(take: (key: string) => void): void {
  const key = import.meta.env.WEBCONTAINER_CLIENT_ID;
  if (!configured && key) take(key);
  configured = true;
}

/** Mounts what is ours, and finds out whether this Node runs TypeScript. */
async function probe(web: WebContainer): Promise<{ node: string; stripsTypes: boolean }> {
  const ours = Object.entries({ 'run.mjs': runnerCode, 'probe.ts': PROBE });
  await web.mount({ [OURS]: { directory: treeOf(ours) } });
  const asked = await outputOf(web, [`${OURS}/probe.ts`]);
  const stripsTypes = asked !== undefined;
  const node = asked ?? (await outputOf(web, ['--version']));
  if (node === undefined) throw new Error('Node does not run.');
  return { node, stripsTypes };
}

/** The version that Node prints; undefined where it does not. */
async function outputOf(web: WebContainer, args: string[]): Promise<string | undefined> {
  const process = await web.spawn('node', args);
  let text = '';
  await process.output.pipeTo(new WritableStream({ write: (chunk) => void (text += chunk) }));
  return (await process.exit) === 0 ? /v\d+\.\d+\.\d+/.exec(text)?.[0] : undefined;
}
