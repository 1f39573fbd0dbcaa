import type { Table } from 'desired-capacity/dynamodb';

/** Sells one seat of a show, { id, left }. Answers whether there was one. Some work in between takes 20 ms. */
export async function sell(
  shows: Table,
  id: string,
  sleep: (seconds: number) => Promise<void>,
): Promise<boolean> {
  const show = shows.get({ id })!;
  await sleep(0.02);
  if (Number(show.left) === 0) return false;
  shows.put({ id, left: Number(show.left) - 1 });
  return true;
}
