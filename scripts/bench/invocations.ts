import { Cloud } from '../../src/sim/index.ts';
import { durations, times } from './calls.ts';
import { sideBySide, type DayFigures } from './side-by-side.ts';

/** Invocations a second of processor time, by how the function is called. */
export type InvocationFigures = Record<string, number>;

const INVOCATIONS = 20_000;
/** Before them, while the engine compiles. */
const UNCOUNTED = 10_000;
/** As many as come in a second, far below every limit. */
const BURST = 100;

/** What an invocation of a warm function costs. */
export async function invocations(): Promise<InvocationFigures> {
  const payload = new TextEncoder().encode('{"id":1}');
  return {
    'synchronous, by the handle': await rate((cloud) => () => cloud.lambda.run('hello', { id: 1 })),
    'synchronous, by Invoke': await rate(
      (cloud) => () => cloud.send('lambda', 'Invoke', { FunctionName: 'hello', Payload: payload }),
    ),
    'synchronous, with its lines in CloudWatch Logs': await rate((cloud) => {
      void cloud.cloudwatchlogs;
      return () => cloud.lambda.run('hello', { id: 1 });
    }),
    asynchronous: await rate((cloud) => () => cloud.lambda.submit('hello', { id: 1 })),
    'for a message of a queue': await rate(async (cloud) => {
      const jobs = cloud.sqs.createQueue('jobs');
      await cloud.lambda.createEventSourceMapping({
        functionName: 'hello',
        eventSourceArn: jobs.arn,
        batchSize: 1,
      });
      return () => jobs.sendMessage('{"id":1}');
    }),
  };
}

/** `prepare` gives what makes one invocation. */
async function rate(prepare: (cloud: Cloud) => (() => unknown) | Promise<() => unknown>): Promise<number> {
  const cloud = new Cloud({ traceLimit: 0 });
  let runs = 0;
  cloud.lambda.createFunction({ functionName: 'hello', code: () => () => ({ run: ++runs }) });
  const once = await prepare(cloud);
  const call = async (count: number) => {
    for (let i = 1; i <= count; i++) {
      await once();
      if (i % BURST === 0) await cloud.run(1);
    }
    await cloud.run(60);
  };
  await call(UNCOUNTED);
  const start = process.cpuUsage();
  await call(INVOCATIONS);
  const expected = UNCOUNTED + INVOCATIONS;
  if (runs !== expected) throw new Error(`${runs} invocations in place of ${expected}`);
  const { user, system } = process.cpuUsage(start);
  return INVOCATIONS / ((user + system) / 1e6);
}

/** A day of a million calls: on Lambda, on the kernel alone and, where it is installed, in SimPy. */
export function million(): { calls: number; figures: DayFigures[] } {
  const models = { 'Lambda, with metrics and bills': 'million-lambda', 'the kernel alone': 'million-kernel' };
  return { calls: times.length, figures: sideBySide(models, 'million.py', [times, durations]) };
}
