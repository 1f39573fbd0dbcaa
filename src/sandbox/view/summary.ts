import { formatNumber } from '../../sim/report/number.ts';
import type { Axis, Series, TimelineEntry } from '../../sim/report/transcript.ts';

/**
 * What a picture shows, in words made from its data: an author's description says what to see, and these the numbers,
 * which a reader's edit may change.
 */

type Lane = TimelineEntry['lanes'][number];

/** So many series, and so many spans and events of a lane, are told; the table has them all. */
const MOST = 6;

/** What a span or an event is: its kind, unless its label says the same. */
const what = ({ kind, label }: { kind: string; label: string }): string =>
  kind === label ? label : `${kind}, ${label}`;

/** A span in words. */
export const spanText = (span: Lane['spans'][number]): string =>
  `${what(span)}, ${formatNumber(span.start)} to ${formatNumber(span.end)} s`;

/** An event in words. */
export const eventText = (event: Lane['events'][number]): string =>
  `${what(event)}, at ${formatNumber(event.at)} s`;

/** The first few of several, and how many there are besides. */
function few(items: string[], separator: string): string {
  const more = items.length - MOST;
  return items.slice(0, MOST).join(separator) + (more > 0 ? `${separator}and ${more} more` : '');
}

/** What happens in each lane, in order. */
export function timelineSummary(lanes: Lane[]): string {
  const told = lanes.map(({ name, spans, events }) => {
    const items = [
      ...spans.map((span) => ({ at: span.start, text: spanText(span) })),
      ...events.map((event) => ({ at: event.at, text: eventText(event) })),
    ].sort((a, b) => a.at - b.at);
    return `${name}: ${
      few(
        items.map(({ text }) => text),
        '; ',
      ) || 'nothing'
    }.`;
  });
  return few(told, ' ');
}

/** Where each series begins and ends, and its extremes between. */
export function plotSummary(x: Axis, y: Axis, series: Series[]): string {
  const of = (axis: Axis, value: number) =>
    `${formatNumber(value)}${axis.unit === '%' ? '' : ' '}${axis.unit ?? ''}`.trim();
  const told = series.map(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last) return `${name}: no points.`;
    const at = ([place, value]: [number, number]) => `${of(y, value)} at ${of(x, place)}`;
    const high = points.reduce((a, b) => (b[1] > a[1] ? b : a));
    const low = points.reduce((a, b) => (b[1] < a[1] ? b : a));
    const extremes = [
      high[1] > Math.max(first[1], last[1]) && `highest ${at(high)}`,
      low[1] < Math.min(first[1], last[1]) && `lowest ${at(low)}`,
    ].filter(Boolean);
    return `${name}: ${[`from ${at(first)}`, ...extremes, `to ${at(last)}`].join(', ')}.`;
  });
  return few(told, ' ');
}
