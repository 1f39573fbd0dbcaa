import { describe, expect, test } from 'vitest';
import {
  type Decision,
  type Level,
  type Policy,
  type PolicyUse,
  evaluate,
  principalOf,
  readPolicy,
} from '../sim/cloud/policy/index.ts';
import { readRows } from './rows.ts';

interface Named {
  name: string;
  policy: object;
}

interface Row {
  request: {
    principal: string;
    action: string;
    resource: { resource: string; accountId: string };
    contextVariables: Record<string, string | string[]>;
  };
  identityPolicies: Named[];
  resourcePolicy?: object;
  permissionBoundaryPolicies?: Named[];
  sessionPolicy?: object;
  serviceControlPolicies: { orgIdentifier: string; policies: Named[] }[];
  resourceControlPolicies: { orgIdentifier: string; policies: Named[] }[];
  expected: 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';
}

const WORDS = { Allowed: 'allowed', ExplicitlyDenied: 'explicitDeny', ImplicitlyDenied: 'implicitDeny' };

function decide(row: Row): Decision {
  const { principal, action, resource, contextVariables: context } = row.request;
  const read = (use: PolicyUse, policy: object, name: string = use): Policy => ({
    name,
    document: readPolicy(JSON.stringify(policy), use),
  });
  const all = (use: PolicyUse, list: Named[]) => list.map(({ name, policy }) => read(use, policy, name));
  const levels = (use: PolicyUse, list: Row['serviceControlPolicies']): Level[] =>
    list.map(({ orgIdentifier: name, policies }) => ({ name, policies: all(use, policies) }));
  return evaluate(
    {
      principal: principalOf(principal)!,
      action,
      resource: resource.resource,
      resourceAccount: resource.accountId,
      context,
    },
    {
      identity: all('identity', row.identityPolicies),
      resource: row.resourcePolicy && read('resource', row.resourcePolicy),
      boundary: row.permissionBoundaryPolicies && all('boundary', row.permissionBoundaryPolicies)[0],
      session: row.sessionPolicy && [read('session', row.sessionPolicy)],
      serviceControl: levels('serviceControl', row.serviceControlPolicies),
      resourceControl: levels('resourceControl', row.resourceControlPolicies),
    },
  );
}

/**
 * Where that evaluator and AWS's text part: the policy of the resource grants to a session directly, by its ARN or as one of
 * everyone, and the session's policy is silent. AWS: what is granted directly to a session is not limited by an implicit
 * deny in a session policy.
 */
function partsFromAws({ expected }: Row, { decision, findings }: Decision): boolean {
  const finding = (kind: string) => findings.find((each) => each.kind === kind);
  return (
    expected === 'ImplicitlyDenied' &&
    decision === 'allowed' &&
    finding('resource')?.grant === 'direct' &&
    finding('session')?.outcome === 'silent'
  );
}

const rows = readRows<Row>('iam-evaluation');

test.skipIf(!rows)(
  'decisions agree with those of another evaluator but where AWS’s text contradicts it',
  () => {
    const differ = rows!.filter((row) => {
      const decision = decide(row);
      if (decision.decision === WORDS[row.expected]) return false;
      expect(partsFromAws(row, decision), JSON.stringify(row.request)).toBe(true);
      return true;
    });
    expect([rows!.length, differ.length]).toEqual([3000, 9]);
  },
);

/** Policies in a recorded conversation with AWS, sent or answered; what is redacted in them is filled in. */
function* policiesIn(value: unknown, key = ''): Generator<{ key: string; text: string }> {
  const parsed = typeof value === 'object' && value !== null;
  if (
    parsed
      ? Array.isArray((value as { Statement?: unknown }).Statement)
      : /^\s*\{.*"Statement"/s.test(String(value))
  ) {
    const text = (parsed ? JSON.stringify(value) : String(value))
      .replaceAll('<partition>', 'aws')
      .replaceAll('<region>', 'us-east-1')
      .replaceAll(/\{\{[^}]*\}\}/g, 'arn:aws:sns:us-east-1:111111111111:x')
      .replaceAll(/<<[^>]*>>/g, 'x');
    yield { key, text };
  } else if (parsed) {
    for (const [name, inner] of Object.entries(value)) yield* policiesIn(inner, name);
  }
}

function useOf(key: string, text: string): PolicyUse {
  if (key === 'AssumeRolePolicyDocument' || text.includes('"sts:AssumeRole"')) return 'trust';
  return text.includes('"Principal"') ? 'resource' : 'identity';
}

/** Those of `logs` and `firehose` are left out: where a resource stood, the name of a variable was kept. */
const TRANSCRIPTS = ['iam', 'sns', 'events', 'lambda', 'cloudwatch', 'scheduler', 'kinesis'];

interface Conversation {
  steps: { op: string; params?: { PolicyDocument?: string }; raises?: boolean }[];
  expectations: { recorded: { EvaluationResults?: Simulated[] } }[];
}

interface Simulated {
  EvalActionName: string;
  EvalDecision: string;
  MatchedStatements: {
    StartPosition: { Line: number; Column: number };
    EndPosition: { Line: number; Column: number };
  }[];
}

describe.each(TRANSCRIPTS)('policies in conversations with %s', (name) => {
  const conversations = readRows<Conversation>(`transcripts-${name}`);

  test.skipIf(!conversations)('each that AWS took or gave is read', () => {
    for (const { steps, expectations } of conversations!) {
      const sent = steps.filter(({ raises }) => !raises).map(({ params }) => params);
      for (const part of [...sent, ...expectations.map(({ recorded }) => recorded)]) {
        for (const { key, text } of policiesIn(part))
          expect(() => readPolicy(text, useOf(key, text)), text).not.toThrow();
      }
    }
  });
});

test('the policy simulator’s places of statements are those recorded', ({ skip }) => {
  const conversations = readRows<Conversation>('transcripts-iam');
  if (!conversations) return skip();
  let compared = 0;
  for (const { steps, expectations } of conversations) {
    const simulated = expectations.flatMap(({ recorded }) => recorded.EvaluationResults ?? []);
    if (simulated.length === 0) continue;
    const text = steps.find(({ params }) => params?.PolicyDocument)!.params!.PolicyDocument!;
    const identity = [{ name: 'p', document: readPolicy(text, 'identity') }];
    const principal = principalOf('arn:aws:iam::111111111111:user/u')!;
    for (const { EvalActionName: action, EvalDecision, MatchedStatements } of simulated) {
      const request = { principal, action, resource: 'arn:aws:s3:::bucket' };
      const { decision, by } = evaluate({ ...request, resourceAccount: '111111111111' }, { identity });
      expect(decision).toBe(EvalDecision);
      const [place] = MatchedStatements;
      const { StartPosition: start, EndPosition: end } = place ?? {};
      expect(by?.statement.start).toEqual(start && { line: start.Line, column: start.Column });
      expect(by?.statement.end).toEqual(end && { line: end.Line, column: end.Column });
      compared++;
    }
  }
  expect(compared).toBe(2);
});
