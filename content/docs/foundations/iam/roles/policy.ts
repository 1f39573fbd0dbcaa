/** A policy of one statement, as JSON. */
export function allow(Action: string | string[], Resource = '*'): string {
  const Statement = [{ Effect: 'Allow', Action, Resource }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** A trust policy: who may take a role. */
export function trust(Principal: object, Condition?: object): string {
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) }]; // prettier-ignore
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
