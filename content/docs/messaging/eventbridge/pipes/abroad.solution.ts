/** A message as a pipe hands it to a function: its body is a text. */
export interface Message {
  body: string;
}

// The pattern is over the message: the order is its body. What the function
// answers goes on in place of the batch, so it answers for each.
export const pattern = {
  body: {
    euros: [{ numeric: ['>=', 100] }],
    country: [{ 'anything-but': 'DE' }],
  },
};
export function enrich(batch: Message[]) {
  return batch.map(({ body }) => {
    const order = JSON.parse(body) as { euros: number };
    return { ...order, customs: order.euros / 5 };
  });
}
