import { spawnSync } from 'node:child_process';
import { SimPy } from './simpy.ts';

/** A day, by who simulates it. */
export interface DayFigures {
  who: string;
  /** Simulated requests in a second of processor time. */
  perSecond: number;
  /** The most memory that its process had, the runtime's own and the requests' numbers in it. */
  megabytes: number;
}

/** What a run tells of itself. */
interface Day {
  seconds: number;
  /** Mean response time: the same for all, or they did not run the same model. */
  mean: number;
  megabytes: number;
}

/**
 * The same day by some of `models/`, each in a process to itself, and, where it is installed, by a script of SimPy.
 *
 * @param models file names, by who they are
 * @param numbers what all of them get: a column a kind, a row a request
 * @throws Error where their mean response times differ
 */
export function sideBySide(
  models: Record<string, string>,
  script: string,
  numbers: readonly [Float64Array, ...Float64Array[]],
): DayFigures[] {
  const simpy = SimPy.find(numbers);
  const days = new Map(Object.entries(models).map(([who, model]) => [who, apart(model)]));
  try {
    if (simpy) days.set(simpy.name, simpy.ask<Day>(script));
  } finally {
    simpy?.close();
  }
  const [{ mean: expected }] = [...days.values()] as [Day];
  return [...days].map(([who, { seconds, mean, megabytes }]) => {
    if (!(Math.abs(mean / expected - 1) < 1e-5))
      throw new Error(`${who}: a mean of ${mean} s, others ${expected} s: not the same model.`);
    return { who, perSecond: numbers[0].length / seconds, megabytes };
  });
}

/** A model in a process to itself: the memory is then all its own. */
function apart(model: string): Day {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, model], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${model} ended with ${String(status)}.`);
  return JSON.parse(stdout) as Day;
}

async function day(model: string): Promise<Day> {
  const { run } = (await import(`./models/${model}.ts`)) as { run(): Promise<number> };
  const start = process.cpuUsage();
  const mean = await run();
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, mean, megabytes: process.resourceUsage().maxRSS / 1024 };
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await day(process.argv[2]!)));
