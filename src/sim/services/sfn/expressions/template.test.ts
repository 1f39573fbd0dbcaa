import assert from 'node:assert/strict';
import { test } from 'vitest';
import { fillTemplate } from './template.ts';

const scope = {
  data: { a: { b: 1 }, list: [1, 2] },
  context: { State: { Name: 'Here' } },
  variables: { saved: ['x'] },
  random: () => 0,
};

test('only keys that end in .$ are filled, at every depth', () => {
  const template = {
    'whole.$': '$',
    'path.$': '$.a.b',
    plain: '$.a.b',
    number: 1,
    in: { 'name.$': '$$.State.Name', list: [{ 'saved.$': '$saved[0]' }, 'text', null] },
    'call.$': "States.Format('{}!', $.a.b)",
    'some.$': '$.list[5:]',
    'a.$.b': 'kept',
  };
  assert.deepEqual(fillTemplate(template, scope), {
    whole: scope.data,
    path: 1,
    plain: '$.a.b',
    number: 1,
    in: { name: 'Here', list: [{ saved: 'x' }, 'text', null] },
    call: '1!',
    some: [],
    'a.$.b': 'kept',
  });
});

test('an index outside its array is null, any other miss fails', () => {
  assert.deepEqual(fillTemplate({ 'x.$': '$.list[2]' }, scope), { x: null });
  assert.throws(() => fillTemplate({ 'x.$': '$.a.c' }, scope), {
    error: 'States.Runtime',
    message:
      "The JSONPath '$.a.c' specified for the field 'x.$' could not be found in the input " +
      `'{"a":{"b":1},"list":[1,2]}'`,
  });
  assert.throws(() => fillTemplate({ 'x.$': '$unsaved' }, scope), { error: 'States.Runtime' });
  assert.throws(() => fillTemplate({ 'x.$': 1 }, scope), { error: 'States.Runtime' });
});

test('keys that name prototypes are only keys', () => {
  const template: unknown = JSON.parse('{"__proto__": {"polluted": true}, "constructor.$": "$.a"}');
  const filled = fillTemplate(template, scope) as Record<string, unknown>;
  assert.deepEqual(Object.keys(filled), ['__proto__', 'constructor']);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  let deep: unknown = 1;
  for (let i = 0; i < 50_000; i++) deep = [deep];
  assert.throws(() => fillTemplate(deep, scope), { error: 'States.Runtime' });
});
