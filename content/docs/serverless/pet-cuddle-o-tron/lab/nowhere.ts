import { check, Cloud, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER, PHONE, type Request } from './parts.ts'; // prettier-ignore

// The updated script: an empty field becomes a marker.
const emailValue = (field: string) => field || 'NO_EMAIL';
const phoneValue = (field: string) => field || 'NO_PHONE';

const cloud = new Cloud();
mail(cloud);
machine(cloud);
apiFunction(cloud, {}, ({ waitSeconds, message, email, phone }: Request) => [
  Number(waitSeconds) > 0,
  Boolean(message),
  // The added check.
  !(email === 'NO_EMAIL' && phone === 'NO_PHONE'),
]);
const api = cloud.apigateway.build('petcuddleotron', {
  'POST /petcuddleotron': { lambda: 'api_lambda' },
});
const rows: { form: string; email: string; phone: string; status: number }[] = []; // prettier-ignore
for (const [form, mailbox, number] of [
  ['a mailbox', OWNER, ''],
  ['a phone', '', PHONE],
  ['neither', '', ''],
] as const) {
  const body = { waitSeconds: '5', message: 'Hug me', email: emailValue(mailbox), phone: phoneValue(number) }; // prettier-ignore
  const answer = await api.request({ path: '/petcuddleotron', method: 'POST', body }); // prettier-ignore
  rows.push({ form, email: body.email, phone: body.phone, status: answer.status }); // prettier-ignore
}
// #region the table and the checks
table('Three forms', rows);
const inputs = [...cloud.sfn.machine('PetCuddleOTron').executions.values()].map(({ input }) => input as Request); // prettier-ignore
const came = (key: 'email' | 'phone') => inputs.map((input) => input[key]);
check('an empty field is a marker', came('email').join() === `${OWNER},NO_EMAIL` && came('phone').join() === `NO_PHONE,${PHONE}`); // prettier-ignore
check('one address is enough', rows[0]!.status === 200 && rows[1]!.status === 200); // prettier-ignore
check('with neither, the request is refused', rows[2]!.status === 400);
// #endregion
