import { check, Cloud, table } from 'desired-capacity';
import { addGuard } from './guard.ts';

// Four methods, guarded in four ways. Anna's token is 'anna-7'.
const cloud = new Cloud();
const api = cloud.apigateway.build('shop', {});
const authorizerId = addGuard(cloud, api, (token) => token === 'anna-7');
const mock = '{}';
const custom = { authorizationType: 'CUSTOM', authorizerId };
api.route('GET /open', { mock });
api.route('GET /keyed', { mock, apiKeyRequired: true });
api.route('GET /signed', { mock, authorizationType: 'AWS_IAM' });
api.route('GET /token', { mock, ...custom });
api.deploy();

const ways = {
  'with nothing': {},
  'with a token': { headers: { Authorization: 'anna-7' } },
  'with a wrong token': { headers: { Authorization: 'eve-1' } },
  signed: { signedBy: 'arn:aws:iam::123456789012:user/anna' },
  'signed in another account': {
    signedBy: 'arn:aws:iam::999999999999:user/eve',
  },
};
// #region each request at each method, the table and the checks
const rows = [];
for (const [request, options] of Object.entries(ways)) {
  const ask = async (path: string) =>
    (await api.request({ path, ...options })).status;
  rows.push({
    request,
    '/open': await ask('/open'),
    '/keyed': await ask('/keyed'),
    '/signed': await ask('/signed'),
    '/token': await ask('/token'),
  });
}

table('Five requests at four methods', rows);
const [nothing, token, wrong, signed, foreign] = rows;
check(
  'a method without authorization takes everybody',
  rows.every((row) => row['/open'] === 200),
);
check(
  'a missing token is 401, a token that the function denies 403',
  nothing!['/token'] === 401 &&
    wrong!['/token'] === 403 &&
    token!['/token'] === 200,
);
check(
  'IAM asks for a signature, of somebody who may',
  nothing!['/signed'] === 403 &&
    signed!['/signed'] === 200 &&
    foreign!['/signed'] === 403,
);
check(
  'a signature is no token and no key',
  signed!['/token'] === 401 && signed!['/keyed'] === 403,
);
// #endregion
