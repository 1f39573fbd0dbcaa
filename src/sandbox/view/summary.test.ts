import { expect, test } from 'vitest';
import { plotSummary, timelineSummary } from './summary.ts';

const seconds = { label: 'Time', unit: 's' };
const line = (name: string, points: [number, number][]) => ({ name, style: 'line' as const, points });

test('a series is told by its ends, and by extremes that lie between them', () => {
  const messages = { label: 'Backlog' };
  const told = (points: [number, number][]) => plotSummary(seconds, messages, [line('waiting', points)]);
  expect(told([[0, 0], [60, 1900], [120, 10]])).toBe('waiting: from 0 at 0 s, highest 1,900 at 60 s, to 10 at 120 s.'); // prettier-ignore
  expect(told([[0, 5], [60, 1], [120, 10]])).toBe('waiting: from 5 at 0 s, lowest 1 at 60 s, to 10 at 120 s.'); // prettier-ignore
  expect(told([[0, 1], [60, 2], [120, 3]])).toBe('waiting: from 1 at 0 s, to 3 at 120 s.'); // prettier-ignore
  expect(told([])).toBe('waiting: no points.');
});

test('units stand as they are read', () => {
  const told = plotSummary({ label: 'Hosts' }, { label: 'Found', unit: '%' }, [line('share', [[1, 17]])]);
  expect(told).toBe('share: from 17% at 1, to 17% at 1.');
});

test('a lane is told in the order of time, and a label that is its kind only once', () => {
  const lanes = [
    {
      name: 'message',
      spans: [{ start: 10, end: 40, label: 'by A', kind: 'hidden' }],
      events: [
        { at: 40, label: 'deleted', kind: 'deleted' },
        { at: 0, label: 'sent', kind: 'sent' },
      ],
    },
    { name: 'B', spans: [], events: [] },
  ];
  expect(timelineSummary(lanes)).toBe(
    'message: sent, at 0 s; hidden, by A, 10 to 40 s; deleted, at 40 s. B: nothing.',
  );
});

test('of many the first are told, and how many there are besides', () => {
  const events = Array.from({ length: 20 }, (_, i) => ({ at: i, label: 'poll', kind: 'poll' }));
  const told = timelineSummary([{ name: 'A', spans: [], events }]);
  expect(told).toMatch(/^A: poll, at 0 s; .*; poll, at 5 s; and 14 more\.$/);
});
