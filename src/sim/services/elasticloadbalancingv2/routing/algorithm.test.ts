import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { algorithm, classicAlgorithm } from './algorithm.ts';
import { Anomalies } from './anomalies.ts';
import { LeastOutstanding } from './least-outstanding.ts';
import { RoundRobin } from './round-robin.ts';
import { SlowStart } from './slow-start.ts';
import { type TargetView, targetView } from './target-view.ts';
import { weighted } from './weighted-random.ts';

const views = (count: number) => Array.from({ length: count }, (_, i) => targetView(String(i)));

function shares(count: number, choose: () => TargetView | undefined): number[] {
  const counts = new Map<string, number>();
  for (let i = 0; i < count; i++) {
    const id = choose()?.id ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].sort().map(([, number]) => number / count);
}

test('round robin takes turns, from a place of its own', () => {
  const targets = views(4);
  const node = new RoundRobin(() => 0.5);
  assert.deepEqual(
    Array.from({ length: 6 }, () => node.choose(targets)?.id),
    ['2', '3', '0', '1', '2', '3'],
  );
  assert.equal(node.choose([]), undefined);
  // Fewer or more targets: it goes on without a hole.
  assert.ok(node.choose(targets.slice(0, 2)));
  assert.ok(node.choose([...targets, ...views(3)]));
});

test('property: over whole rounds, round robin is even', () => {
  const random = seeded(3);
  for (let n = 1; n < 20; n++) {
    const targets = views(n);
    const node = new RoundRobin(random);
    for (const share of shares(n * 10, () => node.choose(targets))) assert.equal(share, 1 / n);
  }
});

test('least outstanding counts what the node has sent, and splits ties evenly', () => {
  const targets = views(3);
  const node = new LeastOutstanding(seeded(4));
  for (const share of shares(30_000, () => node.choose(targets))) assert.ok(Math.abs(share - 1 / 3) < 0.01);
  targets[0]!.outstanding = 2;
  targets[1]!.outstanding = 1;
  targets[2]!.outstanding = 5;
  assert.equal(node.choose(targets)?.id, '1');
  assert.equal(node.choose([]), undefined);
});

test('property: least outstanding never chooses a target with more than the least', () => {
  const random = seeded(5);
  const node = new LeastOutstanding(random);
  const targets = views(8);
  for (let i = 0; i < 20_000; i++) {
    const chosen = node.choose(targets)!;
    assert.equal(chosen.outstanding, Math.min(...targets.map(({ outstanding }) => outstanding)));
    chosen.outstanding++;
    const ended = targets[Math.floor(random() * 8)]!;
    if (ended.outstanding > 0) ended.outstanding--;
  }
});

test('weighted random follows the weights, within binomial bounds', () => {
  const random = seeded(6);
  const targets = views(3);
  targets[0]!.weight = 0.1;
  const node = algorithm('weighted_random', random);
  const n = 100_000;
  shares(n, () => node.choose(targets)).forEach((share, i) => {
    const p = targets[i]!.weight / 2.1;
    assert.ok(Math.abs(share - p) < 4 * Math.sqrt((p * (1 - p)) / n));
  });
  assert.equal(
    weighted([1, 2], () => 0, random),
    undefined,
  );
  assert.equal(
    weighted(
      [0, 5, 0],
      (x) => x,
      () => 0.999999999,
    ),
    5,
  );
});

test('a Classic Load Balancer counts for HTTP and takes turns for TCP', () => {
  assert.ok(classicAlgorithm('HTTP', seeded(1)) instanceof LeastOutstanding);
  assert.ok(classicAlgorithm('SSL', seeded(1)) instanceof RoundRobin);
});

test('anomalies: one bad target of three stands out, of two it does not, and it comes back by steps', () => {
  for (const [count, result] of [
    [3, 'anomalous'],
    [2, 'normal'],
  ] as const) {
    const targets = views(count);
    const anomalies = new Anomalies();
    for (let i = 0; i < 100; i++) for (const target of targets) anomalies.ended(target, target.id === '0');
    anomalies.look(targets, true);
    assert.equal(anomalies.of(targets[0]!).Result, result);
    assert.equal(anomalies.of(targets[1]!).Result, 'normal');
    if (count === 2) continue;
    assert.deepEqual(anomalies.of(targets[0]!).MitigationInEffect, 'yes');
    for (let i = 0; i < 3; i++) anomalies.look(targets, true);
    assert.equal(targets[0]!.weight, 0.1);
    // Nothing new is no acquittal; one good answer, once the bad ones are forgotten, is.
    for (let i = 0; i < 3; i++) anomalies.look(targets, true);
    assert.equal(targets[0]!.weight, 0.1);
    anomalies.ended(targets[0]!, false);
    anomalies.look(targets, true);
    assert.equal(targets[0]!.weight, 0.2);
    const steps = Array.from({ length: 4 }, () => (anomalies.look(targets, true), targets[0]!.weight));
    assert.deepEqual(steps, [0.4, 0.8, 1, 1]);
  }
});

test('anomalies: detection without mitigation leaves the weights alone; all bad is no anomaly', () => {
  const targets = views(4);
  const anomalies = new Anomalies();
  for (let i = 0; i < 100; i++) for (const target of targets) anomalies.ended(target, target.id === '0');
  anomalies.look(targets, false);
  assert.deepEqual(anomalies.of(targets[0]!), { Result: 'anomalous', MitigationInEffect: 'no' });
  const bad = new Anomalies();
  for (let i = 0; i < 100; i++) for (const target of targets) bad.ended(target, i % 2 === 0);
  bad.look(targets, true);
  for (const target of targets) assert.equal(bad.of(target).Result, 'normal');
});

test('slow start grows linearly, and only beside a target at full share', () => {
  const [a, b] = views(2) as [TargetView, TargetView];
  const slow = new SlowStart(100);
  slow.healthy(a, [a], 0);
  assert.equal(a.weight, 1);
  slow.healthy(b, [a, b], 1000);
  assert.equal(b.weight, 0);
  slow.tick(1025);
  assert.equal(b.weight, 0.25);
  const node = new RoundRobin(() => 0);
  assert.deepEqual(
    shares(1000, () => node.choose([a, b])),
    [0.8, 0.2],
  );
  slow.tick(1100);
  assert.equal(b.weight, 1);
  slow.healthy(b, [a, b], 2000);
  slow.gone(b);
  assert.deepEqual([b.weight, b.credit], [1, 0]);
  const off = new SlowStart(0);
  off.healthy(b, [a, b], 0);
  assert.equal(b.weight, 1);
});
