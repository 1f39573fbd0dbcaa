import { expect, test } from 'vitest';
import { RandomStream } from '../../kernel/index.ts';
import { StandardBacklog } from './standard-backlog.ts';
import { StoredMessage } from './stored-message.ts';

function backlogOf(hosts: number, sampledHosts: number, salt = 0): StandardBacklog {
  const streams = { 'short polls': new RandomStream(1, 'polls'), order: new RandomStream(1, 'order') };
  return new StandardBacklog(
    { hosts, sampledHosts, outOfOrderProbability: 0, fairnessWindow: 60 },
    salt,
    (purpose) => streams[purpose],
  );
}

const message = (number: number) => new StoredMessage(number, '', undefined, 0, 0);

function fill(backlog: StandardBacklog, count: number): void {
  for (let number = 0; number < count; number++) backlog.add(message(number), 0, 0);
}

/** All that a poll finds. */
function drain(backlog: StandardBacklog): StoredMessage[] {
  backlog.poll(true);
  const taken: StoredMessage[] = [];
  for (let one = backlog.take(); one; one = backlog.take()) taken.push(one);
  return taken;
}

test('messages are spread evenly over the hosts', () => {
  const backlog = backlogOf(4, 1, 99);
  fill(backlog, 4000);
  const shares: number[] = [];
  while (backlog.visible > 0) {
    const share = drain(backlog).length;
    if (share > 0) shares.push(share);
  }
  expect(shares).toHaveLength(4);
  for (const share of shares) expect(Math.abs(share - 1000)).toBeLessThan(4 * Math.sqrt(750));
});

test('a host is sampled by its weight: 1, and 1 for each message on it', () => {
  const backlog = backlogOf(3, 1);
  fill(backlog, 1);
  let hits = 0;
  for (let i = 0; i < 20_000; i++) {
    const [found] = drain(backlog);
    if (!found) continue;
    hits++;
    backlog.add(found, 0, 0);
  }
  // Weights 2, 1 and 1.
  expect(Math.abs(hits / 20_000 - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(20_000));
});

test('all sampled is all asked, each once', () => {
  const backlog = backlogOf(5, 5);
  fill(backlog, 100);
  const taken = drain(backlog).map(({ number }) => number);
  expect(taken).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

test('slots are used again, and do not grow with the messages that have passed', () => {
  const backlog = backlogOf(1, 1);
  for (let number = 0; number < 1000; number++) {
    backlog.add(message(number), 0, 0);
    backlog.poll(false);
    const taken = backlog.take()!;
    backlog.register(taken);
    backlog.hide(taken, 10);
    expect(taken.slot).toBe(0);
    expect(backlog.find(0, number)).toBe(taken);
    expect(backlog.find(0, number - 1)).toBeUndefined();
    backlog.drop(taken);
    expect(backlog.find(0, number)).toBeUndefined();
  }
});
