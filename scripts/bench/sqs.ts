import { spawnSync } from 'node:child_process';
import { Model } from './contestant.ts';
import { rounds } from './rounds.ts';
import { CYCLES } from './sqs-cycles.ts';

/** What a queue costs. */
export interface SqsFigures {
  /** Send–receive–delete cycles in a second of processor time, by who makes them. */
  cycles: Record<string, number>;
  /** What messages that wait take, beside their bodies. */
  waiting: Waiting[];
}

interface Waiting {
  messages: number;
  /** Bytes of the heap for each. */
  each: number;
  /** Seconds of processor time to send all. */
  seconds: number;
}

/** Cycles of a queue by each of its faces, and memory with many messages waiting. */
export async function sqs(): Promise<SqsFigures> {
  const faces = { 'the queue’s own methods': 'objects', 'cloud.send': 'send', 'an SDK client': 'connect' };
  const models = Object.values(faces).map((model) => new Model(`sqs-${model}`));
  const times = await rounds(models, 7);
  const cycles = Object.keys(faces).map((face, i) => [face, CYCLES / (times[i]! / 1e9)] as const);
  return { cycles: Object.fromEntries(cycles), waiting: [waiting(1_000_000), waiting(10_000_000)] };
}

/** Sends that many messages, in a process to itself: what it holds is then all theirs. */
function waiting(messages: number): Waiting {
  const flags = ['--expose-gc', '--max-old-space-size=8192'];
  const { stdout, status } = spawnSync(process.execPath, [...flags, import.meta.filename, String(messages)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0)
    throw new Error(`${messages} messages waiting: the process ended with ${String(status)}.`);
  return JSON.parse(stdout) as Waiting;
}

async function fill(messages: number): Promise<Waiting> {
  const { Cloud } = await import('../../src/sim/index.ts');
  const queue = new Cloud().sqs.createQueue('jobs');
  const used = () => {
    globalThis.gc!();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const start = process.cpuUsage();
  for (let i = 0; i < messages; i++) queue.sendMessage('a message');
  const { user, system } = process.cpuUsage(start);
  const each = (used() - before) / messages;
  if (queue.approximateNumberOfMessages !== messages) throw new Error('not all of them wait');
  return { messages, each, seconds: (user + system) / 1e6 };
}

if (process.argv[1] === import.meta.filename)
  console.log(JSON.stringify(await fill(Number(process.argv[2]))));
