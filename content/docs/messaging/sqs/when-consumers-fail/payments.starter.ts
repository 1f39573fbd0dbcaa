import type { Message } from 'desired-capacity/sqs';

/** What the worker has: a card service, and a table to remember things. */
export interface Services {
  /** Charges a card. The same key a second time charges nothing. */
  charge(order: string, key?: string): void;
  notes: Set<string>;
}

// A worker may crash at each `yield`, and the message comes again.
// Some orders were sent twice. Your turn: charge each of them once.
export function* handle(message: Message, { charge, notes }: Services) {
  const order = message.body;
  if (notes.has(message.messageId)) return;
  notes.add(message.messageId);
  yield 1;
  charge(order);
  yield 1;
}
