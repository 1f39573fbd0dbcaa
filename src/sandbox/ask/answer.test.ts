import { describe, expect, test } from 'vitest';
import type { Entry } from '../../sim/report/transcript.ts';
import { accepts, AnswerError, answerOf, answerText } from './answer.ts';
import { choiceProblems, keyOf, keyProblems } from './question.ts';

const entries: Entry[] = [
  { type: 'console', level: 'log', text: 'depth: 7' },
  { type: 'console', level: 'log', text: 'state: idle, for now' },
  { type: 'check', label: 'none > is lost', ok: true },
  {
    type: 'table',
    title: 'A day',
    columns: [
      { name: 'poll', align: 'left' },
      { name: 'calls', align: 'right' },
      { name: 'cost (¢)', align: 'right' },
      { name: 'wait', unit: 's', align: 'right' },
    ],
    rows: [
      ['short', 86_700, 3.4, null],
      ['long', 4600, 0.2, 0],
      [20, 1, 1, 1],
    ],
  },
  {
    type: 'plot',
    title: 'Backlog',
    description: '',
    x: { label: 'Time', unit: 's' },
    y: { label: 'Share', unit: '%' },
    series: [
      { name: 'waiting', style: 'step', points: [[0, 1], [10, 9], [20, 4]] },
      { name: 'refused', style: 'line', points: [[0, 2], [0.1, 5]] },
    ],
    marks: [],
  },
  {
    type: 'plot',
    title: 'Alone',
    description: '',
    x: { label: 'Time' },
    y: { label: 'Jobs' },
    series: [{ name: 'all', style: 'points', points: [[1, 14.4]] }],
    marks: [],
  },
  {
    type: 'timeline',
    title: 'One message',
    description: '',
    lanes: [
      {
        name: 'message',
        spans: [
          { start: 30, end: 40, label: 'hidden', kind: 'hidden' },
          { start: 0, end: 30, label: 'hidden', kind: 'hidden' },
        ],
        events: [{ at: 40, label: 'deleted', kind: 'deleted' }],
      },
    ],
  },
  {
    type: 'map',
    title: 'Users',
    description: '',
    legend: 'Answer',
    places: [{ name: 'Tokyo', latitude: 35.7, longitude: 139.7, role: 'user', kind: 'none', note: '9 ms' }],
    ways: [],
  },
  { type: 'end', reason: 'done' },
]; // prettier-ignore

describe('what a run gives', () => {
  test.each([
    ['A day > short > calls', 86_700, '86,700'],
    ['A day > short > cost (¢)', 3.4, '3.4 ¢'],
    ['A day > long > cost', 0.2, '0.2 ¢'],
    ['A day > long > wait', 0, '0 s'],
    ['A day > short > wait', null, '–'],
    ['A day > 20 > calls', 1, '1'],
    ['Backlog > waiting > 15', 9, '9%'],
    ['Backlog > waiting > highest', 9, '9%'],
    ['Backlog > waiting > lowest', 1, '1%'],
    ['Backlog > waiting > last', 4, '4%'],
    ['Backlog > refused > first', 2, '2%'],
    ['Backlog > refused > 0.1', 5, '5%'],
    ['Alone > 1', 14.4, '14.4'],
    ['Alone > all > 1', 14.4, '14.4'],
    ['One message > message > hidden', 0, '0 s'],
    ['One message > message > hidden > end', 30, '30 s'],
    ['One message > message > hidden > count', 2, '2'],
    ['One message > message > deleted', 40, '40 s'],
    ['Users > Tokyo > Answer', 'none', 'none'],
    ['check > none > is lost', true, 'yes'],
    ['printed > depth:', 7, '7'],
    ['printed > state:', 'idle, for now', 'idle, for now'],
  ])('%s', (path, value, text) => {
    const answer = answerOf(entries, path);
    expect(answer.value).toBe(value);
    expect(answerText(answer)).toBe(text);
  });

  test.each([
    ['A week > short > calls', `There is no table, plot, timeline or map 'A week', but 'A day', 'Backlog', 'Alone', 'One message', 'Users'.`],
    ['A day > medium > calls', `There is no row in the table 'A day' 'medium', but 'short', 'long', '20'.`],
    ['A day > short > price', `The table 'A day' has no column 'price', but 'poll', 'calls', 'cost (¢)', 'wait'.`],
    ['A day > short', `Of the table 'A day' a path names a row and a column.`],
    ['Backlog > 10', `The plot 'Backlog' has several series, but 'waiting', 'refused'.`],
    ['Backlog > lost > 10', `There is no series in the plot 'Backlog' 'lost', but 'waiting', 'refused'.`],
    ['Backlog > refused > 7', `The series 'refused' of the plot 'Backlog' has nothing at '7': it has x 0, 0.1.`],
    ['One message > queue > hidden', `There is no lane in the timeline 'One message' 'queue', but 'message'.`],
    ['One message > message > lost', `There is no span or event in the lane 'message' 'lost', but 'hidden', 'deleted'.`],
    ['check > all is lost', `There is no check 'all is lost', but 'none > is lost'.`],
    ['printed > width:', `No printed line begins with 'width:', but 'depth: 7', 'state: idle, for now'.`],
    ['', `There is no table, plot, timeline or map '', but 'A day', 'Backlog', 'Alone', 'One message', 'Users'.`],
  ])('%s is not there, and what is instead is told', (path, message) => {
    expect(() => answerOf(entries, path)).toThrow(new AnswerError(message));
  }); // prettier-ignore

  test('of nothing there is nothing', () => {
    expect(() => answerOf([], 'A > b')).toThrow(
      `There is no table, plot, timeline or map 'A': there is none.`,
    );
  });

  test('a quotient of two is a number without a unit', () => {
    expect(keyOf(entries, 'A day > short > cost', 'A day > long > cost').value).toBeCloseTo(17);
    expect(() => keyOf(entries, 'A day > short > cost', 'A day > short > wait')).toThrow(
      /can't be divided by –/,
    );
  });
});

