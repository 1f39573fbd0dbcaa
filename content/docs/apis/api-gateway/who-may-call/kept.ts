import { check, Cloud, minutes, table } from 'desired-capacity';
import { addGuard } from './guard.ts';

const ttl: number = 300; // knob seconds that an answer is kept: 0..600 step 60

// Anna may do everything. The function allows what is asked for just now.
const cloud = new Cloud();
const api = cloud.apigateway.build('shop', {});
let asked = 0;
const authorizerId = addGuard(
  cloud,
  api,
  () => {
    asked += 1;
    return true;
  },
  (methodArn) => methodArn,
  ttl,
);
// #region two methods with that authorizer, and Anna who asks
const guarded = { authorizationType: 'CUSTOM', authorizerId };
api.route('GET /cats', { mock: '{}', ...guarded });
api.route('POST /cats', { mock: '{}', ...guarded });
api.deploy();

const rows: { at: string; request: string; status: number; asked: number }[] =
  [];
const ask = async (method: string) => {
  const before = asked;
  const at = `${Math.round(cloud.now)} s`;
  const headers = { Authorization: 'anna-7' };
  const { status } = await api.request({ path: '/cats', method, headers });
  rows.push({
    at,
    request: `${method} /cats`,
    status,
    asked: asked - before,
  });
};
// #endregion
await ask('GET');
await ask('GET');
await ask('POST');
await cloud.run(minutes(6));
await ask('POST');
await ask('GET');

// #region the table and the checks
table(
  'Anna, twice the other way round',
  rows.map(({ asked: times, ...row }) => ({
    ...row,
    'function asked': times,
  })),
);
const statuses = rows.map(({ status }) => status).join(' ');
check(
  'a policy that is kept and names one method refuses the other',
  ttl === 0 || ttl > 300 || statuses === '200 200 403 200 403',
);
check(
  'without keeping, the function is asked each time',
  ttl > 0 || (asked === 5 && statuses === '200 200 200 200 200'),
);
// #endregion
