import { expect, test } from 'vitest';
import {
  A,
  B,
  user,
  session,
  federated,
  root,
  service,
  stranger,
  policy,
  allow,
  deny,
  silent,
  to,
  full,
  fullRcp,
  rcp,
  ask,
  identity,
  boundary,
  quiet,
  ANN,
  ROLE,
  SESSION,
  FEDERATED,
  ACCOUNT,
} from './evaluate.fixture.ts';
import { type Policies, type Principal } from './index.ts';

type Row = [
  label: string,
  principal: Principal,
  policies: Policies,
  decision: string,
  kind: string | undefined,
  account?: string,
];

const but = (effect: string, ...names: string[]) =>
  policy('resource', { Effect: effect, NotPrincipal: { AWS: names } });

/** The rows with a resource's grant and all else silent are AWS's own table. */
const rows: Row[] = [
  ['nothing', user, {}, 'implicitDeny', 'identity'],
  ['identity allows', user, { identity }, 'allowed', 'identity'],
  ['identity denies', user, { identity: [...identity, deny('identity')] }, 'explicitDeny', 'identity'],
  ['boundary is silent', user, { identity, boundary }, 'implicitDeny', 'boundary'],
  ['boundary allows too', user, { identity, boundary: allow('boundary') }, 'allowed', 'identity'],
  ['a boundary grants nothing', user, { boundary: allow('boundary') }, 'implicitDeny', 'identity'],
  ['session is silent', session, { identity, session: quiet }, 'implicitDeny', 'session'],
  ['session allows too', session, { identity, session: [allow('session')] }, 'allowed', 'identity'],
  ['a user has no session', user, { identity, session: quiet }, 'allowed', 'identity'],

  ['the user’s ARN, all else silent', user, { resource: to(ANN), boundary }, 'allowed', 'resource'],
  [
    'the role’s ARN, all else silent',
    session,
    { resource: to(ROLE), boundary, session: quiet },
    'implicitDeny',
    'boundary',
  ],
  [
    'the role’s ARN, session silent',
    session,
    { resource: to(ROLE), session: quiet },
    'implicitDeny',
    'session',
  ],
  ['the role’s ARN, nothing else there', session, { resource: to(ROLE) }, 'allowed', 'resource'],
  [
    'the session’s ARN, all else silent',
    session,
    { resource: to(SESSION), boundary, session: quiet },
    'allowed',
    'resource',
  ],
  [
    'the user’s ARN, for a federated session',
    federated,
    { resource: to(ANN), boundary, session: quiet },
    'implicitDeny',
    'boundary',
  ],
  [
    'the federated session’s ARN',
    federated,
    { resource: to(FEDERATED), boundary, session: quiet },
    'allowed',
    'resource',
  ],
  ['a federated session without a policy', federated, { identity }, 'implicitDeny', 'session'],
  ['everyone', user, { resource: to('*'), boundary }, 'allowed', 'resource'],
  ['the account only delegates', user, { resource: to(ACCOUNT) }, 'implicitDeny', 'identity'],
  [
    'the account delegates, identity allows',
    user,
    { resource: to(ACCOUNT), identity },
    'allowed',
    'identity',
  ],
  [
    'the resource denies',
    user,
    { identity, resource: to(ANN, { Effect: 'Deny' }) },
    'explicitDeny',
    'resource',
  ],
  ['a service', service, { resource: to({ Service: 'sns.amazonaws.com' }) }, 'allowed', 'resource'],
  [
    'another service',
    service,
    { resource: to({ Service: 's3.amazonaws.com' }), identity },
    'implicitDeny',
    'resource',
  ],
  ['a stranger', stranger, { resource: to('*') }, 'allowed', 'resource'],
  ['a stranger, uninvited', stranger, { resource: to(ACCOUNT) }, 'implicitDeny', 'resource'],

  ['root may all', root, {}, 'allowed', undefined],
  [
    'root, denied by the resource',
    root,
    { resource: to('*', { Effect: 'Deny' }) },
    'explicitDeny',
    'resource',
  ],
  [
    'root of a member, SCP silent',
    root,
    { serviceControl: [{ name: 'r', policies: [silent('serviceControl')] }] },
    'implicitDeny',
    'serviceControl',
  ],
  ['root abroad, uninvited', root, {}, 'implicitDeny', 'resource', B],
  ['root abroad, its account invited', root, { resource: to(ACCOUNT) }, 'allowed', 'resource', B],

  ['SCPs allow but grant nothing', user, { serviceControl: [full] }, 'implicitDeny', 'identity'],
  [
    'each level must allow',
    user,
    { identity, serviceControl: [full, { name: 'ou', policies: [silent('serviceControl')] }] },
    'implicitDeny',
    'serviceControl',
  ],
  [
    'an SCP denies',
    user,
    { identity, serviceControl: [{ name: 'r', policies: [...full.policies, deny('serviceControl')] }] },
    'explicitDeny',
    'serviceControl',
  ],
  [
    'an SCP is silent on what the resource grants',
    user,
    { resource: to(ANN), serviceControl: [{ name: 'r', policies: [silent('serviceControl')] }] },
    'implicitDeny',
    'serviceControl',
  ],
  [
    'SCPs do not bind services',
    service,
    { resource: to('*'), serviceControl: [{ name: 'r', policies: [deny('serviceControl')] }] },
    'allowed',
    'resource',
  ],
  [
    'an RCP denies',
    user,
    { identity, resourceControl: [{ name: 'r', policies: [...fullRcp.policies, rcp({})] }] },
    'explicitDeny',
    'resourceControl',
  ],
  [
    'an RCP binds services',
    service,
    { resource: to('*'), resourceControl: [{ name: 'r', policies: [...fullRcp.policies, rcp({})] }] },
    'explicitDeny',
    'resourceControl',
  ],
  [
    'an RCP level without its Allow',
    user,
    { identity, resourceControl: [{ name: 'r', policies: [] }] },
    'implicitDeny',
    'resourceControl',
  ],

  ['abroad, identity alone', user, { identity }, 'implicitDeny', 'resource', B],
  ['abroad, resource alone', user, { resource: to(ANN) }, 'implicitDeny', 'identity', B],
  ['abroad, both', user, { identity, resource: to(ANN) }, 'allowed', 'resource', B],
  ['abroad, both by account', user, { identity, resource: to(ACCOUNT) }, 'allowed', 'resource', B],
  ['abroad, everyone is not enough', user, { resource: to('*') }, 'implicitDeny', 'identity', B],
  ['abroad, boundary silent', user, { identity, resource: to(ANN), boundary }, 'implicitDeny', 'boundary', B],
  [
    'abroad, the session named, its policy silent',
    session,
    { identity, resource: to(SESSION), session: quiet },
    'implicitDeny',
    'session',
    B,
  ],

  [
    'an endpoint’s policy is silent',
    user,
    { identity, endpoint: to('*', { Action: 's3:*' }) },
    'implicitDeny',
    'endpoint',
  ],
  ['an endpoint’s policy grants nothing', user, { endpoint: to('*') }, 'implicitDeny', 'identity'],
  [
    'an endpoint’s policy denies',
    user,
    { identity, endpoint: to('*', { Effect: 'Deny' }) },
    'explicitDeny',
    'endpoint',
  ],
  [
    'all but one denied: who is listed with the account',
    user,
    { identity, resource: but('Deny', ANN.AWS, A) },
    'allowed',
    'identity',
  ],
  [
    'all but one denied: another',
    session,
    { identity, resource: but('Deny', ANN.AWS, A) },
    'explicitDeny',
    'resource',
  ],
  [
    'all but one denied: who is listed without the account',
    user,
    { identity, resource: but('Deny', ANN.AWS) },
    'explicitDeny',
    'resource',
  ],
  ['all but one allowed: another', session, { resource: but('Allow', ANN.AWS) }, 'allowed', 'resource'],
  ['all but one allowed: the one', user, { resource: but('Allow', ANN.AWS) }, 'implicitDeny', 'identity'],
  [
    'a key’s policy must allow',
    user,
    { identity, resource: to({ AWS: B }), resourceMustAllow: true },
    'implicitDeny',
    'resource',
  ],
  [
    'a key’s policy delegates',
    user,
    { identity, resource: to(ACCOUNT), resourceMustAllow: true },
    'allowed',
    'resource',
  ],
  [
    'a key’s policy shuts root out',
    root,
    { resource: to(ANN), resourceMustAllow: true },
    'implicitDeny',
    'resource',
  ],
];

for (const [label, principal, policies, decision, kind, account] of rows) {
  test(`who may: ${label}`, () => {
    const got = ask(principal, policies, account);
    expect([got.decision, got.kind]).toEqual([decision, kind]);
  });
}

test('a service-linked role is bound by no policy of the organization', () => {
  const linked = { ...session, serviceLinked: true } as Principal;
  const nothing = [{ name: 'r', policies: [] }];
  const policies = { identity, serviceControl: nothing, resourceControl: nothing };
  expect(ask(session, policies).decision).toBe('implicitDeny');
  expect(ask(linked, policies).decision).toBe('allowed');
});

test('a resource whose ARN names no account belongs to whom the request says', () => {
  const at = (resourceAccount: string) =>
    ask(user, { identity }, A, { resource: 'arn:aws:s3:::b/o', resourceAccount });
  expect(at(A).decision).toBe('allowed');
  expect(at(B).decision).toBe('implicitDeny');
});
