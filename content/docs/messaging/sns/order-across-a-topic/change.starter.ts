/** A change of a price. Each product counts its own changes. */
export interface Change {
  product: string;
  number: number;
  price: string;
}

// Wanted: each change once, also where it is published again. A price may
// come back. Only changes of the same product have to stay in order.
export const asMessage = ({ product, price }: Change) => ({
  message: `${product} ${price}`,
  messageGroupId: 'prices',
  messageDeduplicationId: `${product}-${price}`,
});
