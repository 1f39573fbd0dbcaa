import { check, Cloud, table } from 'desired-capacity';
import { policy } from './policy.ts';

const { iam } = new Cloud({ iam: true });
const { user } = iam.createUser({ userName: 'ana' });

/** Whether a condition on the tag `team` holds: a request has it, has another, or has none. */
function holds(operator: string, value: string, team?: string): string {
  const condition = { [operator]: { 'aws:RequestTag/team': value } };
  const policyDocument = policy('Allow', 'ec2:RunInstances', condition);
  iam.putUserPolicy({ userName: 'ana', policyName: 'p', policyDocument });
  const context: Record<string, string> = {};
  if (team !== undefined) context['aws:RequestTag/team'] = team;
  const { decision } = iam.explain(user, 'ec2:RunInstances', '*', context);
  return decision === 'allowed' ? 'holds' : '–';
}

// #region six operators, a table and the checks
const operators = [
  ['StringEquals', 'red'],
  ['StringLike', 'r*'],
  ['StringNotEquals', 'red'],
  ['StringEqualsIfExists', 'red'],
  ['StringNotEqualsIfExists', 'red'],
  ['Null', 'true'],
] as const;
const rows = operators.map(([operator, value]) => ({
  operator: `${operator} ${value}`,
  'team=red': holds(operator, value, 'red'),
  'team=blue': holds(operator, value, 'blue'),
  'no such tag': holds(operator, value),
}));
table('Which conditions hold', rows);
const none = Object.fromEntries(rows.map((row) => [row.operator.split(' ')[0]!, row['no such tag']])); // prettier-ignore
check('a key that is not there equals nothing', none.StringEquals === '–' && none.StringLike === '–'); // prettier-ignore
check('and so it differs from everything', none.StringNotEquals === 'holds');
check('IfExists passes over a key that is not there', none.StringEqualsIfExists === 'holds'); // prettier-ignore
check('Null asks for just that', none.Null === 'holds' && rows.at(-1)!['team=red'] === '–'); // prettier-ignore
// #endregion
