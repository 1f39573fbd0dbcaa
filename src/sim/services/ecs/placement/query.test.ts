import assert from 'node:assert/strict';
import { test } from 'vitest';
import { aTask, anInstance } from '../testing.ts';
import { readQuery } from './cluster-query.ts';
import { compileMatcher } from './query-condition.ts';
import { instantOf } from './query-values.ts';
import { Room } from './room.ts';

const instance = anInstance('i1', 'us-east-1a', {
  ec2InstanceId: 'i-abcd1234',
  agentVersion: '1.14.3',
  registeredAt: instantOf('2018-02-12T22:00:00Z')!,
  attributes: new Map([
    ['ecs.instance-type', 'g2.2xlarge'],
    ['stack', 'prod one'],
    ['rank', '10'],
    ['flag', ''],
  ]),
  tasks: [aTask({ group: 'service:production' })],
});

test('expressions', () => {
  const rows: [string, boolean][] = [
    ['attribute:ecs.instance-type == t2.small', false],
    ['attribute:ecs.instance-type equals g2.2xlarge', true],
    ['attribute:ecs.availability-zone in [us-east-1a, us-east-1b]', true],
    ['attribute:ecs.availability-zone !in [us-east-1a]', false],
    ['attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != us-east-1d', true],
    ['(attribute:ecs.instance-type =~ (t2|g2).*)', true],
    ['attribute:ecs.instance-type =~ g2', false],
    ['attribute:ecs.instance-type !~ t2.*', true],
    ['task:group == service:production', true],
    ['not(task:group == database)', true],
    ['!(task:group == service:production)', false],
    ['task:group =~ service:.*', true],
    ['runningTasksCount == 1', true],
    ['runningTasksCount > 1', false],
    ['agentVersion < 1.14.5', true],
    ['agentVersion less_than 1.9.0', false],
    ['registeredAt < 2018-02-13', true],
    ['registeredAt > 2018-02-12T22:30:00+01:00', true],
    ["ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']", true],
    ['agentConnected == true', true],
    ["attribute:stack == 'prod one'", true],
    ['attribute:rank > 9', true],
    ['attribute:flag exists', true],
    ['attribute:other !exists', true],
    ['attribute:other not_exists && attribute:stack exists', true],
    ['attribute:other == x', false],
    ['attribute:other != x', true],
    ['attribute:__proto__ exists', false],
    // `and` before `or`.
    ['runningTasksCount == 1 or runningTasksCount == 2 and agentConnected == false', true],
    ['(runningTasksCount == 1 or runningTasksCount == 2) and agentConnected == false', false],
  ];
  for (const [expression, expected] of rows) {
    assert.equal(readQuery(expression)(new Room(instance)), expected, expression);
  }
});

test('what is no expression is refused', () => {
  for (const expression of [
    '',
    'attribute:a',
    'attribute:a ==',
    'attribute:a == b c',
    'constructor == a',
    'runningTasksCount =~ 1',
    'runningTasksCount == many',
    'registeredAt < yesterday',
    'attribute:a in b',
    'attribute:a in [b',
    '(attribute:a exists',
    "attribute:a == 'b",
    'attribute:a =~ a++',
    'attribute:a =~ a)',
    'attribute:a =~ (?=a)',
    'attribute:a & b',
    'a'.repeat(2001),
  ]) {
    assert.throws(() => readQuery(expression), { name: 'InvalidParameterException' }, expression);
  }
});

test('a pattern has to match the whole value', () => {
  const matches = compileMatcher('t3\\..*|m5');
  assert.deepEqual(['t3.small', 'm5', 'm5.large', 'xt3.small'].map(matches), [true, true, false, false]);
});

test('deep and long expressions', () => {
  const deep = `${'('.repeat(900)}agentConnected == true${')'.repeat(900)}`;
  assert.equal(readQuery(deep)(new Room(instance)), true);
  assert.equal(readQuery(`${'!'.repeat(1900)}agentConnected == true`)(new Room(instance)), true);
});

test('dates', () => {
  for (const text of [
    '1970-01-01',
    '2000-02-29',
    '2018-01-31',
    '2018-03-01',
    '2024-12-31T23:59:59',
    '2026-02-28',
  ]) {
    const expected = Date.parse(text.includes('T') ? `${text}Z` : text) / 1000;
    assert.equal(instantOf(text), expected, text);
  }
  for (const text of ['2018-00-01', '2018-13-01', '2018-01-32', '2018-01-00', '2018-1-1']) {
    assert.equal(instantOf(text), undefined, text);
  }
});
