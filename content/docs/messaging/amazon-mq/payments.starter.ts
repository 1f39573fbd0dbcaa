import type { BrokerMessage, ConsumerOptions } from 'desired-capacity/mq';

/** The bank's books. They outlive every worker. */
export interface Books {
  has(payment: string): boolean;
  pay(payment: string): void;
}

// Two workers share a queue. Where the connection is lost, a worker stops
// at its next `yield` and begins anew. Your turn: each payment once, and
// both workers busy.
export const options: ConsumerOptions = {};
export function* handle(message: BrokerMessage, books: Books) {
  message.acknowledge();
  yield 2;
  books.pay(message.body);
  yield 2;
}
