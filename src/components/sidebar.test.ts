import { expect, test } from 'vitest';
import { fold } from './sidebar.ts';

type Entry = Parameters<typeof fold>[0];

const link = (label: string, isCurrent = false): Entry => ({
  type: 'link',
  label,
  href: `/${label}/`,
  isCurrent,
  badge: undefined,
  attrs: {},
});
const group = (label: string, ...entries: Entry[]): Entry => ({
  type: 'group',
  label,
  entries,
  collapsed: false,
  badge: undefined,
});

/** A sidebar in a line: a folded group in round brackets, an open one in square ones. */
function shown(entry: Entry): string {
  if (entry.type === 'link') return `${entry.label}>${entry.href}`;
  const inside = entry.entries.map(shown).join(' ');
  return entry.label + (entry.collapsed ? `(${inside})` : `[${inside}]`);
}

test('a page shows the chapters of its service; another service is one link, another part is closed', () => {
  const course = [
    group('Messaging', group('SQS', link('a'), link('b', true)), group('SNS', link('c'), link('d'))),
    group('Edge', link('edge'), group('Route 53', link('e'), link('f'))),
    group('Reference', link('r'), link('s')),
    link('Corrections'),
  ];
  expect(course.map(fold).map(shown)).toEqual([
    'Messaging[SQS[a>/a/ b>/b/] SNS>/c/]',
    'Edge(edge>/edge/ Route 53>/e/)',
    'Reference>/r/',
    'Corrections>/Corrections/',
  ]);
});

test('a page that stands in no group closes all of them', () => {
  expect(shown(fold(group('Messaging', group('SQS', link('a')))))).toBe('Messaging(SQS>/a/)');
});
