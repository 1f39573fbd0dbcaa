import { describe, expect, test } from 'vitest';
import { search } from './search.ts';

const data = {
  Queues: [
    { Name: 'jobs', Size: 3, Tags: { team: 'red' }, Zones: ['a', 'b'] },
    { Name: 'dead', Size: 0, Tags: {}, Zones: [] },
    { Name: 'orders', Size: 7, Tags: { team: 'blue' }, Zones: ['c'] },
  ],
  'odd-name': true,
  empty: [],
};

// What the specification and AWS's guide to filtering say. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-filter.html
test.each([
  ['Queues[0].Name', 'jobs'],
  ['Queues[-1].Name', 'orders'],
  ['Queues[9].Name', null],
  ['Queues[*].Name', ['jobs', 'dead', 'orders']],
  ['Queues[].Tags.team', ['red', 'blue']],
  ['Queues[].Zones', [['a', 'b'], [], ['c']]],
  ['Queues[].Zones[]', ['a', 'b', 'c']],
  ['Queues[*].Zones[0]', ['a', 'c']],
  ['Queues[*].Zones | [0]', ['a', 'b']],
  ['Queues[0:2].Name', ['jobs', 'dead']],
  ['Queues[::-1].Name', ['orders', 'dead', 'jobs']],
  ['Queues[?Size > `0`].Name', ['jobs', 'orders']],
  ["Queues[?Tags.team == 'red'].Size | [0]", 3],
  ["Queues[?Size > `0` && Tags.team != 'red'].Name", ['orders']],
  ['Queues[?!Size].Name', []],
  ["Queues[?contains(Name, 'o')].Name", ['jobs', 'orders']],
  [
    'Queues[].[Name, Size]',
    [
      ['jobs', 3],
      ['dead', 0],
      ['orders', 7],
    ],
  ],
  [
    'Queues[].{n: Name, t: Tags.team}',
    [
      { n: 'jobs', t: 'red' },
      { n: 'dead', t: null },
      { n: 'orders', t: 'blue' },
    ],
  ],
  ['sort_by(Queues, &Size)[].Name', ['dead', 'jobs', 'orders']],
  ['max_by(Queues, &Size).Name', 'orders'],
  ['length(Queues)', 3],
  ['sum(Queues[].Size)', 10],
  ["join(', ', Queues[].Name)", 'jobs, dead, orders'],
  ['"odd-name"', true],
  ['Queues[0].Tags.*', ['red']],
  ['empty || `"none"`', 'none'],
  ['not_null(nothing, Queues[0].Size)', 3],
  ['keys(Queues[0].Tags)', ['team']],
  ['Queues[0].[Name, @.Size]', ['jobs', 3]],
  ['nothing.more', null],
  ['to_number(`"12"`)', 12],
])('%s', (expression, expected) => {
  expect(search(data, expression)).toEqual(expected);
});

describe('what is no expression', () => {
  test.each(['Queues[', 'Queues[?Size', 'a..b', 'nothing(@)', 'a b', '#', ''])('%s', (expression) => {
    expect(() => search(data, expression)).toThrow('Bad value for --query');
  });
});
