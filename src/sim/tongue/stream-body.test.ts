import { expect, test } from 'vitest';
import { streamBody } from './stream-body.ts';

const bytes = new TextEncoder().encode('häuser');

test('a body is had as bytes, as text, or as a stream', async () => {
  expect(await streamBody(bytes).transformToByteArray()).toEqual(bytes);
  expect(await streamBody(bytes).transformToString()).toBe('häuser');
  expect(await new Response(streamBody(bytes).transformToWebStream()).text()).toBe('häuser');
  expect(await new Response(streamBody(new Uint8Array())).text()).toBe('');
});

test('a body is had once', async () => {
  const body = streamBody(bytes);
  await body.transformToString();
  await expect(body.transformToByteArray()).rejects.toThrow('already been transformed');
  expect(() => body.transformToWebStream()).toThrow('already been transformed');
});
