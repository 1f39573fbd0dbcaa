import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  accessClaims,
  encodeToken,
  idClaims,
  secretSigner,
  type SignIn,
  TokenSessions,
} from '../jwt/index.ts';
import {
  AuthorizerCache,
  authorizerFailure,
  checkCognito,
  checkJwt,
  iamRefusal,
  type LambdaAuthorizer,
  methodArn,
  type PolicyEvaluator,
  policyRefusal,
  readAuthorizerOutput,
  readSimpleOutput,
} from './index.ts';

const SECOND = 1_000_000;
const token: LambdaAuthorizer = {
  id: 'a',
  type: 'TOKEN',
  identitySource: 'method.request.header.Authorization',
  resultTtlInSeconds: 300,
};
const request: LambdaAuthorizer = {
  ...token,
  type: 'REQUEST',
  identitySource: 'method.request.header.Authorization, method.request.querystring.user',
};
const HEADER = 'method.request.header.Authorization';
const QUERY = 'method.request.querystring.user';

test('who is asked, who is not', () => {
  const uncached = { ...request, resultTtlInSeconds: 0 };
  const table: [authorizer: LambdaAuthorizer, values: Record<string, string>, kind: string][] = [
    [token, {}, 'unauthorized'],
    [token, { [HEADER]: '' }, 'unauthorized'],
    [token, { [HEADER]: 'x' }, 'invoke'],
    [{ ...token, resultTtlInSeconds: 0 }, {}, 'unauthorized'],
    [request, { [HEADER]: 'x' }, 'unauthorized'],
    [request, { [HEADER]: 'x', [QUERY]: 'anna' }, 'invoke'],
    [uncached, {}, 'invoke'],
    [{ ...uncached, api: 'HTTP' }, {}, 'unauthorized'],
  ];
  for (const [authorizer, values, kind] of table) {
    const approach = new AuthorizerCache<string>().approach(authorizer, 'prod', (name) => values[name], 0);
    assert.equal(approach.kind, kind, JSON.stringify([authorizer, values]));
  }
});

test('a kept policy goes for the whole API, by identity, for its time', () => {
  const cache = new AuthorizerCache<string>();
  const at = (authorizer: LambdaAuthorizer, header: string, when: number, stage = 'prod') => {
    const approach = cache.approach(authorizer, stage, () => header, when);
    if (approach.kind === 'invoke') cache.keep(authorizer, approach.key, `of ${header}`, when);
    return approach.kind === 'cached' ? approach.result : approach.kind;
  };
  assert.deepEqual(
    [
      at(token, 'x', 0),
      at(token, 'x', 1),
      at(token, 'y', 2),
      at(token, 'x', 3, 'dev'),
      at({ ...token, id: 'b' }, 'x', 4),
    ],
    ['invoke', 'of x', 'invoke', 'invoke', 'invoke'],
  );
  assert.deepEqual([at(token, 'x', 300 * SECOND - 1), at(token, 'x', 300 * SECOND)], ['of x', 'invoke']);
  cache.flush();
  assert.equal(at(token, 'x', 300 * SECOND + 1), 'invoke');

  const policy = {
    only: methodArn({
      region: 'us-east-1',
      accountId: '1',
      apiId: 'api',
      stage: 'prod',
      httpMethod: 'GET',
      path: '/pets',
    }),
  };
  assert.equal(policy.only, 'arn:aws:execute-api:us-east-1:1:api/prod/GET/pets');
  const evaluate: PolicyEvaluator = (document, _, resource) =>
    (document as typeof policy).only === resource ? 'allowed' : 'implicitly denied';
  assert.equal(policyRefusal(policy, policy.only, evaluate), undefined);
  assert.equal(
    policyRefusal(policy, `${policy.only}/7`, evaluate),
    'User is not authorized to access this resource',
  );
  assert.match(policyRefusal(policy, 'x', () => 'explicitly denied') ?? '', /with an explicit deny$/);
});

test('what authorizers answer', () => {
  const policyDocument = { Version: '2012-10-17', Statement: [] };
  assert.deepEqual(
    readAuthorizerOutput({
      principalId: 'anna',
      policyDocument,
      context: { n: 1, b: true, s: 'x' },
      usageIdentifierKey: 'k',
    }),
    {
      principalId: 'anna',
      policyDocument,
      context: { n: '1', b: 'true', s: 'x' },
      usageIdentifierKey: 'k',
    },
  );
  for (const wrong of [
    null,
    'allow',
    {},
    { principalId: 'a' },
    { principalId: 5, policyDocument },
    { principalId: 'a', policyDocument: [] },
    { principalId: 'a', policyDocument, context: { o: {} } },
    { principalId: 'a', policyDocument, context: 'x' },
  ]) {
    assert.equal(readAuthorizerOutput(wrong), undefined, JSON.stringify(wrong));
  }
  assert.deepEqual(readSimpleOutput({ isAuthorized: true }), { isAuthorized: true, context: {} });
  assert.equal(readSimpleOutput({ isAuthorized: 'true' }), undefined);
  assert.deepEqual(['Unauthorized', 'unauthorized', 'boom'].map(authorizerFailure), [
    'UNAUTHORIZED',
    'AUTHORIZER_FAILURE',
    'AUTHORIZER_FAILURE',
  ]);
});

