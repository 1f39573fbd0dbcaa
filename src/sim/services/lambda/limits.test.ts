import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

/** What becomes of a function with these settings: the error’s name, or what it has. */
function made(settings: { memorySize?: number; timeout?: number; ephemeralStorage?: { size: number } }) {
  const cloud = new Cloud();
  try {
    const made = cloud.lambda.createFunction({ functionName: 'f', code: () => () => 'done', ...settings });
    return { memory: made.memorySize, timeout: made.timeout, tmp: made.ephemeralStorage?.size };
  } catch (error) {
    return (error as Error).name;
  }
}

test('memory is 128 MB to 10,240 MB', () => {
  expect(made({})).toMatchObject({ memory: 128 });
  expect(made({ memorySize: 10_240 })).toMatchObject({ memory: 10_240 });
  expect(made({ memorySize: 1_001 })).toMatchObject({ memory: 1_001 });
  for (const memorySize of [127, 10_241]) expect(made({ memorySize })).toMatch(/Exception$/);
});

test('/tmp has 512 MB, and up to 10,240 MB on request', () => {
  expect(made({})).toMatchObject({ tmp: 512 });
  expect(made({ ephemeralStorage: { size: 10_240 } })).toMatchObject({ tmp: 10_240 });
  for (const size of [511, 10_241]) expect(made({ ephemeralStorage: { size } })).toMatch(/Exception$/);
});

test('a timeout is at most 900 seconds', () => {
  expect(made({})).toMatchObject({ timeout: 3 });
  expect(made({ timeout: 900 })).toMatchObject({ timeout: 900 });
  for (const timeout of [0, 901]) expect(made({ timeout })).toMatch(/Exception$/);
});

test('an account has 1,000 executions at a time', () => {
  const { accountLimit } = new Cloud().lambda.getAccountSettings();
  expect(accountLimit?.concurrentExecutions).toBe(1000);
});
