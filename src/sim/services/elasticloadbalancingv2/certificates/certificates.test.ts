import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Certificate, type ClientHello, protects } from './certificate.ts';
import { selectCertificate } from './selection.ts';

const certificate = (arn: string, changes: Partial<Certificate> = {}): Certificate => ({
  arn,
  names: ['www.example.com'],
  key: 'RSA',
  keyBits: 2048,
  hash: 'SHA256',
  notBefore: 0,
  notAfter: 100,
  ...changes,
});

test('a wildcard protects one label', () => {
  const cases: [string, string, boolean][] = [
    ['*.example.com', 'corp.example.com', true],
    ['*.example.com', 'test.login.example.com', false],
    ['*.example.com', 'example.com', false],
    ['WWW.example.com', 'www.EXAMPLE.com', true],
    ['example.com', 'www.example.com', false],
    ['*.example.com', '.example.com', false],
  ];
  for (const [name, host, fits] of cases) assert.equal(protects(name, host), fits, `${name} ${host}`);
});

test('the best of several that match, criterion by criterion', () => {
  const cases: [string, Partial<Certificate>, Partial<Certificate>][] = [
    ['ECDSA before RSA, even if expired', { key: 'ECDSA', keyBits: 256, notAfter: 1 }, { keyBits: 4096 }],
    ['not expired before a stronger hash', { hash: 'SHA1' }, { hash: 'SHA512', notAfter: 1 }],
    ['a higher SHA', { hash: 'SHA384' }, { hash: 'SHA256', keyBits: 4096 }],
    ['SHA before MD5', { hash: 'SHA1' }, { hash: 'MD5', keyBits: 4096 }],
    ['the longer key', { keyBits: 4096 }, { notAfter: 200 }],
    ['the longer validity', { notAfter: 101 }, {}],
  ];
  const byDefault = certificate('default');
  for (const [name, better, worse] of cases) {
    const pair = [certificate('better', better), certificate('worse', worse)];
    for (const list of [pair, pair.toReversed()])
      assert.equal(
        selectCertificate(byDefault, list, { serverName: 'www.example.com' }, 50).arn,
        'better',
        name,
      );
  }
});

test('the default one without a server name, without a match, and for a client that takes no other', () => {
  const byDefault = certificate('default', { names: ['other.org'] });
  const list = [certificate('a', { names: ['*.example.com'], key: 'ECDSA' })];
  const cases: [ClientHello, string][] = [
    [{}, 'default'],
    [{ serverName: 'a.example.com' }, 'a'],
    [{ serverName: 'example.com' }, 'default'],
    [{ serverName: 'a.example.com', keys: ['RSA'] }, 'default'],
    [{ serverName: 'a.example.com', hashes: ['SHA1'] }, 'default'],
  ];
  for (const [hello, arn] of cases) assert.equal(selectCertificate(byDefault, list, hello, 0).arn, arn);
});
