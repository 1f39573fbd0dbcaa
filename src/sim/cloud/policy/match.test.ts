import { expect, test } from 'vitest';
import { contextOf } from './context.ts';
import { matchesAction, matchesResource } from './match.ts';
import { type Principal, excepted, naming, principalOf } from './principal.ts';
import { fill } from './variables.ts';
import { ANY, ONE, type Pattern, matches, patternOf } from './wildcard.ts';

const wildcards: [pattern: string, text: string, matches: boolean][] = [
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['**', 'abc', true],
  ['a', 'a', true],
  ['a', 'A', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a*', 'a', true],
  ['*a', 'ba', true],
  ['a*a', 'a', false],
  ['a*b*c', 'a-b-b-c', true],
  ['*ab*ab', 'ab', false],
  ['*ab*ab', 'abab', true],
  ['*?b*', 'b', false],
  ['*a?*?c', 'xabyzc', true],
  ['a.c', 'abc', false],
  ['a\\*', 'a*', false],
];

test('wildcards', () => {
  for (const [pattern, text, expected] of wildcards) {
    expect(matches(patternOf(pattern), text), `${pattern} on ${text}`).toBe(expected);
  }
});

/** As simple as can be, and slow. */
function naive(pattern: Pattern, text: string): boolean {
  if (pattern.length === 0) return text === '';
  const [first, ...rest] = pattern;
  if (first === ANY) return naive(rest, text) || (text !== '' && naive(pattern, text.slice(1)));
  return text !== '' && (first === ONE || first === text.charCodeAt(0)) && naive(rest, text.slice(1));
}

function random(seed: number) {
  let state = seed;
  return (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

test('wildcards match what the plainest reading matches', () => {
  const next = random(1);
  const word = (letters: string, most: number) =>
    Array.from({ length: next(most) }, () => letters[next(letters.length)]).join('');
  for (let i = 0; i < 20_000; i++) {
    const [pattern, text] = [patternOf(word('ab*?', 8)), word('ab', 10)];
    expect(matches(pattern, text)).toBe(naive(pattern, text));
  }
});

test('long runs between wildcards are found where the plain search finds them', () => {
  const next = random(2);
  const letters = (count: number) => Array.from({ length: count }, () => 'ab'[next(2)]).join('');
  for (let i = 0; i < 30; i++) {
    const text = letters(3000);
    const at = next(2900);
    const run = text.slice(at, at + 70).replace(/b(?=.{30})/g, '?');
    expect(matches(patternOf(`*${run}*`), text)).toBeTruthy();
    expect(!matches(patternOf(`*${run}c*`), text)).toBeTruthy();
    expect(matches(patternOf(`*${letters(14)}*${run}`), text)).toBe(false);
  }
});

test('a hostile pattern takes time in proportion', () => {
  const text = 'a'.repeat(100_000);
  expect(!matches(patternOf(`*${'a?'.repeat(4000)}b*`), text)).toBeTruthy();
  expect(!matches(patternOf(`${'*a'.repeat(5000)}b`), text)).toBeTruthy();
  expect(!matches(patternOf(`*${'a'.repeat(9000)}b*`), text)).toBeTruthy();
});

test('actions have no case, and their wildcards cross the colon', () => {
  expect(matchesAction('SQS:sendmessage', 'sqs:SendMessage')).toBeTruthy();
  expect(matchesAction('sqs:?endMessage*', 'sqs:SendMessageBatch')).toBeTruthy();
  expect(matchesAction('*', 'sqs:SendMessage')).toBeTruthy();
  expect(matchesAction('s*Message', 'sqs:SendMessage')).toBeTruthy();
  expect(!matchesAction('sqs:Send', 'sqs:SendMessage')).toBeTruthy();
});

const JOBS = 'arn:aws:sqs:us-east-1:111122223333:jobs';
const resources: [pattern: string, resource: string, matches: boolean][] = [
  ['*', JOBS, true],
  [JOBS, JOBS, true],
  ['arn:aws:sqs:*:*:jobs', JOBS, true],
  ['arn:aws:sqs:*:jobs', JOBS, false],
  ['arn:aws:sqs:us-east-?:*:j*s', JOBS, true],
  ['arn:aws:sqs:us-east-1:111122223333:JOBS', JOBS, false],
  ['arn:aws:sqs', JOBS, true],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/2/test/3/o.jpg', true],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b//test/o.jpg', true],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/test/o.jpg', false],
  ['arn:aws:logs:*:*:log-group:a:*', 'arn:aws:logs:us-east-1:111122223333:log-group:a:log-stream:b', true],
  ['arn:aws:s3:::*', '*', false],
  ['*', '*', true],
];

test('resources are matched part by part', () => {
  for (const [pattern, resource, expected] of resources) {
    expect(matchesResource(pattern, resource, undefined), `${pattern} on ${resource}`).toBe(expected);
  }
});

const ann = principalOf('arn:aws:iam::111122223333:user/team/ann')!;
const context = contextOf({ 'aws:PrincipalTag/team': 'a*', many: ['x', 'y'], empty: '' }, ann, undefined);

const variables: [text: string, filled: string | undefined][] = [
  ['plain', 'plain'],
  ['home/${aws:username}/', 'home/ann/'],
  ['${AWS:UserName}', 'ann'],
  ['${aws:PrincipalTag/team}', 'a*'],
  ['${aws:PrincipalTag/none}', undefined],
  ["${aws:PrincipalTag/none, 'all'}", 'all'],
  ["${aws:username, 'all'}", 'ann'],
  ['${many}', undefined],
  ['${empty}', undefined],
  ['${*}${?}${$}', '*?$'],
  ['${', '${'],
  ['${}', '${}'],
  ['a${aws:username', 'a${aws:username'],
  ['${aws:username, all}', '${aws:username, all}'],
  ['${__proto__}', undefined],
];

test('policy variables', () => {
  for (const [text, filled] of variables) expect(fill(text, context), text).toBe(filled);
  expect(fill('${aws:username}', undefined)).toBe('${aws:username}');
});

test('a variable’s asterisk is an asterisk, and one without a value matches no resource', () => {
  const bucket = (name: string) => `arn:aws:s3:::b/${name}`;
  expect(matchesResource(bucket('${aws:PrincipalTag/team}'), bucket('a*'), context)).toBeTruthy();
  expect(!matchesResource(bucket('${aws:PrincipalTag/team}'), bucket('abc'), context)).toBeTruthy();
  expect(matchesResource(bucket('${*}*'), bucket('*x'), context)).toBeTruthy();
  expect(!matchesResource(bucket('${aws:PrincipalTag/none}'), bucket(''), context)).toBeTruthy();
  expect(!matchesResource('arn:aws:sqs:*:${aws:PrincipalAccount}:jobs', JOBS, context)).toBeTruthy();
});

test('many unclosed variables take time in proportion', () => {
  fill('${'.repeat(60_000), context);
});

const role = 'arn:aws:iam::111122223333:role/app';
const session = principalOf('arn:aws:sts::111122223333:assumed-role/app/s1')!;
const federated = principalOf('arn:aws:sts::111122223333:federated-user/ann')!;
const root = principalOf('arn:aws:iam::111122223333:root')!;
const sns: Principal = { type: 'Service', name: 'sns.amazonaws.com' };
const stranger: Principal = { type: 'Anonymous' };

const names: [
  principal: Principal,
  element: Parameters<typeof naming>[0],
  naming: ReturnType<typeof naming>,
][] = [
  [ann, { AWS: ['arn:aws:iam::111122223333:user/team/ann'] }, 'direct'],
  [ann, { AWS: ['arn:aws:iam::111122223333:user/team/Ann'] }, undefined],
  [ann, { AWS: ['111122223333'] }, 'account'],
  [ann, { AWS: ['arn:aws:iam::111122223333:root'] }, 'account'],
  [ann, { AWS: ['444455556666'] }, undefined],
  [ann, { AWS: ['*'] }, 'direct'],
  [session, { AWS: [role] }, 'entity'],
  [session, { AWS: ['111122223333', role] }, 'entity'],
  [session, { AWS: ['arn:aws:sts::111122223333:assumed-role/app/s1', role] }, 'direct'],
  [session, { AWS: ['arn:aws:sts::111122223333:assumed-role/app/s2'] }, undefined],
  [federated, { AWS: ['arn:aws:iam::111122223333:user/ann'] }, 'entity'],
  [federated, { AWS: ['arn:aws:sts::111122223333:federated-user/ann'] }, 'direct'],
  [root, { AWS: ['111122223333'] }, 'direct'],
  [sns, { Service: ['sns.amazonaws.com'] }, 'direct'],
  [sns, { AWS: ['sns.amazonaws.com'] }, undefined],
  [sns, { AWS: ['*'] }, 'direct'],
  [stranger, { AWS: ['*'] }, 'direct'],
  [stranger, { AWS: ['111122223333'] }, undefined],
  [{ type: 'Federated', provider: 'accounts.google.com' }, { Federated: ['accounts.google.com'] }, 'direct'],
];

test('principals, and how an element names them', () => {
  for (const [principal, element, expected] of names) {
    expect(naming(element, principal), JSON.stringify([principal, element])).toBe(expected);
  }
});

test('a session’s role may be said where it has a path', () => {
  const path = principalOf(
    'arn:aws:sts::111122223333:assumed-role/app/s1',
    'arn:aws:iam::111122223333:role/x/app',
  )!;
  expect(naming({ AWS: ['arn:aws:iam::111122223333:role/x/app'] }, path)).toBe('entity');
});

test('NotPrincipal leaves out who is listed with account and role', () => {
  const listed = ['arn:aws:sts::111122223333:assumed-role/app/s1', role, '111122223333'];
  expect(excepted({ AWS: listed }, session)).toBeTruthy();
  for (const one of listed)
    expect(!excepted({ AWS: listed.filter((each) => each !== one) }, session)).toBeTruthy();
  expect(excepted({ Service: ['sns.amazonaws.com'] }, sns)).toBeTruthy();
});

test('what is no principal’s ARN', () => {
  const none = [
    '',
    'ann',
    'arn:aws:iam::1:user/a',
    'arn:aws:iam::111122223333:group/g',
    'arn:aws:sts::111122223333:user/a',
    'arn:aws:iam::111122223333:root/x',
  ];
  for (const text of none) expect(principalOf(text), text).toBe(undefined);
});
