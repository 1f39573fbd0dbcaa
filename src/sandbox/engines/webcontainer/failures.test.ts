import { expect, test } from 'vitest';
import { EngineError } from '../../engine.ts';
import { ContainerFailure, failureFrom } from './failures.ts';

// Words that browsers and WebContainers have been seen to use.
test.each([
  ['memory', new RangeError('WebAssembly.instantiate(): Out of memory: wasm memory')],
  ['memory', new RangeError('Array buffer allocation failed')],
  ['isolation', 'SharedArrayBuffer transfer requires self.crossOriginIsolated.'],
  ['cookies', new DOMException('The user denied permission to use Service Worker.', 'NotSupportedError')],
  ['cookies', new DOMException('Access is denied for this document.', 'SecurityError')],
  ['cookies', new Error("Failed to read the 'localStorage' property from 'Window'")],
  ['crash', new Error('Proxy has been released and is not useable')],
  ['crash', { message: 'unreachable' }],
] as const)('%s: %s', (kind, error) => {
  expect(failureFrom(error)).toMatchObject({ kind, cause: error });
});

test('one that has its words keeps them', () => {
  const error = new EngineError('It rains.', 'Take an umbrella.');
  expect(failureFrom(error)).toBe(error);
});

test('each is one sentence, and one thing to do', () => {
  const { message, action } = new ContainerFailure('phone');
  expect(message).toMatch(/^[A-Z][^.]*\.$/);
  expect(action).toMatch(/^[A-Z][^.]*\.$/);
});
