import { check, Cloud, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER, preflight } from './parts.ts';

// #region what stages 1 to 3 have made
const cloud = new Cloud();
mail(cloud);
const reminders = machine(cloud);
// #endregion
apiFunction(cloud, { 'Access-Control-Allow-Origin': '*' });
const api = cloud.apigateway.build(
  'petcuddleotron',
  {
    'POST /petcuddleotron': { lambda: 'api_lambda' },
    'OPTIONS /petcuddleotron': preflight,
  },
  { stage: 'prod', endpoint: 'REGIONAL' },
);

const rows: { body: string; status: number; answer: string; started: number }[] = []; // prettier-ignore
const good = { waitSeconds: '120', message: 'Hug me', email: OWNER };
const executions = () => cloud.sfn.listExecutions({ stateMachineArn: reminders.arn }).executions; // prettier-ignore
for (const [body, data] of Object.entries({
  'all three': good,
  'no message': { waitSeconds: '120', email: OWNER },
  'a time that is none': { ...good, waitSeconds: 'soon' },
})) {
  const before = executions().length;
  const answer = await api.request({ path: '/petcuddleotron', method: 'POST', body: data }); // prettier-ignore
  rows.push({ body, status: answer.status, answer: /Success|Error/.exec(answer.text())?.[0] ?? '', started: executions().length - before }); // prettier-ignore
}
await cloud.run(300);
// #region the table and the checks
table('Three requests', rows);
console.log(api.url.replace(api.id, '<id>'));
const made = cloud.apigateway.getRestApi({ restApiId: api.id });
const methods = cloud.apigateway.getResources({ restApiId: api.id }).items!.map(({ path }) => path); // prettier-ignore
const { type } = cloud.apigateway.getIntegration({ restApiId: api.id, resourceId: api.resourceId('/petcuddleotron'), httpMethod: 'POST' }); // prettier-ignore
check('a good request starts an execution', rows[0]!.status === 200 && rows[0]!.started === 1); // prettier-ignore
check('a bad one gets 400, and starts none', rows.slice(1).every(({ status, started }) => status === 400 && started === 0)); // prettier-ignore
check('the text 120 was made a number: the mail has come', cloud.ses.outside.received(OWNER).at(-1)?.text === 'Hug me'); // prettier-ignore
check('it is a Regional REST API', made.endpointConfiguration!.types!.join() === 'REGIONAL'); // prettier-ignore
check('with one resource', methods.includes('/petcuddleotron'));
check(
  'that hands the whole request to the function',
  type === 'AWS_PROXY' && rows[0]!.answer === 'Success',
);
// #endregion
