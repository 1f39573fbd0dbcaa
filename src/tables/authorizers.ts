import { Cloud, type Fetched, type FetchOptions, type Limit, type Reply } from '../sim/index.ts';
import { apiGatewayLimits, type RestApiHandle } from '../sim/services/apigateway/index.ts';
import type { Comparison } from './comparison.ts';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/';
const HEADER = 'Authorization';

/** A method that is guarded, and what a client may bring. */
interface Guarded {
  ask(options: FetchOptions): Reply<Fetched>;
  right: FetchOptions;
  wrong: FetchOptions;
  /** How often code of the owner's has been asked. */
  asked(): number;
}

/** A kind of guard. */
interface Guard {
  build(): Guarded | Promise<Guarded>;
  kept: Limit | undefined;
}

const withHeader = (value: string): FetchOptions => ({ headers: { [HEADER]: value } });

/** A Lambda authorizer that lets in who says `right`. */
function byFunction(type: 'TOKEN' | 'REQUEST'): Guarded {
  const cloud = new Cloud();
  let asked = 0;
  const code = () => (event: { methodArn: string; authorizationToken?: string; headers?: Record<string, string> }) => {
    asked++;
    const token = event.authorizationToken ?? event.headers?.[HEADER];
    const Statement = [{ Effect: token === 'right' ? 'Allow' : 'Deny', Action: 'execute-api:Invoke', Resource: event.methodArn }];
    return { principalId: 'somebody', policyDocument: { Version: '2012-10-17', Statement } };
  }; // prettier-ignore
  cloud.lambda.createFunction({ functionName: 'guard', code });
  const arn = `arn:aws:lambda:us-east-1:${cloud.account}:function:guard`;
  const authorizerUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
  const authorizerCredentials = `arn:aws:iam::${cloud.account}:role/api`;
  const own = { type, authorizerUri, authorizerCredentials, authorizerResultTtlInSeconds: 300 } as const;
  return {
    ...guarded(cloud, 'CUSTOM', own),
    right: withHeader('right'),
    wrong: withHeader('wrong'),
    asked: () => asked,
  };
}

/** An API with one method, behind an authorizer of the kind. */
function guarded(
  cloud: Cloud,
  authorizationType: string,
  authorizer?: Parameters<Cloud['apigateway']['createAuthorizer']>[0] extends infer I
    ? Omit<I, 'restApiId' | 'name' | 'identitySource'>
    : never,
): { ask: RestApiHandle['request'] } {
  const api = cloud.apigateway.build('api', {});
  const identitySource = `method.request.header.${HEADER}`;
  const id = authorizer && cloud.apigateway.createAuthorizer({ restApiId: api.id, name: 'guard', identitySource, ...authorizer }).id!; // prettier-ignore
  api.route('GET /', { mock: '{}', authorizationType, ...(id !== undefined && { authorizerId: id }) });
  api.deploy();
  return { ask: (options) => api.request(options) };
}

function byIam(): Guarded {
  const cloud = new Cloud();
  const signedBy = (account: string) => ({ signedBy: `arn:aws:iam::${account}:user/ana` });
  return { ...guarded(cloud, 'AWS_IAM'), right: signedBy(cloud.account), wrong: signedBy('999999999999'), asked: () => 0 }; // prettier-ignore
}

async function byPool(): Promise<Guarded> {
  const cloud = new Cloud();
  const pool = cloud.cognitoidentityprovider.build('shop');
  await pool.addUser('ana', 'Passw0rd!');
  const { idToken } = await pool.signIn('ana', 'Passw0rd!');
  const own = { type: 'COGNITO_USER_POOLS' as const, providerARNs: [pool.arn] };
  return {
    ...guarded(cloud, 'COGNITO_USER_POOLS', own),
    right: withHeader(idToken),
    wrong: withHeader(idToken.replace('.', '.e')),
    asked: () => 0,
  };
}

async function status(guard: Guard, which: 'right' | 'wrong' | undefined): Promise<number> {
  const one = await guard.build();
  return (await one.ask(which === undefined ? {} : one[which])).status;
}

async function asked(guard: Guard): Promise<number> {
  const one = await guard.build();
  for (let i = 0; i < 3; i++) await one.ask(one.right);
  return one.asked();
}

const LAMBDA = `${GUIDE}apigateway-use-lambda-authorizer.html`;
const kept = apiGatewayLimits.authorizerTtl;

/** The guards of a REST API’s methods beside each other. */
export const authorizers: Comparison<Guard> = {
  caption: 'Four guards of a REST API’s methods',
  columns: [
    { name: 'IAM', subject: { build: byIam, kept: undefined } },
    { name: 'User pool', subject: { build: byPool, kept: undefined } },
    { name: 'Lambda, TOKEN', subject: { build: () => byFunction('TOKEN'), kept } },
    { name: 'Lambda, REQUEST', subject: { build: () => byFunction('REQUEST'), kept } },
  ],
  rows: [
    { label: 'Who brings the right thing', source: `${GUIDE}apigateway-control-access-to-api.html`, cell: (guard) => status(guard, 'right') }, // prettier-ignore
    { label: 'Who brings nothing', source: LAMBDA, cell: (guard) => status(guard, undefined) },
    { label: 'Who brings a wrong one', source: LAMBDA, cell: (guard) => status(guard, 'wrong') },
    { label: 'Calls of your code, for three requests alike', source: LAMBDA, cell: asked },
    { label: 'How long its result is kept', source: LAMBDA, cell: (guard) => guard.kept },
  ],
};
