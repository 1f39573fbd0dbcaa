/** What becomes of a call: 'allowed', or the name of AWS's error. */
export async function attempt(
  call: () => PromiseLike<unknown>,
): Promise<string> {
  try {
    await call();
    return 'allowed';
  } catch (error) {
    return (error as Error).name;
  }
}

/** A policy of one statement, as JSON. */
export function allow(Action: string | string[], Resource = '*'): string {
  const Statement = [{ Effect: 'Allow', Action, Resource }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
