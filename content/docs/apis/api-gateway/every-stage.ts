import { check, Cloud, table } from 'desired-capacity';

// A method with everything: a key, a limit, parameters that are required.
const cloud = new Cloud();
let asked = 0;
cloud.serve('prices.example', () => {
  asked += 1;
  return { status: 200, body: '{"price": 5}' };
});
const api = cloud.apigateway.build('shop', {});
// #region a validator
const gateway = cloud.apigateway;
const restApiId = api.id;
const { id: requestValidatorId } = gateway.createRequestValidator({
  restApiId,
  validateRequestParameters: true,
});
// #endregion
api.route('GET /price', {
  http: 'https://prices.example/',
  apiKeyRequired: true,
  requestValidatorId: requestValidatorId!,
  requestParameters: { 'method.request.querystring.product': true },
});
// #region a plan of one request a second, and a key
api.deploy();
const { id: usagePlanId } = gateway.createUsagePlan({
  name: 'basic',
  apiStages: [{ apiId: api.id, stage: 'prod' }],
  throttle: { rateLimit: 1, burstLimit: 2 },
});
const key = gateway.createApiKey({ name: 'anna', enabled: true });
gateway.createUsagePlanKey({
  usagePlanId: usagePlanId!,
  keyId: key.id!,
  keyType: 'API_KEY',
});
const withKey = { 'x-api-key': key.value! };
// #endregion

const tries = [
  { what: 'no such path', path: '/prices', headers: withKey },
  { what: 'no key', path: '/price?product=7', headers: {} },
  { what: 'no product', path: '/price', headers: withKey },
  { what: 'all is well', path: '/price?product=7', headers: withKey },
  { what: 'the third within a second', path: '/price?product=7', headers: withKey }, // prettier-ignore
];
// #region the requests one by one, the table and the checks
const rows = [];
for (const { what, path, headers } of tries) {
  const before = asked;
  const response = await api.request({ path, headers });
  const { message } = response.json<{ message?: string }>();
  rows.push({
    request: what,
    status: response.status,
    message: message ?? '',
    'back end asked': asked - before,
  });
}

table('Five requests', rows);
const statuses = rows.map(({ status }) => status);
check(
  'each part of the way refuses with an answer of its own',
  JSON.stringify(statuses) === '[403,403,400,200,429]',
);
check('of five requests, one reaches the back end', asked === 1);
check(
  'a request that was refused later on has used up a token',
  statuses[4] === 429,
);
// #endregion
