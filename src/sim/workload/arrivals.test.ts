import { expect, test } from 'vitest';
import { Cloud, Simulation } from '../index.ts';
import { arrivals, ramp, spike, type ArrivalsOptions } from './index.ts';

async function times(options: ArrivalsOptions, duration: number, seed = 1): Promise<number[]> {
  const simulation = new Simulation({ seed });
  const seen: number[] = [];
  arrivals({ simulation }, options, () => seen.push(simulation.now));
  await simulation.run(duration);
  return seen;
}

test('even arrivals at a constant rate have equal gaps', async () => {
  expect(await times({ rate: 2, spacing: 'even' }, 2)).toEqual([0.5, 1, 1.5, 2]);
});

test('even arrivals do not drift, however odd the gap', async () => {
  const seen = await times({ rate: 3, spacing: 'even' }, 10_000);
  expect(seen.length).toBe(30_000);
  expect(seen.at(-1)).toBeCloseTo(10_000, 5);
});

test('Poisson arrivals come at their rate, as one after the other as another', async () => {
  const seen = await times({ rate: 5 }, 10_000);
  expect(Math.abs(seen.length - 50_000)).toBeLessThan(4 * Math.sqrt(50_000));
  // Exponential gaps: mean and deviation 0.2 s.
  const gaps = seen.slice(1).map((time, i) => time - seen[i]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(Math.abs(mean - 0.2)).toBeLessThan((4 * 0.2) / Math.sqrt(gaps.length));
  expect(Math.abs(deviation / mean - 1)).toBeLessThan(0.03);
});

test('a ramp brings more and more', async () => {
  const seen = await times({ rate: ramp({ from: 0, to: 100, over: 100 }), spacing: 'even' }, 100);
  const by = (time: number) => seen.filter((one) => one <= time).length;
  expect([by(50), by(100)]).toEqual([1250, 5000]);
});

test('a spike brings its share', async () => {
  const seen = await times({ rate: spike({ base: 1, peak: 100, at: 50, lasting: 10 }) }, 100);
  const within = seen.filter((time) => time >= 50 && time < 60).length;
  expect(Math.abs(within - 1000)).toBeLessThan(4 * Math.sqrt(1000));
  expect(Math.abs(seen.length - within - 90)).toBeLessThan(4 * Math.sqrt(90));
});

test('they end after a time, after a number, or when they are stopped', async () => {
  expect(await times({ rate: 1, spacing: 'even', lasting: 3 }, 100)).toEqual([1, 2, 3]);
  expect(await times({ rate: 1, spacing: 'even', limit: 2 }, 100)).toEqual([1, 2]);
  const simulation = new Simulation();
  const stream = arrivals({ simulation }, { rate: 1, spacing: 'even' }, (n) => {
    if (n === 4) stream.stop();
  });
  await simulation.run();
  expect([stream.count, simulation.now]).toEqual([5, 5]);
});

test('they begin when they are asked for', async () => {
  const simulation = new Simulation();
  await simulation.run(10);
  const seen: number[] = [];
  arrivals({ simulation }, { rate: 1, spacing: 'even', lasting: 2 }, () => seen.push(simulation.now));
  await simulation.run();
  expect(seen).toEqual([11, 12]);
});

test('each arrival is a process of its own: plain, generator or async', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  const log: string[] = [];
  arrivals(cloud, { rate: 1, spacing: 'even', limit: 2, name: 'generators' }, function* (n) {
    yield 10;
    log.push(`generator ${n} at ${cloud.now}`);
  });
  arrivals(cloud, { rate: 1, spacing: 'even', limit: 2, name: 'async' }, async (n) => {
    await cloud.sleep(20);
    log.push(`async ${n} at ${cloud.now}`);
  });
  arrivals(cloud, { rate: 1, spacing: 'even', limit: 2, name: 'plain' }, (n) => queue.sendMessage(`${n}`));
  await cloud.run();
  expect(log).toEqual(['generator 0 at 11', 'generator 1 at 12', 'async 0 at 21', 'async 1 at 22']);
  expect(queue.approximateNumberOfMessages).toBe(2);
});

test('an error in an action stops the run', async () => {
  const cloud = new Cloud();
  arrivals(cloud, { rate: 1, spacing: 'even' }, () => {
    throw new Error('no more');
  });
  await expect(cloud.run(10)).rejects.toThrow('no more');
});

test('the seed fixes them, and the name sets two crowds apart', async () => {
  const one = await times({ rate: 1 }, 20);
  expect(await times({ rate: 1 }, 20)).toEqual(one);
  expect(await times({ rate: 1 }, 20, 2)).not.toEqual(one);
  expect(await times({ rate: 1, name: 'others' }, 20)).not.toEqual(one);
});
