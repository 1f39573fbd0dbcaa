/** A change of a price. Each product counts its own changes. */
export interface Change {
  product: string;
  number: number;
  price: string;
}

// The group is as small as order allows. The id names the change itself:
// the price may come back, and the number alone is that of any product.
export const asMessage = ({ product, number, price }: Change) => ({
  message: `${product} ${price}`,
  messageGroupId: product,
  messageDeduplicationId: `${product}-${number}`,
});
