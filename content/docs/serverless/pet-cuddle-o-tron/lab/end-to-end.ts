import { check, Cloud, openPage, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER, preflight, sendData, site } from './parts.ts'; // prettier-ignore

const waitSeconds = '120'; // knob '120' | '5' | '86400'

// All that was built in stages 1 to 5.
const cloud = new Cloud();
mail(cloud);
const reminders = machine(cloud);
apiFunction(cloud, { 'Access-Control-Allow-Origin': '*' });
const api = cloud.apigateway.build('petcuddleotron', {
  'POST /petcuddleotron': { lambda: 'api_lambda' },
  'OPTIONS /petcuddleotron': preflight,
});
const home = site(cloud);

// The test of the notes: open the page, fill in the form, submit.
const opened = await cloud.fetch(`${home}/`);
const page = openPage(cloud, home);
const form = { waitSeconds, message: 'Hug me', email: OWNER };
const shown = await cloud.process(() => sendData(page, `${api.url}/petcuddleotron`, form)); // prettier-ignore
const submitted = cloud.now;
await cloud.run(Number(waitSeconds) + 60);
// #region the steps, the table and the checks
const { executions } = cloud.sfn.listExecutions({ stateMachineArn: reminders.arn }); // prettier-ignore
const events = executions.flatMap(({ executionArn }) => cloud.sfn.getExecutionHistory({ executionArn }).events); // prettier-ignore
const start = new Date('2026-01-01T00:00:00Z').valueOf() / 1000;
const steps = events.filter(({ type }) => /StateEntered|ExecutionSucceeded/.test(type)); // prettier-ignore
const got = cloud.ses.outside.received(OWNER).at(-1);
const after = (time?: Date) => (time?.valueOf() ?? 0) / 1000 - start - submitted; // prettier-ignore
table(
  'One reminder, step by step',
  steps.map(({ type, stateEnteredEventDetails: state, timestamp }) => ({
    step: state?.name ?? type,
    'seconds after the click': Math.round(after(timestamp)),
  })),
);
const steps200 = page.exchanges.map(({ method, status }) => `${method} ${status}`); // prettier-ignore
console.log(`${steps200.join(', ')}; the mail: “${got?.text}”`);
check('the website shows the form', opened.status === 200);
check('the page has its answer at once', shown.success !== '' && submitted < 5); // prettier-ignore
check('API Gateway receives the request first', steps200.join() === 'OPTIONS 200,POST 200'); // prettier-ignore
check('the history of the execution tells each step', steps.map(({ stateEnteredEventDetails: state }) => state?.name).join() === 'Timer,Email,NextState,'); // prettier-ignore
check('the mail comes when the time is over', got?.text === 'Hug me' && Math.abs(after(got.sent) - Number(waitSeconds)) < 2); // prettier-ignore
// #endregion
