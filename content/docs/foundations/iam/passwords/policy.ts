/** A policy of one statement, as JSON. */
export function allow(Action: string | string[], Condition?: object): string {
  const Statement = [{ Effect: 'Allow', Action, Resource: '*', ...(Condition && { Condition }) }]; // prettier-ignore
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
