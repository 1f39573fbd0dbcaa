import { expect, test } from 'vitest';
import { A, ANN, B, ask, full, policy, queue, user } from './evaluate.fixture.ts';

test('each kind says what it said, and each statement why it was silent', () => {
  const statements = [
    { Action: 's3:*' },
    { Resource: queue(B) },
    { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
  ];
  const { findings } = ask(user, { identity: [policy('identity', statements)], serviceControl: [full] });
  expect(findings.map(({ kind, outcome, needed }) => [kind, outcome, needed])).toEqual([
    ['serviceControl', 'allow', true],
    ['endpoint', 'absent', false],
    ['resource', 'absent', false],
    ['identity', 'silent', true],
    ['boundary', 'absent', false],
    ['session', 'absent', false],
  ]);
  const misses = findings[3]!.misses.map(({ mismatch }) => mismatch.element);
  expect(misses).toEqual(['Action', 'Resource', 'Condition']);
});

test('of the statements that grant the strongest one decides', () => {
  const resource = policy('resource', [{ Principal: { AWS: A } }, { Principal: ANN }]);
  const { kind, by } = ask(user, { resource });
  expect([kind, by?.index]).toEqual(['resource', 1]);
});
