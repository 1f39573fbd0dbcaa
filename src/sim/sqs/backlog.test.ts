import { expect, test } from 'vitest';
import { RandomStream } from '../kernel/index.ts';
import { Backlog } from './backlog.ts';
import { StoredMessage } from './stored-message.ts';

function fill(backlog: Backlog, count: number): void {
  for (let number = 0; number < count; number++) backlog.add(new StoredMessage(number, '', undefined, 0, 0));
}

function drain(backlog: Backlog, asked: number): StoredMessage[] {
  const taken: StoredMessage[] = [];
  for (let one = backlog.take(asked); one; one = backlog.take(asked)) taken.push(one);
  return taken;
}

test('messages are spread evenly over the hosts', () => {
  const backlog = new Backlog(4, 99);
  fill(backlog, 4000);
  const random = new RandomStream(1, 'polls');
  const shares: number[] = [];
  while (backlog.visible > 0) {
    backlog.sample(1, random);
    const share = drain(backlog, 1).length;
    if (share > 0) shares.push(share);
  }
  expect(shares).toHaveLength(4);
  for (const share of shares) expect(Math.abs(share - 1000)).toBeLessThan(4 * Math.sqrt(750));
});

test('a host is sampled by its weight: 1, and 1 for each message on it', () => {
  const random = new RandomStream(1, 'polls');
  const backlog = new Backlog(3, 0);
  fill(backlog, 1);
  let hits = 0;
  for (let i = 0; i < 20_000; i++) {
    backlog.sample(1, random);
    const [message] = drain(backlog, 1);
    if (!message) continue;
    hits++;
    backlog.add(message);
  }
  // Weights 2, 1 and 1.
  expect(Math.abs(hits / 20_000 - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(20_000));
});

test('all sampled is all asked, each once', () => {
  const backlog = new Backlog(5, 0);
  fill(backlog, 100);
  backlog.sample(5, new RandomStream(1, 'polls'));
  const taken = drain(backlog, 5).map(({ number }) => number);
  expect(taken).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

test('slots are used again, and do not grow with the messages that have passed', () => {
  const backlog = new Backlog(1, 0);
  for (let number = 0; number < 1000; number++) {
    backlog.add(new StoredMessage(number, '', undefined, 0, 0));
    const message = backlog.take(1)!;
    backlog.register(message);
    backlog.hide(message, 10);
    expect(message.slot).toBe(0);
    expect(backlog.find(0, number)).toBe(message);
    expect(backlog.find(0, number - 1)).toBeUndefined();
    backlog.drop(message);
    expect(backlog.find(0, number)).toBeUndefined();
  }
});
