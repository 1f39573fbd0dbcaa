import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Action } from './action.ts';
import type { RuleCondition } from './condition.ts';
import { ListenerRules } from './listener-rules.ts';
import type { HttpRequest } from './request.ts';
import { request } from './request.fixture.ts';

const forward = (arn = 'tg'): Action => ({ type: 'forward', targetGroupArn: arn });
const path = (...values: string[]): RuleCondition => ({
  field: 'path-pattern',
  pathPatternConfig: { values },
});
const host = (...values: string[]): RuleCondition => ({ field: 'host-header', hostHeaderConfig: { values } });
const method = (...values: string[]): RuleCondition => ({
  field: 'http-request-method',
  httpRequestMethodConfig: { values },
});

test('the first rule by priority whose conditions all hold', () => {
  const rules = new ListenerRules('HTTP', [forward('default')]);
  rules.add({ priority: 20, conditions: [path('/api/*')], actions: [forward('api')] });
  rules.add({ priority: 10, conditions: [path('/api/*'), method('POST')], actions: [forward('writes')] });
  rules.add({ priority: 30, conditions: [host('*.example.com')], actions: [forward('host')] });
  const to = (changes: Partial<HttpRequest>) => {
    const { action, evaluations } = rules.decide(request(changes));
    return [action.targetGroupArn, evaluations];
  };
  assert.deepEqual(to({ path: '/api/x', method: 'POST' }), ['writes', 1]);
  assert.deepEqual(to({ path: '/api/x' }), ['api', 2]);
  assert.deepEqual(to({ path: '/' }), ['host', 3]);
  assert.deepEqual(to({ path: '/', host: 'other.org' }), ['default', 3]);
  assert.deepEqual(
    rules.rules.map(({ priority }) => priority),
    [10, 20, 30, 'default'],
  );
  const add = (priority: number) => () =>
    rules.add({ priority, conditions: [path('/x')], actions: [forward()] });
  assert.throws(add(10), { code: 'PriorityInUse', message: "Priority '10' is currently in use" });
  assert.throws(add(0), { code: 'ValidationError' });
  assert.throws(add(50_001), { code: 'ValidationError' });
  rules.remove(10);
  assert.deepEqual(to({ path: '/api/x', method: 'POST' }), ['api', 1]);
  for (let i = 100; i < 198; i++) add(i)();
  assert.throws(add(99), { code: 'TooManyRules' });
});

test('authentication comes before the routing action', () => {
  const rules = new ListenerRules('HTTPS', [forward('default')]);
  const actions = [
    { ...forward(), order: 2 },
    { type: 'jwt-validation', order: 1, jwtValidationConfig: {} },
  ];
  rules.add({ priority: 1, conditions: [path('/x')], actions });
  const { before, action } = rules.decide(request({ path: '/x' }));
  assert.deepEqual([before.map(({ type }) => type), action.type], [['jwt-validation'], 'forward']);
});
