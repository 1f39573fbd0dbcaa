/** A policy of one statement, as JSON. */
export function allow(Action: string | string[]): string {
  const Statement = [{ Effect: 'Allow', Action, Resource: '*' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
