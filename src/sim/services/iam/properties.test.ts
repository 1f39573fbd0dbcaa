import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guarded, policy } from '../../../testing/iam.ts';

const actions = ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sns:Publish', 'iam:GetUser'] as const;
const pattern = fc.constantFrom(...actions, 'sqs:*', 's?s:*', '*', 'sqs:Send*');
const statement = fc.record({ effect: fc.constantFrom('Allow' as const, 'Deny' as const), action: pattern });
const statements = fc.array(statement, { maxLength: 5 });
type Statements = { effect: 'Allow' | 'Deny'; action: string }[];

/** What ana may, by statements of her own, of a group, of a boundary and of an organization. */
function verdicts({
  own,
  group,
  boundary,
  organization,
}: {
  own: Statements;
  group: Statements;
  boundary?: Statements;
  organization?: Statements;
}) {
  const { iam, ana, jobs } = guarded();
  iam.createGroup({ groupName: 'g' });
  iam.addUserToGroup({ groupName: 'g', userName: 'ana' });
  own.forEach(({ effect, action }, i) => iam.putUserPolicy({ userName: 'ana', policyName: `p${i}`, policyDocument: policy(effect, action) })); // prettier-ignore
  group.forEach(({ effect, action }, i) => iam.putGroupPolicy({ groupName: 'g', policyName: `p${i}`, policyDocument: policy(effect, action) })); // prettier-ignore
  if (boundary) {
    const Statement = boundary.map(({ effect, action }) => ({
      Effect: effect,
      Action: action,
      Resource: '*',
    }));
    const { policy: made } = iam.createPolicy({ policyName: 'b', policyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) }); // prettier-ignore
    iam.putUserPermissionsBoundary({ userName: 'ana', permissionsBoundary: made!.arn! });
  }
  if (organization) {
    const policies = Object.fromEntries(
      organization.map(({ effect, action }, i) => [`p${i}`, policy(effect, action)]),
    );
    iam.setServiceControlPolicies([{ name: 'root', policies }]);
  }
  return actions.map((action) => iam.explain(ana, action, jobs.arn).decision);
}

const runs = { numRuns: 60 };
const may = (decision: string) => decision === 'allowed';

test('one more Deny allows nothing that was not allowed', () => {
  fc.assert(
    fc.property(statements, statements, pattern, (own, group, action) => {
      const before = verdicts({ own, group });
      const after = verdicts({ own: [...own, { effect: 'Deny', action }], group });
      after.forEach((decision, i) => expect(may(decision) && !may(before[i]!)).toBe(false));
    }),
    runs,
  );
});

test('one more Allow denies nothing that was allowed', () => {
  fc.assert(
    fc.property(statements, statements, pattern, (own, group, action) => {
      const before = verdicts({ own, group });
      const after = verdicts({ own: [...own, { effect: 'Allow', action }], group });
      before.forEach((decision, i) => expect(may(decision) && !may(after[i]!)).toBe(false));
    }),
    runs,
  );
});

test('a boundary and an organization only take away', () => {
  fc.assert(
    fc.property(statements, fc.array(statement, { minLength: 1, maxLength: 3 }), (own, more) => {
      const before = verdicts({ own, group: [] });
      for (const after of [
        verdicts({ own, group: [], boundary: more }),
        verdicts({ own, group: [], organization: more }),
      ])
        after.forEach((decision, i) => expect(may(decision) && !may(before[i]!)).toBe(false));
    }),
    runs,
  );
});

test('the order of policies, and whether they are the user’s or its group’s, changes nothing', () => {
  fc.assert(
    fc.property(statements, statements, (own, group) => {
      const expected = verdicts({ own, group });
      expect(verdicts({ own: group, group: own })).toEqual(expected);
      expect(verdicts({ own: [...own].reverse(), group: [...group].reverse() })).toEqual(expected);
    }),
    runs,
  );
});
