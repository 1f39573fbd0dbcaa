import { check, Cloud, table } from 'desired-capacity';

const edited = 6; // knob price in the edit: 6..9

// The price changes in the API, but when does a client see it?
const cloud = new Cloud();
const api = cloud.apigateway.build('shop', {
  'GET /price': { mock: '{"price": 5}' },
});
// #region ask for the price, edit it, note what each stage says
const ask = async (stage = 'prod') =>
  (await api.request({ path: '/price', stage })).text();
const edit = (price: number) =>
  cloud.apigateway.updateIntegrationResponse({
    restApiId: api.id,
    resourceId: api.resourceId('/price'),
    httpMethod: 'GET',
    statusCode: '200',
    patchOperations: [
      {
        op: 'replace',
        path: '/responseTemplates/application~1json',
        value: `{"price": ${price}}`,
      },
    ],
  });

const steps: { step: string; test: string; prod: string }[] = [];
const note = async (step: string) =>
  steps.push({ step, test: await ask('test'), prod: await ask('prod') });
// #endregion
const first = api.deploy('test');
await note('both stages deployed');
edit(edited);
await note('edited');
api.deploy('test');
await note('deployed to test');
api.deploy('prod');
await note('deployed to prod');
api.set({ '/deploymentId': first }, 'prod');
await note('prod set back');

// #region the table and the checks
table('Five steps', steps);
check('an edit reaches nobody', steps[1]!.test.includes('5'));
check(
  'a deployment reaches its stage, and no other',
  steps[2]!.test.includes('6') && steps[2]!.prod.includes('5'),
);
check(
  'a stage can be set back to an earlier deployment',
  steps[3]!.prod.includes('6') && steps[4]!.prod.includes('5'),
);
// #endregion
