import { check, Cloud, openPage, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER, preflight, sendData, site } from './parts.ts'; // prettier-ignore

/** The page submits its form, with CORS as far as it is set up. */
async function submit(setUp: string, options: boolean, header: boolean) {
  const cloud = new Cloud();
  mail(cloud);
  const reminders = machine(cloud);
  apiFunction(cloud, header ? { 'Access-Control-Allow-Origin': '*' } : {});
  const api = cloud.apigateway.build('petcuddleotron', {
    'POST /petcuddleotron': { lambda: 'api_lambda' },
    ...(options && { 'OPTIONS /petcuddleotron': preflight }),
  });
  // The page comes from S3 and asks API Gateway: another origin.
  const page = openPage(cloud, site(cloud));
  const form = { waitSeconds: '5', message: 'Hug me', email: OWNER };
  const shown = await cloud.process(() => sendData(page, `${api.url}/petcuddleotron`, form)); // prettier-ignore
  await cloud.run(30);
  const last = page.exchanges.at(-1)!;
  const { executions } = cloud.sfn.listExecutions({ stateMachineArn: reminders.arn }); // prettier-ignore
  return {
    'set up': setUp,
    'last request': `${last.method} ${last.status}`,
    'page shows': shown.error ? 'error' : 'submitted',
    reminders: executions.length,
    why: last.blocked ?? 'allowed',
  };
}
const rows = [
  await submit('nothing', false, false),
  await submit('OPTIONS', true, false),
  await submit('OPTIONS and header', true, true),
];
// #region the table and the checks
table(
  'A form of another origin',
  rows.map(({ why: _, ...row }) => row),
);
for (const { 'set up': setUp, why } of rows) console.log(`${setUp}: ${why}`);
check('without OPTIONS the request is never sent', rows[0]!['page shows'] === 'error' && rows[0]!.reminders === 0); // prettier-ignore
check('without the header of the function the work is done, and the page shows an error', rows[1]!['page shows'] === 'error' && rows[1]!.reminders === 1); // prettier-ignore
check('with both, the page may call and read', rows[2]!['page shows'] === 'submitted' && rows[2]!.reminders === 1); // prettier-ignore
// #endregion
