import { check, Cloud, openPage, table, timeline } from 'desired-capacity';
import { finalMachine } from './final.ts';
import { apiFunction, mail, OWNER, PHONE, preflight, sendData, site, text, verifyPhone } from './parts.ts'; // prettier-ignore

const waitSeconds = '120'; // knob '5' | '120' | '86400'

const cloud = new Cloud();
mail(cloud); // Stages 1 and 2
text(cloud);
verifyPhone(cloud); // Stage 7
const reminders = finalMachine(cloud); // Stages 3 and 7
// #region stages 4 and 5: the API, its function, and the page in S3
apiFunction(
  cloud,
  { 'Access-Control-Allow-Origin': '*' },
  ({ waitSeconds, message, email, phone }) => [
    Number(waitSeconds) > 0,
    Boolean(message),
    !(email === 'NO_EMAIL' && phone === 'NO_PHONE'),
  ],
);
const api = cloud.apigateway.build('petcuddleotron', {
  'POST /petcuddleotron': { lambda: 'api_lambda' },
  'OPTIONS /petcuddleotron': preflight,
});
const endpoint = `${api.url}/petcuddleotron`;
// #endregion
const page = openPage(cloud, site(cloud));

// Four people fill in the form.
const people = {
  Ada: { email: OWNER, phone: 'NO_PHONE' },
  Ben: { email: 'NO_EMAIL', phone: PHONE },
  Eve: { email: OWNER, phone: PHONE },
  Tom: { email: 'NO_EMAIL', phone: 'NO_PHONE' },
};
for (const [who, to] of Object.entries(people)) {
  const form = { waitSeconds, message: `Cuddle ${who}’s cat`, ...to };
  await cloud.process(() => sendData(page, endpoint, form, true));
}
const answered = cloud.now;
await cloud.run(Number(waitSeconds) + 60);
// #region the picture, the table and the checks
const runs = [...reminders.executions.values()];
const wayOf = (who: string) => runs.find(({ input }) => JSON.stringify(input).includes(`Cuddle ${who}’s`)); // prettier-ignore
const mails = cloud.ses.outside.received(OWNER);
const texts = cloud.sns.outside.received(PHONE);
const rows = Object.keys(people).map((who) => {
  const run = wayOf(who);
  const has = (text: string | undefined) => text?.includes(`Cuddle ${who}’s`);
  return {
    who,
    way: run?.lanes.find(({ name }) => /Only|And/.test(name))?.name ?? 'none',
    mails: mails.filter((mail) => has(mail.text)).length,
    texts: texts.filter((message) => has(message.body)).length,
    status: run?.status.toLowerCase() ?? 'refused at the door',
  };
});
timeline({
  title: 'Eve’s reminder, state by state',
  description:
    'The timer takes nearly all of the time. Then the two branches, mail and text message, begin at the same instant. The mail fails once, for another one went out in the same second, and is tried again.',
  lanes: wayOf('Eve')!.lanes,
});
table('Four forms', rows);
const got = rows.map(({ way, mails, texts }) => `${way} ${mails} ${texts}`);
check('a mail, a text message, or both, as the form says', got.slice(0, 3).join() === 'EmailOnly 1 0,SMSOnly 0 1,EmailAndSms 1 1'); // prettier-ignore
check('a form with neither is refused at the door', got[3] === 'none 0 0' && page.exchanges.at(-1)!.status === 400); // prettier-ignore
check('the page has its answers at once', answered < 10);
check('each reminder waits as long as its form says', runs.every(({ duration, status }) => status === 'SUCCEEDED' && duration >= Number(waitSeconds) && duration < Number(waitSeconds) + 5)); // prettier-ignore
check('all went by API Gateway: a question first, then the form', page.exchanges.map(({ method }) => method).join() === Array(4).fill('OPTIONS,POST').join()); // prettier-ignore
// #endregion