const signer = secretSigner('k', 'secret');
const signIn: SignIn = {
  issuer: 'https://idp',
  clientId: 'client',
  username: 'anna',
  sub: 's',
  originJti: 'o',
  eventId: 'e',
  authTime: 0,
  scope: 'pets/read pets/write',
};
const right = (decoded: { signed: Uint8Array; signature: Uint8Array }) =>
  signer.verify(decoded.signed, decoded.signature);
const of = (claims: Record<string, unknown>) =>
  encodeToken({ iss: 'https://idp', aud: 'client', exp: 100, ...claims }, signer);

test('JWT authorizers', () => {
  const authorizer = { issuer: 'https://idp', audience: ['other', 'client'] };
  const scoped = { ...authorizer, scopes: ['pets/read'] };
  const table: [
    authorizer: typeof scoped | typeof authorizer,
    identity: string | undefined,
    answer: string,
  ][] = [
    [authorizer, of({}), 'ok'],
    [authorizer, `Bearer ${of({})}`, 'ok'],
    [authorizer, undefined, '401 missing_token'],
    [authorizer, 'rubbish', '401 invalid_token'],
    [authorizer, of({ iss: 'https://else' }), '401 invalid_token'],
    [authorizer, of({ aud: ['x', 'client'] }), 'ok'],
    [authorizer, of({ aud: 'x', client_id: 'client' }), '401 invalid_token'],
    [authorizer, of({ aud: undefined, client_id: 'client' }), 'ok'],
    [authorizer, of({ exp: 50 }), '401 invalid_token'],
    [authorizer, of({ exp: 51 }), 'ok'],
    [authorizer, of({ exp: '100' }), '401 invalid_token'],
    [authorizer, of({ nbf: 51 }), '401 invalid_token'],
    [authorizer, of({ iat: 51 }), '401 invalid_token'],
    [authorizer, of({}).slice(0, -3), '401 invalid_token'],
    [scoped, of({}), '403 insufficient_scope'],
    [scoped, of({ scope: 'a pets/read' }), 'ok'],
    [scoped, of({ scp: ['pets/read'] }), 'ok'],
    [scoped, of({ scope: 'pets/reader' }), '403 insufficient_scope'],
  ];
  for (const [each, identity, answer] of table) {
    const result = checkJwt(each, identity, right, 50);
    assert.equal(result.ok ? 'ok' : `${result.statusCode} ${result.error}`, answer, identity);
  }
});

test('Cognito’s authorizer takes ID tokens, or access tokens with a scope, revoked or not', () => {
  const issue = { jti: 'j', at: 0, validity: 3600 };
  const id = encodeToken(idClaims(signIn, issue), signer);
  const access = encodeToken(accessClaims(signIn, issue), signer);
  const sessions = new TokenSessions();
  sessions.begin('anna', 'o', 'r', 0, 1000);
  sessions.revoke('r');
  assert.ok(sessions.isRevoked('o'));
  const check = (identity: string | undefined, scopes: string[], now = 10) => {
    const result = checkCognito({ issuers: ['https://idp'], scopes }, identity, right, now);
    return result.ok ? 'ok' : result.type;
  };
  assert.deepEqual(
    [
      check(id, []),
      check(access, []),
      check(access, ['pets/read']),
      check(id, ['pets/read']),
      check(access, ['x']),
      check(id, [], 3600),
      check(undefined, []),
    ],
    ['ok', 'UNAUTHORIZED', 'ok', 'UNAUTHORIZED', 'ACCESS_DENIED', 'UNAUTHORIZED', 'UNAUTHORIZED'],
  );
});

test('IAM', () => {
  assert.equal(iamRefusal({ kind: 'none' }, 'r')?.type, 'MISSING_AUTHENTICATION_TOKEN');
  assert.equal(iamRefusal({ kind: 'wrong' }, 'r')?.type, 'INVALID_SIGNATURE');
  assert.equal(iamRefusal({ kind: 'expired' }, 'r')?.type, 'EXPIRED_TOKEN');
  assert.equal(iamRefusal({ kind: 'valid', userArn: 'u', verdict: 'allowed' }, 'r'), undefined);
  assert.deepEqual(iamRefusal({ kind: 'valid', userArn: 'u', verdict: 'implicitly denied' }, 'r'), {
    type: 'ACCESS_DENIED',
    message: 'User: u is not authorized to perform: execute-api:Invoke on resource: r',
  });
});
