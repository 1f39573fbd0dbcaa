import { expect, test } from 'vitest';
import {
  type Decision,
  type Policies,
  type Policy,
  type PolicyUse,
  type StatementReference,
  evaluate,
  principalOf,
  readPolicy,
} from './index.ts';

let state = 7;
function next(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}
const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
const some = <T>(make: () => T, most: number) => Array.from({ length: next(most + 1) }, make);

const A = '111122223333';
const PRINCIPALS = [
  `arn:aws:iam::${A}:user/ann`,
  `arn:aws:iam::${A}:role/app`,
  `arn:aws:sts::${A}:assumed-role/app/s`,
  `arn:aws:sts::${A}:federated-user/ann`,
  `arn:aws:iam::${A}:root`,
];
const queue = (account: string) => `arn:aws:sqs:us-east-1:${account}:jobs`;

function statement(use: PolicyUse): object {
  const effect = use === 'resourceControl' || next(5) === 0 ? 'Deny' : 'Allow';
  const named = pick(['*', { AWS: '*' }, { AWS: A }, ...PRINCIPALS.map((AWS) => ({ AWS }))]);
  return {
    Effect: effect,
    ...((use === 'resource' || use === 'resourceControl') && { Principal: use === 'resource' ? named : '*' }),
    [next(6) === 0 && use !== 'resourceControl' ? 'NotAction' : 'Action']: pick([
      '*',
      'sqs:*',
      'sqs:Send*',
      'sqs:ReceiveMessage',
      's3:*',
    ]),
    [next(8) === 0 ? 'NotResource' : 'Resource']: pick([
      '*',
      queue(A),
      'arn:aws:sqs:*:*:j*',
      'arn:aws:sqs:*:*:other',
    ]),
    ...(next(3) === 0 && {
      Condition: pick([
        { Bool: { m: 'true' } },
        { BoolIfExists: { m: 'false' } },
        { StringNotEquals: { t: 'a' } },
        { 'ForAllValues:StringEquals': { t: ['a', 'b'] } },
        { Null: { t: 'true' } },
      ]),
    }),
  };
}

const make = (use: PolicyUse, list: object[]): Policy => ({
  name: use,
  document: readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: list }), use),
});
const random = (use: PolicyUse) =>
  make(
    use,
    Array.from({ length: 1 + next(3) }, () => statement(use)),
  );
const full = (use: 'serviceControl' | 'resourceControl') =>
  make(use, [
    { Effect: 'Allow', Action: '*', Resource: '*', ...(use === 'resourceControl' && { Principal: '*' }) },
  ]);
const level = (use: 'serviceControl' | 'resourceControl') => () => ({
  name: 'l',
  policies: [...(next(5) === 0 ? [] : [full(use)]), ...some(() => random(use), 1)],
});

function situation() {
  const account = next(4) === 0 ? '444455556666' : A;
  const context: Record<string, string | string[]> = {};
  if (next(2)) context['m'] = pick(['true', 'false']);
  if (next(2)) context['t'] = pick<string | string[]>(['a', 'b', '', ['a', 'c']]);
  const request = {
    principal: principalOf(pick(PRINCIPALS))!,
    action: pick(['sqs:SendMessage', 'sqs:ReceiveMessage']),
    resource: queue(account),
    context,
  };
  const policies: Policies = {
    identity: some(() => random('identity'), 2),
    resource: next(2) ? random('resource') : undefined,
    resourceMustAllow: next(5) === 0,
    boundary: next(3) === 0 ? random('boundary') : undefined,
    session: next(3) === 0 ? some(() => random('session'), 2) : undefined,
    serviceControl: some(level('serviceControl'), 2),
    resourceControl: some(level('resourceControl'), 1),
  };
  return { request, policies };
}

const PLACES = ['identity', 'resource', 'boundary', 'session', 'serviceControl', 'resourceControl'] as const;

/** The policies with one more statement somewhere, or undefined where there is no such place. */
function withMore(policies: Policies, place: (typeof PLACES)[number], extra: object): Policies | undefined {
  const more = (policy: Policy): Policy => {
    const added = make(place, [extra]).document.statements;
    return {
      ...policy,
      document: { ...policy.document, statements: [...policy.document.statements, ...added] },
    };
  };
  const firstOf = (list: readonly Policy[] | undefined) => list?.[0] && [more(list[0]), ...list.slice(1)];
  if (place === 'resource' || place === 'boundary') {
    const policy = policies[place];
    return policy && { ...policies, [place]: more(policy) };
  }
  if (place === 'identity' || place === 'session') {
    const list = firstOf(policies[place]);
    return list && { ...policies, [place]: list };
  }
  const [first, ...rest] = policies[place] ?? [];
  const list = first && firstOf(first.policies);
  return list && { ...policies, [place]: [{ ...first, policies: list }, ...rest] };
}

