import type { Table } from 'desired-capacity/dynamodb';

/** Sells one seat of a show, { id, left }. Answers whether there was one. Some work in between takes 20 ms. */
export async function sell(
  shows: Table,
  id: string,
  sleep: (seconds: number) => Promise<void>,
): Promise<boolean> {
  await sleep(0.02);
  const names = { '#l': 'left' };
  const values = { ':one': 1, ':none': 0 };
  try {
    shows.update({ id }, 'SET #l = #l - :one', { condition: '#l > :none', names, values }); // prettier-ignore
    return true;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return false; // prettier-ignore
    throw error;
  }
}
