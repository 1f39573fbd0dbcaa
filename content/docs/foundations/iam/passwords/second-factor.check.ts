import { check, Cloud } from 'desired-capacity';
import { statement } from './second-factor.starter.ts';

const { iam } = new Cloud({ iam: true });
const { user } = iam.createUser({ userName: 'ana' });
const Statement = [
  { Effect: 'Allow', Action: '*', Resource: '*' },
  statement,
];
iam.putUserPolicy({
  userName: 'ana',
  policyName: 'all',
  policyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
});

/** Whether Ana may: after a sign-in with or without a code, or with her key, which says nothing of one. */
function may(action: string, code?: boolean): boolean {
  const key = 'aws:MultiFactorAuthPresent';
  const context: Record<string, string> =
    code === undefined ? {} : { [key]: String(code) };
  const { decision } = iam.explain(user, action, '*', context);
  return decision === 'allowed';
}

check('with password and code Ana works', may('sqs:SendMessage', true));
check('with the password alone she does not', !may('sqs:SendMessage', false)); // prettier-ignore
check('a stolen key does nothing', !may('sqs:SendMessage'));
check('it makes no other key either', !may('iam:CreateAccessKey'));
check('who has no device yet can set one up', may('iam:CreateVirtualMFADevice', false) && may('iam:EnableMFADevice', false)); // prettier-ignore
