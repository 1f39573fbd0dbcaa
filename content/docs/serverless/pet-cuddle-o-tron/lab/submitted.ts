import { check, Cloud, openPage, table } from 'desired-capacity';
import { apiFunction, machine, mail, OWNER, preflight, sendData, site } from './parts.ts'; // prettier-ignore

const cloud = new Cloud();
mail(cloud);
machine(cloud);
apiFunction(cloud, { 'Access-Control-Allow-Origin': '*' });
const api = cloud.apigateway.build('petcuddleotron', {
  'POST /petcuddleotron': { lambda: 'api_lambda' },
  'OPTIONS /petcuddleotron': preflight,
});
const page = openPage(cloud, site(cloud));
const endpoint = `${api.url}/petcuddleotron`;

// The message is missing: the function answers 400.
const form = { waitSeconds: '5', message: '', email: OWNER };
const asInTheNotes = await cloud.process(() =>
  sendData(page, endpoint, form),
);
const mended = await cloud.process(() =>
  sendData(page, endpoint, form, true),
);
const nobody = await cloud.process(() => sendData(page, 'https://gone.example', form)); // prettier-ignore
// #region the table and the checks
const first = (text: string) => text.split('\n')[0]!;
table('What the page shows', [
  { script: 'of the notes, 400', success: first(asInTheNotes.success), error: first(asInTheNotes.error) }, // prettier-ignore
  { script: 'that looks at ok, 400', success: first(mended.success), error: first(mended.error) }, // prettier-ignore
  { script: 'of the notes, no answer', success: first(nobody.success), error: first(nobody.error) }, // prettier-ignore
]);
const posts = page.exchanges.filter(({ method }) => method === 'POST');
check('the function has answered 400', posts[0]!.status === 400);
check('the script of the notes shows it as submitted', asInTheNotes.success.startsWith('Submitted')); // prettier-ignore
check('it prints the reply beside', asInTheNotes.results.includes('Input failed validation')); // prettier-ignore
check('with a look at ok it is an error', mended.success === '' && mended.error !== ''); // prettier-ignore
check('where the request itself fails, the script shows an error', nobody.error !== ''); // prettier-ignore
check('before the request of JSON the browser asks by OPTIONS', page.exchanges[0]!.method === 'OPTIONS'); // prettier-ignore
// #endregion
