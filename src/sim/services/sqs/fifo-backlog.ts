import { Deque, PlacedHeap, type Placed } from '../../kernel/structures/index.ts';
import { Backlog } from './backlog.ts';
import type { StoredMessage } from './stored-message.ts';

/** A message group: those of its messages that are visible, in order, and those that are in flight. */
class Group implements Placed {
  readonly id: string;
  readonly number: number;
  /** Its place among the groups that are ready; it is not there while it is empty, blocked, or being received from. */
  place = -1;
  /** Its messages in flight: ten at most, as those below. */
  readonly flying: StoredMessage[] = [];
  /** Only what stands before the first in flight can be received: the order of that. */
  barrier = Infinity;
  /** Messages that came back, in order. They stand before all that were never received: ten at most. */
  readonly #returned: StoredMessage[] = [];
  readonly #line = new Deque<StoredMessage>();

  constructor(id: string, number: number) {
    this.id = id;
    this.number = number;
  }

  get length(): number {
    return this.#returned.length + this.#line.length;
  }

  /** Whether a message can be received. */
  get open(): boolean {
    const { first } = this;
    return first !== undefined && first.order < this.barrier;
  }

  get first(): StoredMessage | undefined {
    return this.#returned.length > 0 ? this.#returned[0] : this.#line.first;
  }

  /** The last that was never received; undefined where there is none. */
  get last(): StoredMessage | undefined {
    return this.#line.last;
  }

  push(message: StoredMessage): void {
    this.#line.push(message);
  }

  pop(): StoredMessage | undefined {
    return this.#line.pop();
  }

  shift(): StoredMessage | undefined {
    return this.#returned.length > 0 ? this.#returned.shift() : this.#line.shift();
  }

  /** Takes a message back in its old turn. */
  giveBack(message: StoredMessage): void {
    let at = this.#returned.length;
    while (at > 0 && this.#returned[at - 1]!.order > message.order) at--;
    this.#returned.splice(at, 0, message);
  }
}

/**
 * The messages of a FIFO queue. A group of which a message is in flight gives none that comes after it, until it is
 * deleted or visible again; one that stands before it, and is back already, can be received. Of the groups that can
 * give, that whose first message came first is served first, and gives as many as wanted.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export class FifoBacklog extends Backlog {
  readonly #groups = new Map<string, Group>();
  /** Groups that a message can be taken of, by the turn of their first. */
  readonly #ready = new PlacedHeap<Group>();
  /** Messages never received that wait for the queue's delay, in the order in which they came. */
  readonly #delayed = new Deque<StoredMessage>();
  /** Groups that the receive under way has taken of; the last is the one it goes on with. */
  readonly #touched: Group[] = [];
  #delay: number;
  #visible = 0;
  #groupsInFlight = 0;
  #nextOrder = 0;
  #nextGroup = 0;
  /** No visible message was sent before this. */
  #oldest = Infinity;

  constructor(delay: number) {
    super();
    this.#delay = delay;
  }

  get visible(): number {
    return this.#visible;
  }

  get delayed(): number {
    return this.#delayed.length;
  }

  get ready(): boolean {
    return this.#ready.size > 0;
  }

