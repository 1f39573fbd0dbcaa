import { expect, test } from 'vitest';
import { FifoBacklog } from './fifo-backlog.ts';
import { StoredMessage } from './stored-message.ts';

let sent = 0;

/** Adds a message of a group, sent at that instant. */
function add(backlog: FifoBacklog, groupId: string, at: number): StoredMessage {
  const message = new StoredMessage(sent++, '', undefined, 1, at, { groupId });
  backlog.advance(at);
  backlog.add(message, at);
  return message;
}

function takeAll(backlog: FifoBacklog): StoredMessage[] {
  backlog.poll();
  const taken: StoredMessage[] = [];
  for (let one = backlog.take(); one; one = backlog.take()) taken.push(one);
  return taken;
}

function hide(backlog: FifoBacklog, messages: StoredMessage[], deadline: number): void {
  for (const message of messages) {
    backlog.register(message);
    backlog.hide(message, deadline);
  }
  backlog.settle();
}

test('a longer delay hides what was visible, each message until its own time', () => {
  const backlog = new FifoBacklog(0);
  for (const [i, group] of ['a', 'b', 'a', 'b'].entries()) add(backlog, group, i);
  backlog.advance(4);
  backlog.setDelay(10, 4);
  expect([backlog.visible, backlog.delayed, backlog.ready, backlog.nextVisible]).toEqual([0, 4, false, 10]);
  expect(takeAll(backlog)).toEqual([]);
  for (const [i, at] of [10, 11, 12, 13].entries()) {
    backlog.advance(at);
    expect([backlog.visible, backlog.delayed]).toEqual([i + 1, 3 - i]);
  }
  expect(takeAll(backlog).map(({ sent: at }) => at)).toEqual([0, 2, 1, 3]);
});

test('a delay that is over for some hides the others only', () => {
  const backlog = new FifoBacklog(0);
  for (const at of [0, 5]) add(backlog, 'a', at);
  backlog.advance(6);
  backlog.setDelay(6, 6);
  expect([backlog.visible, backlog.delayed, backlog.nextVisible]).toEqual([1, 1, 11]);
  backlog.setDelay(0, 6);
  backlog.advance(6);
  expect([backlog.visible, backlog.delayed, backlog.nextVisible]).toEqual([2, 0, Infinity]);
});

test('a new message makes room of those of its group that have expired', () => {
  const backlog = new FifoBacklog(0);
  const old = add(backlog, 'a', 0);
  add(backlog, 'a', 50);
  add(backlog, 'b', 0);
  const last = add(backlog, 'a', 100);
  backlog.expireBefore(last, -1);
  expect(backlog.visible).toBe(4);
  backlog.expireBefore(last, 0);
  expect(backlog.visible).toBe(3);
  expect(takeAll(backlog)).not.toContain(old);
});

test('a delayed message of a new group finds nothing that has expired before it', () => {
  const backlog = new FifoBacklog(10);
  add(backlog, 'a', 0);
  backlog.advance(10);
  backlog.expireBefore(add(backlog, 'new', 10), 5);
  expect([backlog.visible, backlog.delayed]).toEqual([1, 1]);
});

test('messages expire one after the other, in whatever groups they are', () => {
  const backlog = new FifoBacklog(0);
  for (const [i, group] of ['a', 'b', 'c'].entries()) add(backlog, group, 10 * i);
  const left = [-1, 0, 9, 10, 20].map((cutoff) => {
    backlog.expire(cutoff);
    return backlog.visible;
  });
  expect(left).toEqual([3, 2, 2, 1, 0]);
});

test('what comes back after its retention is found to have expired', () => {
  const backlog = new FifoBacklog(0);
  add(backlog, 'a', 0);
  const slow = takeAll(backlog);
  hide(backlog, slow, 200);
  add(backlog, 'b', 10);
  // Nothing that is visible is left: the next to look at is whatever comes.
  backlog.expire(10);
  expect([backlog.visible, backlog.inFlight]).toEqual([0, 1]);
  add(backlog, 'c', 150);
  backlog.advance(200);
  expect(backlog.visible).toBe(2);
  backlog.expire(100);
  expect([backlog.visible, backlog.inFlight]).toEqual([1, 0]);
});

test('the oldest may be delayed, visible or in flight', () => {
  const backlog = new FifoBacklog(10);
  expect(backlog.oldest()).toBeUndefined();
  add(backlog, 'a', 0);
  expect(backlog.oldest()).toBe(0);
  add(backlog, 'b', 5);
  backlog.advance(15);
  hide(backlog, takeAll(backlog), 100);
  add(backlog, 'c', 16);
  expect(backlog.oldest()).toBe(0);
  backlog.advance(100);
  const [first, second, third] = takeAll(backlog);
  hide(backlog, [first!, third!, second!], 300);
  expect(backlog.oldest()).toBe(0);
  backlog.drop(first!);
  expect(backlog.oldest()).toBe(5);
  backlog.drop(second!);
  expect(backlog.oldest()).toBe(16);
});
