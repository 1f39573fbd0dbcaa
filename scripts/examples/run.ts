import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Entry, TRANSCRIPT_VERSION, type Transcript } from '../../src/sim/report/transcript.ts';
import { entriesAtExit } from '../../src/sandbox/node/exit.ts';
import { touched, withNeeds } from '../../src/sandbox/chunks.ts';
import type { Example } from './example.ts';
import type { Job, Needs } from './host.ts';
import type { Library } from './library.ts';

/** An example that needs more than this, in megabytes, would not run on a phone. */
const HEAP = 256;

export interface RunOptions {
  /** What `new Cloud()` takes where the example pins no seed. Default 1, as in the browser. */
  seed?: number;
  /** Real seconds until the run ends with reason `deadline`. Default 60: a machine that checks may be busy. */
  deadline?: number;
}

/** Library and example as Node compiled them last: an example starts in half the time. */
const COMPILED = join(import.meta.dirname, '../../.cache/compiled');

/** Processes under way, and those that wait for a core: a build asks for all at once, and each has a deadline. */
let running = 0;
const waiting: (() => void)[] = [];

/** Begins something that a process of its own does, once a core is free for it. */
export async function turn<T>(run: () => Promise<T>): Promise<T> {
  if (running === availableParallelism()) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** What a run gives. */
export interface Run {
  transcript: Transcript;
  /** Names of the services that it has touched. */
  services: string[];
}

/**
 * Runs an example in a process of its own and gives all it showed. What the example does wrong is in the transcript. A
 * thread would take as long to begin, and nothing ends a thread that fills its heap.
 */
export async function runExample(
  example: Example,
  library: Library,
  { seed = 1, deadline = 60 }: RunOptions = {},
): Promise<Run> {
  const { entry, paths, path } = example;
  const instead =
    example.part === 'solution' ? { of: path.replace(/solution\.ts$/, 'starter.ts'), path } : undefined;
  let services = touched(example.files, library.services);
  for (;;) {
    const job: Job = {
      seed,
      entry: paths[entry]!,
      paths,
      instead,
      library: library.folder,
      services: library.services,
      loaded: services,
    };
    const lines = await turn(() => runJob(job, deadline));
    const last = lines.at(-1);
    if (last?.type !== 'needs') {
      const entries = lines.filter((line) => line.type !== 'needs');
      return { transcript: { version: TRANSCRIPT_VERSION, seed, entries }, services };
    }
    services = withNeeds([...services, last.service], library.services);
  }
}

/** Runs a job in a process, and gives what it wrote, up to its end. */
async function runJob(job: Job, deadline: number): Promise<(Entry | Needs)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const output = join(folder, 'entries');
    const end = await processEnd(job, output, deadline);
    // The last line is empty, or cut off where the process was killed.
    const texts = readFileSync(output, 'utf8').split('\n').slice(0, -1);
    const lines = texts.map((line) => JSON.parse(line) as Entry | Needs);
    const last = lines.at(-1)?.type;
    return last === 'end' || last === 'needs' ? lines : [...lines, ...end];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Resolves, when the process is over, to what ends a transcript that has no end of its own. */
function processEnd(job: Job, output: string, deadline: number): Promise<Entry[]> {
  const descriptor = openSync(output, 'w');
  const host = join(import.meta.dirname, 'host.ts');
  const options = ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP}`];
  const child = spawn(process.execPath, [...options, host, JSON.stringify(job)], {
    stdio: ['ignore', 'ignore', 'pipe', descriptor],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  closeSync(descriptor);
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-10_000)));
  let late = false;
  const timer = setTimeout(() => (late = child.kill('SIGKILL')), deadline * 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      const ended = entriesAtExit(code);
      if (late) resolve([{ type: 'end', reason: 'deadline' }]);
      else if (ended) resolve(ended);
      else if (errors.includes('heap out of memory')) {
        const message = `The run took more than ${HEAP} MB of memory.`;
        resolve([
          { type: 'error', name: 'OutOfMemory', message },
          { type: 'end', reason: 'error' },
        ]);
      } else reject(new Error(`The process of an example failed (${code}):\n${errors}`));
    });
  });
}
