import { check, table } from 'desired-capacity';
import {
  selectCertificate,
  type Certificate,
} from 'desired-capacity/elasticloadbalancingv2';

const asked = 'api.example.com'; // knob name asked for: 'api.example.com' | 'shop.example.com' | 'a.b.example.com' | 'example.org'
const ecdsa = true; // knob client takes ECDSA: true | false

// #region what certificates have in common
const day = 86_400;
const one = (
  arn: string,
  names: string[],
  more: Partial<Certificate> = {},
): Certificate => ({
  arn,
  names,
  key: 'RSA',
  keyBits: 2048,
  hash: 'SHA256',
  notBefore: 0,
  notAfter: 198 * day,
  ...more,
});
// #endregion
const byDefault = one('the default one', ['www.example.com']);
const list = [
  one('wildcard, RSA', ['*.example.com']),
  one('api, RSA', ['api.example.com']),
  one('api, ECDSA', ['api.example.com'], { key: 'ECDSA', keyBits: 256 }),
  one('api, ECDSA, expired', ['api.example.com'], {
    key: 'ECDSA',
    keyBits: 384,
    notAfter: 10 * day,
  }),
  one('shop, RSA 4096', ['shop.example.com'], { keyBits: 4096 }),
];
const keys: Certificate['key'][] = ecdsa ? ['ECDSA', 'RSA'] : ['RSA'];
const choose = (serverName?: string) =>
  selectCertificate(byDefault, list, { serverName, keys }, 100 * day).arn;

// #region the table
const names = [
  'api.example.com',
  'shop.example.com',
  'cart.example.com',
  'a.b.example.com',
  'example.org',
];
table('Which certificate', [
  ...names.map((name) => ({
    'the client asks for': name,
    'it is shown': choose(name),
  })),
  { 'the client asks for': 'no name (no SNI)', 'it is shown': choose() },
]);
// #endregion
console.log(`For ${asked}: ${choose(asked)}.`);
// #region the checks
check(
  'a name that no certificate covers gets the default one',
  choose('example.org') === 'the default one',
);
check(
  'a wildcard covers one label',
  choose('a.b.example.com') === 'the default one' &&
    choose('cart.example.com') === 'wildcard, RSA',
);
check(
  'ECDSA goes before RSA, where the client takes it',
  choose('api.example.com') === (ecdsa ? 'api, ECDSA' : 'api, RSA') || !ecdsa,
);
// #endregion
