/** A message as a pipe hands it to a function: its body is a text. */
export interface Message {
  body: string;
}

// Wanted: orders of 100 euros or more, from any country but DE. Each goes
// on by itself, and says what customs takes: a fifth of its euros.
export const pattern = {
  euros: [{ numeric: ['>', 100] }],
};
export function enrich([first]: Message[]) {
  const order = JSON.parse(first!.body) as { euros: number };
  return [{ ...order, customs: order.euros / 5 }];
}
