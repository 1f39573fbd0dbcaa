import { check, Cloud, table } from 'desired-capacity';

// Templates look like a language of their own: Apache Velocity, by Java.
const cloud = new Cloud();
const templates = {
  'whole numbers': '#set($x = 5 / 2)$x',
  'an object as text': '#set($o = $util.parseJson(\'{"a": [1]}\'))$o',
  'an object as JSON': `$input.json('$')`,
  'a name that is not there': '[$nobody]',
  'a path that leads nowhere': `[$input.path('$.nobody')]`,
};
const rows = [];
for (const [what, mock] of Object.entries(templates)) {
  const api = cloud.apigateway.build(what, { 'GET /': { mock } });
  rows.push({ what, template: mock, gives: (await api.request()).text() });
}

// #region the table and the checks
table('What comes out', rows);
const gives = rows.map((row) => row.gives);
check('5 / 2 is 2: the numbers are whole', gives[0] === '2');
check('an object prints as Java prints it', gives[1]!.startsWith('{a='));
check(
  'what is not there prints as nothing, without an error',
  gives[3] === '[]' && gives[4] === '[]',
);
// #endregion
