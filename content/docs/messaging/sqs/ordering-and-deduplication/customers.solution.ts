/** An order of one of sixty customers, taken in one of three shops. */
export interface Order {
  number: number;
  customer: string;
  shop: string;
}

// What must stay in order is what one customer orders; nothing else
// need wait for it.
export function messageGroupOf(order: Order): string {
  return order.customer;
}
