import { check, Cloud, table } from 'desired-capacity';
import {
  verifyToken,
  type KeySet,
} from 'desired-capacity/cognitoidentityprovider';

const cloud = new Cloud({ iam: true });
const pool = cloud.cognitoidentityprovider.build('shop');
await pool.addUser('ana', 'Passw0rd!');
const { idToken } = await pool.signIn('ana', 'Passw0rd!');

// #region two APIs that let the pool's users in, and a server of our own
const rest = cloud.apigateway.build('rest', {});
const { id } = cloud.apigateway.createAuthorizer({
  restApiId: rest.id,
  name: 'users',
  type: 'COGNITO_USER_POOLS',
  providerARNs: [pool.arn],
  identitySource: 'method.request.header.Authorization',
});
const users = { authorizationType: 'COGNITO_USER_POOLS', authorizerId: id! };
rest.route('GET /', { mock: '{}', ...users });
rest.deploy();

const answer = () => ({ statusCode: 200 });
cloud.lambda.createFunction({ functionName: 'orders', code: () => answer });
const http = cloud.apigatewayv2.build('http', {});
const { authorizerId } = cloud.apigatewayv2.createAuthorizer({
  apiId: http.id,
  name: 'users',
  authorizerType: 'JWT',
  identitySource: ['$request.header.Authorization'],
  jwtConfiguration: { issuer: pool.issuer, audience: [pool.clientId] },
});
http.route('GET /', {
  lambda: 'orders',
  authorizationType: 'JWT',
  authorizerId: authorizerId!,
});

// It fetches the public keys once, and asks nobody else.
const keys = (await cloud.fetch(pool.keysUrl)).json<KeySet>();
const server = (token: string) => {
  const claims = verifyToken(token, keys);
  const mine = claims?.iss === pool.issuer && claims.aud === pool.clientId;
  return mine ? 200 : 401;
};
// #endregion
const headers = { Authorization: idToken };
const s3 = cloud.as({
  accessKeyId: idToken,
  secretAccessKey: '',
  sessionToken: idToken,
});
const doors = {
  'REST API, Cognito authorizer': (await rest.request({ headers })).status,
  'HTTP API, JWT authorizer': (await http.request({ headers })).status,
  'a server of our own': server(idToken),
  'the same server, a changed token': server(idToken.replace('.', '.e')),
  'Amazon S3': await s3.send('s3', 'ListBuckets', {}).then(
    () => '200',
    (error) => (error as Error).name,
  ),
};

// #region the table and the checks
const rows = Object.entries(doors);
table(
  'One ID token at five doors',
  rows.map(([door, answer]) => ({ door, answer: String(answer) })),
);
const [byRest, byHttp, own, forged, bucket] = Object.values(doors);
check('API Gateway lets the token in', byRest === 200 && byHttp === 200);
check('a server of our own can check the token by itself', own === 200);
check('a token that the pool has not signed proves nothing', forged === 401);
check(
  'AWS itself takes no token for a key',
  bucket === 'InvalidClientTokenId',
);
// #endregion
