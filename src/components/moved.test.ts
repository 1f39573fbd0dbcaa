import { expect, test } from 'vitest';
import { firstPlace, redirects } from './moved.ts';

const moved = { 'queues/delay': 'messaging/sqs/delay', queues: 'messaging/sqs' };

test('what is kept of a page keeps its name when the page or its folder moves', () => {
  expect(firstPlace('queues/delay', moved)).toBe('messaging/sqs/delay');
  expect(firstPlace('queues/delay/late.starter', moved)).toBe('messaging/sqs/delay/late.starter');
  expect(firstPlace('queues/polling#first', moved)).toBe('messaging/sqs/polling#first');
  expect(firstPlace('queues-of-old', moved)).toBe('queues-of-old');
  expect(firstPlace('messaging/sns', moved)).toBe('messaging/sns');
});

test('the longest of the folders that fit is the one that moved', () => {
  expect(firstPlace('queues/delay#a', { ...moved, 'queues/delay': 'messaging/late' })).toBe(
    'messaging/late#a',
  );
});

test('the first address leads to the page, below the base', () => {
  expect(redirects('/course/', { 'queues/delay': 'messaging/sqs/delay' })).toEqual({
    '/messaging/sqs/delay': '/course/queues/delay/',
  });
  expect(redirects('/', { queues: 'messaging/sqs' })).toEqual({ '/messaging/sqs': '/queues/' });
});
