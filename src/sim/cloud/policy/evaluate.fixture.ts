/* eslint-disable course/documented -- for tests */
import {
  type AuthorizationRequest,
  type Policies,
  type Policy,
  type PolicyUse,
  type Principal,
  evaluate,
  principalOf,
  readPolicy,
} from './index.ts';

export const A = '111122223333';
export const B = '444455556666';
export const queue = (account: string) => `arn:aws:sqs:us-east-1:${account}:jobs`;

export const user = principalOf(`arn:aws:iam::${A}:user/ann`)!;
export const session = principalOf(`arn:aws:sts::${A}:assumed-role/app/s1`)!;
export const federated = principalOf(`arn:aws:sts::${A}:federated-user/ann`)!;
export const root = principalOf(`arn:aws:iam::${A}:root`)!;
export const service: Principal = { type: 'Service', name: 'sns.amazonaws.com' };
export const stranger: Principal = { type: 'Anonymous' };

export function policy(use: PolicyUse, statements: object | object[], arn?: string): Policy {
  const full = [statements]
    .flat()
    .map((each) => ({ Effect: 'Allow', Action: 'sqs:*', Resource: '*', ...each }));
  return {
    name: use,
    arn,
    document: readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: full }), use),
  };
}

export const allow = (use: PolicyUse) => policy(use, {});
export const deny = (use: PolicyUse, arn?: string) => policy(use, { Effect: 'Deny' }, arn);
/** Says nothing about queues. */
export const silent = (use: PolicyUse) => policy(use, { Action: 's3:*' });
export const to = (names: unknown, rest: object = {}) => policy('resource', { Principal: names, ...rest });
export const full = { name: 'r', policies: [policy('serviceControl', { Action: '*' })] };
export const rcp = (rest: object) => policy('resourceControl', { Principal: '*', Effect: 'Deny', ...rest });
export const fullRcp = { name: 'r', policies: [rcp({ Effect: 'Allow', Action: '*' })] };

export const ask = (
  principal: Principal,
  policies: Policies,
  account = A,
  rest: Partial<AuthorizationRequest> = {},
) => evaluate({ principal, action: 'sqs:SendMessage', resource: queue(account), ...rest }, policies);

export const identity = [allow('identity')];
export const boundary = silent('boundary');
export const quiet = [silent('session')];
export const ANN = { AWS: `arn:aws:iam::${A}:user/ann` };
export const ROLE = { AWS: `arn:aws:iam::${A}:role/app` };
export const SESSION = { AWS: `arn:aws:sts::${A}:assumed-role/app/s1` };
export const FEDERATED = { AWS: `arn:aws:sts::${A}:federated-user/ann` };
export const ACCOUNT = { AWS: A };
