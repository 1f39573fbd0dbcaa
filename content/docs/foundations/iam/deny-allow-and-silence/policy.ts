/** A policy of one statement, as JSON. */
export function policy(
  Effect: 'Allow' | 'Deny',
  Action: string,
  more: object = {},
): string {
  const Statement = [{ Effect, Action, Resource: '*', ...more }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Allows everything, so that an organization takes nothing away. */
export const FULL = policy('Allow', '*');
