import { check, Cloud, minutes, table } from 'desired-capacity';

const validity: number = 60; // knob minutes that tokens last: 5..120 step 5
const signsOut = 10; // Ana signs out everywhere, minutes after signing in

// #region a user pool, an API that lets its users in, and Ana
const cloud = new Cloud();
const idp = cloud.cognitoidentityprovider;
const pool = idp.build('shop', {
  client: {
    idTokenValidity: validity,
    accessTokenValidity: validity,
    tokenValidityUnits: { idToken: 'minutes', accessToken: 'minutes' },
  },
});
await pool.addUser('ana', 'Passw0rd!');
const api = cloud.apigateway.build('orders', {});
const { id } = cloud.apigateway.createAuthorizer({
  restApiId: api.id,
  name: 'users',
  type: 'COGNITO_USER_POOLS',
  providerARNs: [pool.arn],
  identitySource: 'method.request.header.Authorization',
});
const users = { authorizationType: 'COGNITO_USER_POOLS', authorizerId: id! };
api.route('GET /', { mock: '{}', ...users });
api.deploy();
const worked = [() => true, () => false] as const;
// #endregion
const tokens = await pool.signIn('ana', 'Passw0rd!');
const { idToken, accessToken, refreshToken } = tokens;
const headers = { Authorization: idToken };
const doors: Record<string, () => PromiseLike<boolean>> = {
  'GetUser of the user pool': () =>
    cloud
      .send('cognitoidentityprovider', 'GetUser', {
        AccessToken: accessToken,
      })
      .then(...worked),
  'new tokens for the refresh token': () =>
    pool.refresh(refreshToken).then(...worked),
  'the API': () =>
    api.request({ headers }).then(({ status }) => status === 200),
};

// #region every minute each door is tried; the table and the checks
const until = new Map<string, number>();
for (let minute = 0; minute <= 125; minute++) {
  if (minute === signsOut) idp.globalSignOut({ accessToken });
  for (const [door, enters] of Object.entries(doors))
    if (await enters()) until.set(door, minute);
  await cloud.run(minutes(minute + 1) - cloud.now);
}
const last = (door: string) => (until.get(door) ?? -1) + 1;
table(
  `Ana signs out everywhere after ${signsOut} minutes`,
  Object.keys(doors).map((door) => ({
    door,
    'opens for so many minutes': last(door),
  })),
);
const [atPool, refreshing, atApi] = Object.keys(doors).map(last);
check(
  'the user pool takes neither token any more',
  atPool === Math.min(signsOut, validity) && refreshing === signsOut,
);
check(
  'the API takes the token until it expires',
  atApi! >= validity - 1 && atApi! <= validity,
);
// #endregion
