import type { BrokerMessage, ConsumerOptions } from 'desired-capacity/mq';

/** The bank's books. They outlive every worker. */
export interface Books {
  has(payment: string): boolean;
  pay(payment: string): void;
}

// What is not acknowledged comes again, so that comes last. What comes
// again may be in the books. A worker holds one payment, and no more.
export const options: ConsumerOptions = { prefetch: 1 };
export function* handle(message: BrokerMessage, books: Books) {
  yield 2;
  if (!books.has(message.body)) books.pay(message.body);
  yield 2;
  message.acknowledge();
}
