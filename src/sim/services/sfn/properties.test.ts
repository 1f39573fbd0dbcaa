import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { TokenBucket } from './buckets.ts';
import type { HistoryEvent } from './machine/history.ts';

const QUIET = { requestLatency: { mean: 0, sd: 0 } };

/** A random machine without tasks: waits, passes, branches and iterations, nested. */
interface Plan {
  readonly kind: 'wait' | 'pass' | 'parallel' | 'map';
  readonly seconds: number;
  readonly inner: readonly (readonly Plan[])[];
}

/** Lines of one to three states; those at the bottom hold no others. */
function linesOf(depth: number): fc.Arbitrary<Plan[]> {
  const kinds: Plan['kind'][] = depth > 0 ? ['wait', 'pass', 'parallel', 'map'] : ['wait', 'pass'];
  const state = fc.record({
    kind: fc.constantFrom(...kinds),
    seconds: fc.integer({ min: 0, max: 9 }),
    inner: depth > 0 ? fc.array(linesOf(depth - 1), { minLength: 1, maxLength: 3 }) : fc.constant([]),
  });
  return fc.array(state, { minLength: 1, maxLength: 3 });
}

const plans = linesOf(2);

let names = 0;

function machineOf(plan: readonly Plan[]): object {
  const States: Record<string, object> = {};
  const own = plan.map(() => `S${++names}`);
  for (const [index, { kind, seconds, inner }] of plan.entries()) {
    const flow = index === plan.length - 1 ? { End: true } : { Next: own[index + 1] };
    const states = {
      wait: () => ({ Type: 'Wait', Seconds: seconds }),
      pass: () => ({ Type: 'Pass' }),
      parallel: () => ({ Type: 'Parallel', Branches: inner.map(machineOf), ResultPath: null }),
      map: () => ({
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector: { 'items.$': '$.items' },
        ItemProcessor: machineOf(inner[0]!),
        ResultPath: null,
      }),
    };
    States[own[index]!] = { ...states[kind](), ...flow };
  }
  return { StartAt: own[0], States };
}

/** How long a plan takes: waits add up, branches take the longest, iterations run at once. */
function lengthOf(plan: readonly Plan[]): number {
  const of = ({ kind, seconds, inner }: Plan) =>
    kind === 'wait'
      ? seconds
      : kind === 'parallel'
        ? Math.max(...inner.map(lengthOf))
        : kind === 'map'
          ? lengthOf(inner[0]!)
          : 0;
  return plan.reduce((sum, state) => sum + of(state), 0);
}

function checkHistory(events: readonly HistoryEvent[]) {
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  for (const { id, previousEventId } of events) expect(previousEventId).toBeLessThan(id);
  const times = events.map(({ timestamp }) => timestamp);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  const count = (pattern: RegExp) => events.filter(({ type }) => pattern.test(type)).length;
  expect(count(/StateEntered$/)).toBe(
    count(/StateExited$/) + count(/StateAborted$/) + count(/^FailStateEntered/),
  );
}

test('a machine without tasks lasts as long as its waits say, and its history is in order', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const cloud = new Cloud();
      const run = cloud.sfn.machine('m', machineOf(plan)).start({ items: [1, 2] });
      await run.done;
      expect(run.status).toBe('SUCCEEDED');
      expect(run.output).toEqual({ items: [1, 2] });
      expect(run.duration).toBe(lengthOf(plan));
      checkHistory(run.events);
    }),
    { numRuns: 60 },
  );
});

test('the same machine and input give the same history, event for event', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const machine = machineOf(plan);
      const history = async () => {
        const run = new Cloud({ seed: 3 }).sfn.machine('m', machine).start({ items: [1, 2] });
        await run.done;
        return run.events;
      };
      expect(await history()).toEqual(await history());
    }),
    { numRuns: 20 },
  );
});

test('stopped at any moment, an execution is ABORTED in that moment, and can be redriven to its end', async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 0, max: 12 }), async (plan, at) => {
      const cloud = new Cloud();
      const run = cloud.sfn.machine('m', machineOf(plan)).start({ items: [1, 2] });
      await cloud.run(at + 0.5);
      const ended = run.status !== 'RUNNING';
      run.stop();
      await run.done;
      expect(run.status).toBe(ended ? 'SUCCEEDED' : 'ABORTED');
      if (ended) return;
      expect(run.duration).toBe(at + 0.5);
      cloud.sfn.redriveExecution({ executionArn: run.arn });
      await run.done;
      expect([run.status, run.output]).toEqual(['SUCCEEDED', { items: [1, 2] }]);
      expect(run.events.map(({ id }) => id)).toEqual(run.events.map((_, index) => index + 1));
    }),
    { numRuns: 60 },
  );
});

test('retries wait interval × rate^n, no longer than the cap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(1, 1.5, 2, 3),
      fc.integer({ min: 0, max: 6 }),
      fc.option(fc.integer({ min: 21, max: 60 }), { nil: undefined }),
      async (IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds) => {
        const cloud = new Cloud(QUIET);
        const retry = {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds,
          BackoffRate,
          MaxAttempts,
          MaxDelaySeconds,
        };
        const task = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl', Parameters: { QueueName: 'none' }, Retry: [retry], End: true }; // prettier-ignore
        const run = cloud.sfn.machine('m', { StartAt: 'T', States: { T: task } }).start();
        await run.done;
        let sum = 0;
        for (let n = 0; n < MaxAttempts; n++)
          sum += Math.min(IntervalSeconds * BackoffRate ** n, MaxDelaySeconds ?? Infinity);
        expect(run.duration).toBeCloseTo(sum, 2);
        expect(run.events.filter(({ type }) => type === 'TaskFailed')).toHaveLength(MaxAttempts + 1);
      },
    ),
    { numRuns: 40 },
  );
});

test('full jitter halves the wait on average, and never lengthens it', async () => {
  const cloud = new Cloud(QUIET);
  const retry = { ErrorEquals: ['States.ALL'], IntervalSeconds: 8, MaxAttempts: 1, JitterStrategy: 'FULL' };
  const task = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl', Parameters: { QueueName: 'none' }, Retry: [retry], End: true }; // prettier-ignore
  const machine = cloud.sfn.machine('m', { StartAt: 'T', States: { T: task } });
  const runs = Array.from({ length: 900 }, () => machine.start());
  await cloud.run(60);
  const waits = runs.map(({ duration }) => duration);
  expect(Math.max(...waits)).toBeLessThanOrEqual(8);
  // Uniform on 0 to 8: mean 4, standard deviation 2.31; 4 standard errors of 900.
  expect(Math.abs(waits.reduce((sum, one) => sum + one, 0) / 900 - 4)).toBeLessThan(0.31);
});

test('a bucket gives no more in any window than its size and what came back', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 200 }),
      (size, refill, gaps) => {
        const bucket = new TokenBucket([size, refill]);
        const taken: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (bucket.take(now)) taken.push(now);
        }
        for (let i = 0; i < taken.length; i++)
          for (let j = i; j < taken.length; j++)
            expect(j - i + 1).toBeLessThanOrEqual(size + refill * (taken[j]! - taken[i]!) + 1 + 1e-6);
      },
    ),
  );
});
