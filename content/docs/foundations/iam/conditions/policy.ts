/** A policy of one statement, as JSON. */
export function policy(
  Effect: 'Allow' | 'Deny',
  Action: string,
  Condition?: object,
): string {
  const Statement = [{ Effect, Action, Resource: '*', ...(Condition && { Condition }) }]; // prettier-ignore
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