test.each([
  ['7', 7, true],
  ['7', 7.1, false],
  ['10..20', 10, true],
  ['10..20', 20.5, false],
  ['−5..-1', -3, true],
  ['<5', 4.9, true],
  ['< 5', 5, false],
  ['<=5', 5, true],
  ['>5', 5, false],
  ['>=5', 5, true],
  ['0 | 7..8', 7.5, true],
  ['yes', true, true],
  ['no', true, false],
  ['idle', 'idle', true],
  ['–', null, true],
])('a choice that is %s takes %s: %s', (is, value, expected) => {
  expect(accepts(is, value)).toBe(expected);
});

test('a choice of words does not take a number, and says so', () => {
  expect(() => accepts('about five', 5)).toThrow(/gives the number 5, and 'about five' is none/);
});

describe('the key of a question', () => {
  const choices = [
    { text: 'None', right: false, is: '0', explained: true },
    { text: 'One in seven', right: true, is: '12..18', explained: true },
    { text: 'It depends', right: false, explained: true },
  ];
  const problems = () => keyProblems(choices, answerOf(entries, 'Alone > 1'));

  test('holds while the run gives it', () => {
    expect(problems()).toEqual([]);
    expect(choiceProblems(choices)).toEqual([]);
  });

  test('does not hold any more when a constant of the model has changed what the run gives', () => {
    const flipped = structuredClone(entries);
    const plot = flipped.find((entry) => entry.type === 'plot' && entry.title === 'Alone') as {
      series: { points: [number, number][] }[];
    };
    plot.series[0]!.points[0]![1] = 0;
    expect(keyProblems(choices, answerOf(flipped, 'Alone > 1'))).toEqual([
      'The run gives 0, which the wrong choice “None” is too: 0.',
      'The run gives 0, and the right choice “One in seven” is 12..18.',
    ]);
  });

  test('wants a right choice that says what it is', () => {
    expect(
      keyProblems([{ text: 'A', right: true, explained: true }], answerOf(entries, 'Alone > 1')),
    ).toEqual(['The right choice “A” does not say what it is, as in is="10..20".']);
  });

  test('wants one right choice of several, each with its reason, no two alike', () => {
    const one = { text: 'A', right: false, explained: true };
    expect(choiceProblems([one])).toHaveLength(2);
    expect(
      choiceProblems([
        { ...one, right: true },
        { ...one, right: true, text: 'B' },
      ]),
    ).toEqual(['A question has one right choice; this one has 2.']);
    expect(
      choiceProblems([
        { ...one, right: true },
        { ...one, explained: false },
      ]),
    ).toEqual(['The choice “A” says nothing of why it is right or wrong.', 'Two choices say the same.']);
  });
});
