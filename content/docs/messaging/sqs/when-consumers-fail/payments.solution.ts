import type { Message } from 'desired-capacity/sqs';

/** What the worker has: a card service, and a table to remember things. */
export interface Services {
  /** Charges a card. The same key a second time charges nothing. */
  charge(order: string, key?: string): void;
  notes: Set<string>;
}

// A worker may crash at each `yield`, and the message comes again.
// The order is what must happen once, so it is the key. The note only
// spares calls: it comes after the charge, so that none is forgotten.
export function* handle(message: Message, { charge, notes }: Services) {
  const order = message.body;
  if (notes.has(order)) return;
  yield 1;
  charge(order, order);
  yield 1;
  notes.add(order);
}
