import { expect, test } from 'vitest';
import { A, B, queue, user, session, deny, to, rcp, identity, boundary, ANN } from './evaluate.fixture.ts';
import { type Policies, type Policy, accessDenied, evaluate, readPolicy } from './index.ts';

const ON = `is not authorized to perform: sqs:SendMessage on resource: ${queue(A)}`;
const ARN = 'arn:aws:organizations::1:policy/o-1/service_control_policy/p-1';
const texts: [policies: Policies, text: string][] = [
  [{}, 'because no identity-based policy allows the sqs:SendMessage action'],
  [{ identity, boundary }, 'because no permissions boundary allows the sqs:SendMessage action'],
  [
    { identity, serviceControl: [{ name: 'r', policies: [] }] },
    'because no service control policy allows the sqs:SendMessage action',
  ],
  [{ identity: [deny('identity')] }, 'with an explicit deny in an identity-based policy'],
  [{ boundary: deny('boundary') }, 'with an explicit deny in a permissions boundary'],
  [
    { identity, endpoint: to('*', { Action: 's3:*' }) },
    'because no VPC endpoint policy allows the sqs:SendMessage action',
  ],
  [{ resource: to('*', { Effect: 'Deny' }) }, 'with an explicit deny in a resource-based policy'],
  [
    { serviceControl: [{ name: 'r', policies: [deny('serviceControl', ARN)] }] },
    'with an explicit deny in a service control policy',
  ],
  [
    { resourceControl: [{ name: 'r', policies: [rcp({})] }] },
    'with an explicit deny in a resource control policy',
  ],
];

test('who is denied reads AWS’s sentence', () => {
  const request = { principal: user, action: 'sqs:SendMessage', resource: queue(A) };
  for (const [policies, text] of texts) {
    expect(accessDenied(request, evaluate(request, policies))).toBe(
      `User: arn:aws:iam::${A}:user/ann ${ON} ${text}`,
    );
  }
});

test('within an organization the sentence names the policy that denies', () => {
  const request = { principal: session, action: 'sqs:SendMessage', resource: queue(A) };
  const decision = evaluate(request, {
    serviceControl: [{ name: 'r', policies: [deny('serviceControl', ARN)] }],
  });
  const text = accessDenied(request, decision, { nameThePolicy: true });
  expect(text.endsWith(`with an explicit deny in a service control policy: ${ARN}`)).toBeTruthy();
});

test('of a role, the sentence names its trust policy', () => {
  const role = `arn:aws:iam::${A}:role/app`;
  const request = { principal: user, action: 'sts:AssumeRole', resource: role };
  const trust = (effect: string, names: object): Policy => ({
    name: 'trust',
    document: readPolicy(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: effect, Principal: names, Action: 'sts:AssumeRole' },
      }),
      'trust',
    ),
  });
  const text = (resource: Policy) =>
    accessDenied(request, evaluate(request, { resource, resourceMustAllow: true }), { trust: true });
  expect(
    text(trust('Allow', { AWS: B })).endsWith(
      'because no role trust policy allows the sts:AssumeRole action',
    ),
  ).toBeTruthy();
  expect(text(trust('Deny', ANN)).endsWith('with an explicit deny in the role trust policy')).toBeTruthy();
  expect(evaluate(request, { resource: trust('Allow', ANN), resourceMustAllow: true }).decision).toBe(
    'allowed',
  );
});