  get nextVisible(): number {
    const delayed = this.#delayed.first;
    return Math.min(delayed === undefined ? Infinity : delayed.entered + this.#delay, this.flight.firstKey);
  }

  /** Groups with a message in flight. */
  get groupsInFlight(): number {
    return this.#groupsInFlight;
  }

  /** The queue's delay, not the message's, applies: a FIFO queue has no other. */
  add(message: StoredMessage, now: number): void {
    message.order = this.#nextOrder++;
    if (message.entered + this.#delay <= now && this.#delayed.length === 0) this.#line(message);
    else this.#delayed.push(message);
  }

  /**
   * Sets the queue's delay, in microseconds: it holds for messages that are there too.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html
   */
  setDelay(delay: number, now: number): void {
    if (delay === this.#delay) return;
    this.#delay = delay;
    const again: StoredMessage[] = [];
    for (const group of this.#groups.values()) {
      while (group.last !== undefined && group.last.entered + delay > now) {
        again.push(group.pop()!);
        this.#visible--;
      }
      this.#turn(group);
    }
    if (again.length > 0) {
      for (const message of this.#delayed) again.push(message);
      this.#delayed.clear();
      again.sort((a, b) => a.order - b.order);
      for (const message of again) this.#delayed.push(message);
    }
  }

  advance(now: number): void {
    for (
      let first = this.#delayed.first;
      first !== undefined && first.entered + this.#delay <= now;
      first = this.#delayed.first
    ) {
      this.#line(this.#delayed.shift()!);
    }
    while (this.flight.firstKey <= now) {
      const message = this.flight.shift()!;
      this.show(message);
      this.#land(message);
    }
  }

  poll(): void {
    this.settle();
  }

  take(): StoredMessage | undefined {
    let group = this.#touched.at(-1);
    if (group === undefined || !group.open) {
      group = this.#ready.shift();
      if (group === undefined) return undefined;
      this.#touched.push(group);
    }
    this.#visible--;
    return group.shift();
  }

  settle(): void {
    for (let group = this.#touched.pop(); group !== undefined; group = this.#touched.pop()) this.#turn(group);
  }

  override hide(message: StoredMessage, deadline: number): void {
    super.hide(message, deadline);
    const { flying } = this.#groupOf(message);
    if (flying.push(message) === 1) this.#groupsInFlight++;
  }

  show(message: StoredMessage): void {
    this.#visible++;
    if (message.sent < this.#oldest) this.#oldest = message.sent;
    this.#groupOf(message).giveBack(message);
  }

  /** Only a message in flight is dropped: what is visible again has no handle that works. */
  drop(message: StoredMessage): void {
    this.flight.remove(message);
    this.release(message);
    this.#land(message);
  }

  expireBefore(message: StoredMessage, cutoff: number): void {
    const group = this.#groups.get(message.envelope!.groupId!);
    if (group && this.#oldest <= cutoff) this.#expireOf(group, cutoff);
  }

  expire(cutoff: number): void {
    if (this.#oldest > cutoff) return;
    this.#oldest = Infinity;
    for (const group of this.#groups.values()) this.#expireOf(group, cutoff);
    for (const { first } of this.#groups.values())
      if (first !== undefined) this.#oldest = Math.min(this.#oldest, first.sent);
  }

  override clear(): void {
    super.clear();
    this.#groups.clear();
    this.#ready.clear();
    this.#delayed.clear();
    this.#touched.length = 0;
    this.#visible = 0;
    this.#groupsInFlight = 0;
    this.#oldest = Infinity;
  }

  oldest(): number | undefined {
    let oldest = this.#delayed.first?.entered ?? Infinity;
    for (const { first } of this.#groups.values()) if (first) oldest = Math.min(oldest, first.entered);
    for (const { entered } of this.flight.members) oldest = Math.min(oldest, entered);
    return oldest === Infinity ? undefined : oldest;
  }

  /** Puts a message at the end of its group. */
  #line(message: StoredMessage): void {
    this.#visible++;
    if (message.sent < this.#oldest) this.#oldest = message.sent;
    const group = this.#groupOf(message);
    group.push(message);
    if (group.length === 1) this.#turn(group);
  }

  /** A message of a group is in flight no more. */
  #land(message: StoredMessage): void {
    const group = this.#groupOf(message);
    group.flying.splice(group.flying.indexOf(message), 1);
    if (group.flying.length === 0) this.#groupsInFlight--;
    this.#turn(group);
  }

  /** Brings a group to where it belongs: in turn if it can be received from, away if it is empty and idle. */
  #turn(group: Group): void {
    this.#ready.remove(group);
    group.barrier = Infinity;
    for (const { order } of group.flying) group.barrier = Math.min(group.barrier, order);
    if (group.open) this.#ready.add(group, group.first!.order);
    else if (group.length + group.flying.length === 0) this.#groups.delete(group.id);
  }

  #expireOf(group: Group, cutoff: number): void {
    let gone = false;
    while (group.first !== undefined && group.first.sent <= cutoff) {
      this.release(group.shift()!);
      this.#visible--;
      gone = true;
    }
    if (gone) this.#turn(group);
  }

  #groupOf(message: StoredMessage): Group {
    const id = message.envelope!.groupId!;
    let group = this.#groups.get(id);
    if (!group) this.#groups.set(id, (group = new Group(id, this.#nextGroup++)));
    return group;
  }
}
