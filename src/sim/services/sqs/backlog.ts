import { PlacedHeap } from '../../kernel/structures/index.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * The messages of a queue in their three states: visible, delayed, or in flight. Nothing is scheduled for a
 * deadline; `advance` catches up with those that have passed. Times in microseconds.
 *
 * A receive is `poll`, then `take` as often as wanted, each message that it took `hide`, `show` or `release`, then `settle`.
 */
export abstract class Backlog {
  /** Messages in flight, by the end of their visibility timeout. */
  protected readonly flight = new PlacedHeap<StoredMessage>();
  /** Messages that a receipt handle may refer to: from their first receive until they are gone. */
  readonly #slots: (StoredMessage | undefined)[] = [];
  readonly #freeSlots: number[] = [];

  /** Messages that are neither delayed nor in flight. */
  abstract get visible(): number;
  abstract get delayed(): number;
  get inFlight(): number {
    return this.flight.size;
  }

  /** Whether there is a message to take, were every host asked. */
  abstract get ready(): boolean;
  /** The next instant at which a message becomes visible by itself; Infinity where none will. */
  abstract get nextVisible(): number;

  /** Takes a message in, that stays out of sight for `delay` microseconds. */
  abstract add(message: StoredMessage, now: number, delay: number): void;
  /** Makes visible what is due by `now`, in the order in which it fell due. */
  abstract advance(now: number): void;
  /** Begins a receive: a short poll asks some of the hosts. */
  abstract poll(short: boolean): void;
  /** Takes the next message out; undefined where those asked have none. */
  abstract take(): StoredMessage | undefined;
  /** Ends a receive. */
  abstract settle(): void;
  /** Makes a message visible that was taken out, or whose visibility timeout is over. */
  abstract show(message: StoredMessage): void;
  /** Drops a registered message, wherever it is. */
  abstract drop(message: StoredMessage): void;
  /** Drops expired messages that stand before a new one, so that a queue nobody reads does not grow for ever. */
  abstract expireBefore(message: StoredMessage, cutoff: number): void;
  /** Drops every visible message sent at `cutoff` or before. Those in flight and delayed go when they come back. */
  abstract expire(cutoff: number): void;
  /** When the oldest message came in; undefined where there is none. */
  abstract oldest(): number | undefined;

  /** Drops everything. */
  clear(): void {
    this.flight.clear();
    this.#slots.length = 0;
    this.#freeSlots.length = 0;
  }

  /** Puts a message that was taken out in flight until `deadline`. */
  hide(message: StoredMessage, deadline: number): void {
    this.flight.add(message, deadline);
  }

  isInFlight(message: StoredMessage): boolean {
    return this.flight.has(message);
  }

  /** When the visibility timeout of a message is over; undefined where it is not in flight. */
  deadline(message: StoredMessage): number | undefined {
    return this.flight.keyOf(message);
  }

  /** Gives a message in flight another deadline. */
  move(message: StoredMessage, deadline: number): void {
    this.flight.move(message, deadline);
  }

  /** Gives a message that was taken out its slot, by which receipts find it. */
  register(message: StoredMessage): void {
    if (message.slot >= 0) return;
    message.slot = this.#freeSlots.pop() ?? this.#slots.length;
    this.#slots[message.slot] = message;
  }

  /** The message of that number in that slot; undefined where it is gone. */
  find(slot: number, number: number): StoredMessage | undefined {
    const message = this.#slots[slot];
    return message !== undefined && message.number === number ? message : undefined;
  }

  /** Lets go of a message that is in no state any more: it expired, was deleted or moves away. */
  release(message: StoredMessage): void {
    if (message.slot < 0) return;
    this.#slots[message.slot] = undefined;
    this.#freeSlots.push(message.slot);
    message.slot = -1;
  }
}
