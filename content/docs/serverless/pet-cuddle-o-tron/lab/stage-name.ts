import { check, Cloud, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER } from './parts.ts';

const stage = 'Prod'; // knob 'Prod' | 'prod'

const cloud = new Cloud();
mail(cloud);
machine(cloud);
apiFunction(cloud, {});
const api = cloud.apigateway.build(
  'petcuddleotron',
  { 'POST /petcuddleotron': { lambda: 'api_lambda' } },
  { stage },
);
const rows: { asked: string; status: number }[] = [];
const body = { waitSeconds: '5', message: 'Hug me', email: OWNER };
for (const asked of ['prod', 'Prod']) {
  const url = `${api.urlOf(asked)}/petcuddleotron`;
  const { status } = await cloud.fetch(url, { method: 'POST', body });
  rows.push({ asked: `/${asked}/petcuddleotron`, status });
}
table('The same stage, by two names', rows);
check('a stage has one name, capitals and all', rows[0]!.status === 403 && rows[1]!.status === 200); // prettier-ignore
