import { Cloud } from '../../src/sim/index.ts';

/** Requests a second of processor time, by what stands behind the API. */
export type FrontDoorFigures = Record<string, number>;

const REQUESTS = 5000;

/** What a request costs on its way through a REST API, an HTTP API, and an authorizer that checks a user pool's token. */
export async function frontDoor(): Promise<FrontDoorFigures> {
  const figures: FrontDoorFigures = {};
  const cloud = new Cloud();
  const pool = cloud.cognitoidentityprovider.build('shop');
  await pool.addUser('ana', 'Passw0rd!');
  const { idToken } = await pool.signIn('ana', 'Passw0rd!');
  cloud.lambda.createFunction({ functionName: 'hello', code: () => () => ({ statusCode: 200, body: '{}' }) });
  const rest = cloud.apigateway.build('rest', {});
  const { id } = cloud.apigateway.createAuthorizer({
    restApiId: rest.id,
    name: 'users',
    type: 'COGNITO_USER_POOLS',
    providerARNs: [pool.arn],
    identitySource: 'method.request.header.Authorization',
  });
  rest.route('GET /mock', { mock: '{"id": "$context.requestId"}' });
  rest.route('GET /function', { lambda: 'hello' });
  rest.route('GET /token', { mock: '{}', authorizationType: 'COGNITO_USER_POOLS', authorizerId: id! });
  rest.deploy();
  const http = cloud.apigatewayv2.build('http', { 'GET /function': { lambda: 'hello' } });
  const headers = { Authorization: idToken };
  const ways = {
    'REST, a mock with a template': () => rest.request({ path: '/mock' }),
    'REST, a function': () => rest.request({ path: '/function' }),
    'REST, a mock behind a user pool': () => rest.request({ path: '/token', headers }),
    'HTTP API, a function': () => http.request({ path: '/function' }),
  };
  for (const [way, ask] of Object.entries(ways)) {
    const start = process.cpuUsage();
    for (let i = 0; i < REQUESTS; i++) {
      const { status } = await ask();
      if (status !== 200) throw new Error(`${way} answers ${status}`);
      // Far below every limit.
      if (i % 100 === 99) await cloud.run(1);
    }
    const { user, system } = process.cpuUsage(start);
    figures[way] = REQUESTS / ((user + system) / 1e6);
  }
  return figures;
}
