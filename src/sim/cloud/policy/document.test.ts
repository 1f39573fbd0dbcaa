import { expect, test } from 'vitest';
import { MalformedPolicyDocument, type PolicyUse, policySize, readPolicy } from './index.ts';

const ALLOW = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const policy = (statement: unknown, rest: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement, ...rest });
const one = (rest: object) => policy({ ...ALLOW, ...rest });

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const VERSION = 'Policy document must be version 2012-10-17 or greater.';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const FULLY = 'Resource vendor must be fully qualified and cannot contain regexes.';

const refused: [label: string, text: string, message: string, use?: PolicyUse][] = [
  ['no JSON', 'sqs:*', SYNTAX],
  ['no JSON, of a role', 'sqs:*', 'This policy contains invalid Json', 'trust'],
  ['a list', '[]', SYNTAX],
  ['something after it', `${one({})} x`, SYNTAX],
  ['the same element twice', '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', SYNTAX],
  ['another element', policy(ALLOW, { Note: 'n' }), SYNTAX],
  ['another element in a statement', one({ Note: 'n' }), SYNTAX],
  [
    'a prototype as an element',
    `{"__proto__":{},"Version":"2012-10-17","Statement":${JSON.stringify(ALLOW)}}`,
    SYNTAX,
  ],
  ['no statement', policy([]), SYNTAX],
  ['a text for a statement', policy(['a']), SYNTAX],
  ['an unknown version', policy(ALLOW, { Version: '2020-01-01' }), SYNTAX],
  ['the older version', policy(ALLOW, { Version: '2008-10-17' }), VERSION],
  ['no version', JSON.stringify({ Statement: ALLOW }), VERSION],
  ['no version, and a fault inside', JSON.stringify({ Statement: { ...ALLOW, Action: 'x' } }), VERSION],
  ['no effect', policy({ Action: 'sqs:*', Resource: '*' }), SYNTAX],
  ['an effect of another case', one({ Effect: 'allow' }), LEGACY],
  [
    'an effect of another case, and no version',
    JSON.stringify({ Statement: { ...ALLOW, Effect: 'DENY' } }),
    VERSION,
  ],
  ['an effect of another case, and another fault', policy([{ ...ALLOW, Effect: 'DENY' }, 'x']), SYNTAX],
  ['another effect', one({ Effect: 'Permit' }), SYNTAX],
  ['an action and its negation', one({ NotAction: 'sqs:*' }), SYNTAX],
  ['an object for actions', one({ Action: {} }), SYNTAX],
  ['no action', policy({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  ['no resource', policy({ Effect: 'Allow', Action: 'sqs:*' }), 'Policy statement must contain resources.'],
  ['neither', policy({ Effect: 'Deny' }), 'Policy statement must contain actions.'],
  ['an action without a service', one({ Action: 'SendMessage' }), VENDOR],
  [
    'an action with two colons',
    one({ Action: 'sqs:Send:Message' }),
    'Actions/Condition can contain only one colon.',
  ],
  ['an action of no possible service', one({ Action: 's q s:Send' }), 'Vendor s q s is not valid'],
  ['a resource that is no ARN', one({ Resource: 'jobs' }), 'Resource jobs must be in ARN format or "*".'],
  ['an object among resources', one({ Resource: ['jobs', {}] }), SYNTAX],
  [
    'an ARN that begins with its partition',
    one({ Resource: 'aws:sqs:::jobs' }),
    'Partition "sqs" is not valid for resource "arn:sqs:::jobs:*".',
  ],
  ['an ARN without a service', one({ Resource: 'arn:aws::us-east-1:1:x' }), LEGACY],
  ['an empty action', one({ Action: '' }), VENDOR],
  [
    'a bad resource before a bad action',
    one({ Action: 'x', Resource: 'jobs' }),
    'Resource jobs must be in ARN format or "*".',
  ],
  [
    'another partition',
    one({ Resource: 'arn:gcp:sqs' }),
    'Partition "gcp" is not valid for resource "arn:gcp:sqs:*:*:*".',
  ],
  ['an ARN too short', one({ Resource: 'arn:aws' }), FULLY],
  ['an ARN of any service', one({ Resource: 'arn:aws:*:us-east-1:1:x' }), FULLY],
  ['an ARN of five parts', one({ Resource: 'arn:aws:sqs:us-east-1:jobs' }), LEGACY],
  [
    'a bucket in a Region',
    one({ Resource: 'arn:aws:s3:eu-west-1::b' }),
    'Resource arn:aws:s3:eu-west-1::b can not contain region information.',
  ],
  [
    'IAM in a Region',
    one({ Resource: 'arn:aws:iam:eu-west-1::user/u' }),
    'IAM resource arn:aws:iam:eu-west-1::user/u cannot contain region information.',
  ],
  ['a date that is none', one({ Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } }), LEGACY],
  ['a condition that is a list', one({ Condition: [] }), SYNTAX],
  ['an unknown operator', one({ Condition: { Equals: { a: 'b' } } }), SYNTAX],
  ['Null with IfExists', one({ Condition: { NullIfExists: { a: 'true' } } }), SYNTAX],
  ['a condition’s value that is an object', one({ Condition: { StringEquals: { a: {} } } }), SYNTAX],
  [
    'the same Sid twice',
    policy([
      { ...ALLOW, Sid: 'a' },
      { ...ALLOW, Sid: 'a' },
    ]),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [
    'a Sid with a hyphen',
    one({ Sid: 'a-b' }),
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  ],
  [
    'a principal where there must be none',
    one({ Principal: '*' }),
    'Policy document should not specify a principal.',
  ],
  ['no principal where there must be one', one({}), 'Missing required field Principal', 'resource'],
  [
    'part of a principal',
    one({ Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }),
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/*"',
    'resource',
  ],
  ['an unknown kind of principal', one({ Principal: { GCP: '*' } }), SYNTAX, 'resource'],
  [
    'a resource in a role’s',
    policy({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Resource: '*',
    }),
    'Has prohibited field Resource',
    'trust',
  ],
  [
    'another action in a role’s',
    policy({ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sqs:*' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
    'trust',
  ],
  [
    'a role’s policy by exception',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }),
    'Has prohibited field NotPrincipal',
    'trust',
  ],
  [
    'an RCP that allows',
    one({ Principal: '*' }),
    'The provided policy document does not meet the requirements of the specified policy type.',
    'resourceControl',
  ],
];

for (const [label, text, message, use = 'identity'] of refused) {
  test(`a policy is refused: ${label}`, () => {
    expect(() => readPolicy(text, use)).toThrow(new MalformedPolicyDocument(message));
  });
}

const taken: [label: string, text: string, use?: PolicyUse][] = [
  ['one statement without brackets', one({})],
  [
    'an empty Sid, twice',
    policy([
      { ...ALLOW, Sid: '' },
      { ...ALLOW, Sid: '' },
    ]),
  ],
  ['an Id', policy(ALLOW, { Id: 'mine' })],
  ['an ARN that leaves its end open', one({ Resource: 'arn:aws:sqs' })],
  ['an access point in a Region', one({ Resource: 'arn:aws:s3:us-east-1:111122223333:accesspoint/a' })],
  [
    'numbers and booleans',
    one({ Condition: { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { a: 5 } } }),
  ],
  ['an unknown operator over nothing', one({ Condition: { Equals: {} } })],
  ['no version, of a resource', JSON.stringify({ Statement: { ...ALLOW, Principal: '*' } }), 'resource'],
  ['a resource left out', policy({ Effect: 'Allow', Principal: '*', Action: 'sqs:*' }), 'resource'],
  ['a Sid with spaces, of a resource', one({ Principal: '*', Sid: 'a b' }), 'resource'],
  [
    'RCPFullAWSAccess',
    policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
    'resourceControl',
  ],
];

for (const [label, text, use = 'identity'] of taken) {
  test(`a policy is taken: ${label}`, () => {
    expect(readPolicy(text, use).statements.length).toBe(label.includes('twice') ? 2 : 1);
  });
}

test('a policy’s size leaves white space out', () => {
  expect(policySize('{ "a":\r\n\t"b c" }')).toBe('{"a":"bc"}'.length);
});

test('a number keeps the digits that it was written with', () => {
  const text = one({}).replace('"Resource"', '"Condition":{"StringEquals":{"k":1.50}},"Resource"');
  expect(readPolicy(text, 'identity').statements[0]!.conditions[0]!.values).toEqual(['1.50']);
});

test('statements know their lines and columns', () => {
  const text = '{"Version":"2012-10-17",\n"Statement":[\n  {"Effect":"Allow","Action":"*","Resource":"*"}]}';
  const { start, end } = readPolicy(text, 'identity').statements[0]!;
  expect([start, end]).toEqual([
    { line: 3, column: 4 },
    { line: 3, column: 49 },
  ]);
});

test('hostile texts are refused at once', () => {
  const deep = '['.repeat(100_000);
  const long = JSON.stringify('x'.repeat(200_000));
  const open = `"${'\\'.repeat(100_000)}`;
  const lines = `{"a":${'[1,'.repeat(10)}${'\n'.repeat(100_000)}`;
  for (const text of [deep, long, open, lines])
    expect(() => readPolicy(text, 'identity')).toThrow(MalformedPolicyDocument);
});

test('nothing in a policy reaches a prototype', () => {
  const condition = '{"StringEquals":{"__proto__":"x","constructor":"y"}}';
  const text = one({}).replace('"Resource"', `"Condition":${condition},"Resource"`);
  const { conditions } = readPolicy(text, 'identity').statements[0]!;
  expect(conditions.map(({ key }) => key)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>)['x']).toBe(undefined);
});
