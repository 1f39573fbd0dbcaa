import type { InvocationContext } from 'desired-capacity/lambda';

/** Connects to the database. It takes 300 ms. */
type Connect = (
  context?: InvocationContext,
) => Promise<{ query(sql: string): Promise<string> }>;

/** The code of a function: what runs once in each environment, and gives the handler. */
export const code =
  (connect: Connect) => () => async (event: { sql: string }) => {
    const database = await connect();
    return database.query(event.sql);
  };