/** Only those statements, in the same policies. */
function only(policies: Policies, kept: ReadonlySet<StatementReference['statement']>): Policies {
  const cut = (policy: Policy): Policy => ({
    ...policy,
    document: { ...policy.document, statements: policy.document.statements.filter((each) => kept.has(each)) },
  });
  const levels = (list: Policies['serviceControl']) =>
    list?.map((each) => ({ ...each, policies: each.policies.map(cut) }));
  return {
    ...policies,
    identity: policies.identity?.map(cut),
    resource: policies.resource && cut(policies.resource),
    boundary: policies.boundary && cut(policies.boundary),
    session: policies.session?.map(cut),
    serviceControl: levels(policies.serviceControl),
    resourceControl: levels(policies.resourceControl),
  };
}

function reversed(policies: Policies): Policies {
  const turn = (policy: Policy): Policy => ({
    ...policy,
    document: { ...policy.document, statements: [...policy.document.statements].reverse() },
  });
  const list = (found: readonly Policy[] | undefined) => found && [...found].reverse().map(turn);
  const levels = (found: Policies['serviceControl']) =>
    found && [...found].reverse().map((each) => ({ ...each, policies: list(each.policies)! }));
  return {
    ...policies,
    identity: list(policies.identity),
    session: list(policies.session),
    resource: policies.resource && turn(policies.resource),
    boundary: policies.boundary && turn(policies.boundary),
    serviceControl: levels(policies.serviceControl),
    resourceControl: levels(policies.resourceControl),
  };
}

const ROUNDS = 1500;
const count: Record<string, number> = {};

function each(
  check: (request: ReturnType<typeof situation>['request'], policies: Policies, decision: Decision) => void,
) {
  for (let i = 0; i < ROUNDS; i++) {
    const { request, policies } = situation();
    const decision = evaluate(request, policies);
    count[decision.decision] = (count[decision.decision] ?? 0) + 1;
    check(request, policies, decision);
  }
}

test('one more Deny never allows', () => {
  each((request, policies, { decision }) => {
    const place = pick(PLACES);
    const more = withMore(policies, place, { ...statement(place), Effect: 'Deny' });
    if (more && decision !== 'allowed') expect(evaluate(request, more).decision).not.toBe('allowed');
  });
});

test('one more Allow never denies', () => {
  each((request, policies, { decision }) => {
    const place = pick(PLACES.filter((each) => each !== 'resourceControl'));
    const more = withMore(policies, place, { ...statement(place), Effect: 'Allow' });
    if (more && decision === 'allowed') expect(evaluate(request, more).decision).toBe('allowed');
  });
});

test('a boundary, a session’s policy and the organization’s only take away', () => {
  each((request, policies, { decision }) => {
    if (decision !== 'allowed') return;
    const free = request.principal.type === 'FederatedUser' ? policies.session : undefined;
    const without = {
      identity: policies.identity,
      resource: policies.resource,
      resourceMustAllow: policies.resourceMustAllow,
      session: free,
    };
    expect(evaluate(request, without).decision).toBe('allowed');
  });
});

test('the order of policies and statements changes nothing', () => {
  each((request, policies, decision) => {
    const turned = evaluate(request, reversed(policies));
    expect([turned.decision, turned.kind]).toEqual([decision.decision, decision.kind]);
  });
});

test('the statements that an explanation names decide the same by themselves', () => {
  each((request, policies, { decision, kind, by, findings }) => {
    const named = decision === 'explicitDeny' ? [by!] : findings.flatMap((finding) => finding.by);
    const again = evaluate(request, only(policies, new Set(named.map(({ statement }) => statement))));
    expect([again.decision, again.kind]).toEqual([decision, kind]);
  });
});

test('the situations tried are of every kind', () => {
  for (const decision of ['allowed', 'explicitDeny', 'implicitDeny'])
    expect(count[decision] ?? 0, decision).toBeGreaterThan(ROUNDS / 2);
});
