import assert from 'node:assert/strict';
import { createHmac, createPublicKey, verify } from 'node:crypto';
import { test } from 'vitest';
import { fromBase64, toBase64, toBase64Url } from '../bytes.ts';
import { utf8 } from '../../digest/index.ts';
import { seeded } from '../../../../testing/seeded.ts';
import {
  accessClaims,
  decodeToken,
  encodeToken,
  hmacSha256,
  idClaims,
  issuerOf,
  keySet,
  rs256Signer,
  secretSigner,
  type SignIn,
  TEST_KEY,
  TokenSessions,
  validityOf,
} from './index.ts';

test('hashes and Base64 as Node’s', () => {
  const random = seeded(9);
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, () => Math.floor(random() * 256));
    const key = bytes.slice(0, length >> 1);
    assert.deepEqual(Buffer.from(hmacSha256(key, bytes)), createHmac('sha256', key).update(bytes).digest());
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'));
    assert.equal(toBase64Url(bytes), Buffer.from(bytes).toString('base64url'));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
    assert.deepEqual(fromBase64(toBase64Url(bytes)), bytes);
  }
  for (const wrong of ['a', 'a=b', '====', 'ä', 'ab cd']) assert.equal(fromBase64(wrong), undefined, wrong);
});

const signIn: SignIn = {
  issuer: issuerOf('us-east-1', 'us-east-1_AbC'),
  clientId: 'client',
  username: 'anna',
  sub: 'sub-1',
  groups: ['keepers'],
  attributes: { email: 'anna@example.com', email_verified: true },
  originJti: 'origin',
  eventId: 'event',
  authTime: 1000,
};

test('a verifier with the key set accepts RS256', () => {
  const token = encodeToken(
    idClaims(signIn, { jti: 'j', at: 1000, validity: 3600 }),
    rs256Signer('k', TEST_KEY),
  );
  const [header = '', claims = '', signature = ''] = token.split('.');
  const [key] = keySet('k', TEST_KEY).keys;
  const publicKey = createPublicKey({ key: { ...key! }, format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  assert.ok(verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), publicKey, bytes));
  const signer = rs256Signer('k', TEST_KEY);
  const decoded = decodeToken(token)!;
  assert.ok(signer.verify(decoded.signed, decoded.signature));
  assert.ok(!signer.verify(utf8('other'), decoded.signature));
  assert.ok(
    !signer.verify(
      decoded.signed,
      decoded.signature.map((byte, i) => (i === 100 ? byte ^ 1 : byte)),
    ),
  );
  assert.ok(!signer.verify(decoded.signed, new Uint8Array(256).fill(255)));
  assert.ok(!signer.verify(decoded.signed, new Uint8Array()));
});

test('tokens', () => {
  const signer = secretSigner('k', 'pool secret');
  const issue = { jti: 'j', at: 1000.7, validity: 3600 };
  const token = encodeToken(accessClaims(signIn, issue), signer);
  const decoded = decodeToken(token)!;
  assert.deepEqual(decoded.header, { kid: 'k', alg: 'RS256' });
  assert.deepEqual(decoded.claims, {
    sub: 'sub-1',
    'cognito:groups': ['keepers'],
    iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC',
    origin_jti: 'origin',
    event_id: 'event',
    token_use: 'access',
    auth_time: 1000,
    exp: 4600,
    iat: 1000,
    jti: 'j',
    client_id: 'client',
    scope: 'aws.cognito.signin.user.admin',
    username: 'anna',
  });
  assert.ok(signer.verify(decoded.signed, decoded.signature));
  assert.ok(!secretSigner('k', 'another').verify(decoded.signed, decoded.signature));
  const id = idClaims(signIn, issue);
  assert.deepEqual(
    [id.aud, id['cognito:username'], id.email, id.token_use],
    ['client', 'anna', 'anna@example.com', 'id'],
  );
  for (const wrong of ['', 'a.b', 'a.b.c', `${token}.x`, token.slice(1), 'W10.W10.x', 'e30.bnVsbA.x']) {
    assert.equal(decodeToken(wrong), undefined, wrong);
  }
});

test('how long tokens are valid', () => {
  const table: [...Parameters<typeof validityOf>, number | undefined][] = [
    ['access', undefined, undefined, 3600],
    ['id', 5, 'minutes', 300],
    ['id', 299, 'seconds', undefined],
    ['access', 1, 'days', 86_400],
    ['access', 25, undefined, undefined],
    ['refresh', undefined, undefined, 2_592_000],
    ['refresh', 3650, undefined, 315_360_000],
    ['refresh', 59, 'minutes', undefined],
  ];
  for (const [kind, value, unit, seconds] of table) assert.equal(validityOf(kind, value, unit), seconds);
  const random = seeded(2);
  for (let i = 0; i < 200; i++) {
    const validity = 300 + Math.floor(random() * 86_000);
    const { exp, iat } = idClaims(signIn, { jti: 'j', at: random() * 1e9, validity });
    assert.equal(Number(exp) - Number(iat), validity);
  }
});

test('sessions: expiry, revocation, rotation, too many', () => {
  const sessions = new TokenSessions(2);
  const next = () => assert.fail('no rotation');
  const message = (token: string, at: number) => {
    const answer = sessions.refresh(token, at, next);
    return answer.ok ? 'ok' : answer.message;
  };
  sessions.begin('anna', 'o1', 't1', 0, 100);
  assert.deepEqual(
    [message('t1', 99), message('t1', 100), message('none', 0)],
    ['ok', 'Refresh Token has expired', 'Invalid Refresh Token'],
  );
  sessions.begin('anna', 'o2', 't2', 0, 100);
  sessions.refresh('t1', 5, next);
  sessions.begin('anna', 'o3', 't3', 10, 100);
  assert.deepEqual(
    ['t1', 't2', 't3'].map((token) => message(token, 20)),
    ['ok', 'Refresh Token has been revoked', 'ok'],
  );
  sessions.revoke('t1');
  sessions.revoke('unknown');
  assert.deepEqual([sessions.isRevoked('o1'), sessions.isRevoked('o3')], [true, false]);
  sessions.begin('ben', 'o4', 't4', 0, 100);
  sessions.signOut('anna');
  assert.deepEqual(
    ['t1', 't3', 't4'].map((token) => message(token, 20)),
    ['Refresh Token has been revoked', 'Refresh Token has been revoked', 'ok'],
  );

  const rotating = new TokenSessions();
  let made = 0;
  const rotate = (token: string, at: number) =>
    rotating.refresh(token, at, () => `r${++made}`, { graceSeconds: 10 });
  rotating.begin('anna', 'o', 'r0', 0, 100);
  assert.deepEqual(rotate('r0', 50), { ok: true, originJti: 'o', refreshToken: 'r1' });
  assert.equal(rotate('r0', 59).ok, true);
  assert.equal(rotate('r0', 60).ok, false);
  assert.equal(rotate('r1', 99).ok, true);
  assert.equal(rotate('r3', 100).ok, false, 'refreshing makes no session longer');
  rotating.revoke('r1');
  assert.equal(rotate('r3', 99).ok, false);
});
