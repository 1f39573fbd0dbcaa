/** An order of one of sixty customers, taken in one of three shops. */
export interface Order {
  number: number;
  customer: string;
  shop: string;
}

// Your turn: of which message group is an order?
export function messageGroupOf(order: Order): string {
  return order.shop;
}
