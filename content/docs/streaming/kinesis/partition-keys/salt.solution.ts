/**
 * The partition key of a click. 'shop' is a customer with most of the clicks,
 * whose order does not matter; the order of all others has to be kept.
 */
export function keyOf(customer: string, click: number): string {
  return customer === 'shop' ? `shop ${click % 64}` : customer;
}
