import type { Cell, TimelineEntry } from '../../sim/report/transcript.ts';
import { boundTimeline, leftOut } from './bounded.ts';
import {
  axisHeight,
  chartMarkup,
  horizontalAxis,
  narrowest,
  percent,
  styleClass,
  textWidth,
} from './chart.ts';
import { type Markup, markup } from './markup.ts';
import { extent, scale, type Scale } from './scale.ts';
import { eventText, spanText, timelineSummary } from './summary.ts';

type Lane = TimelineEntry['lanes'][number];
type Span = Lane['spans'][number];

const nameHeight = 20;
const spanHeight = 24;
const eventHeight = 22;
const laneGap = 10;
/** What a wide chart has at least, in pixels: a label that fits only there is hidden where it is narrower. */
const wide = 560;

/** One shape a kind, drawn about (0, 0): an event is told by its shape, not by its colour alone. */
export const shapes = [
  'M-5 0A5 5 0 1 0 5 0A5 5 0 1 0-5 0',
  'M0-6L6 0L0 6L-6 0Z',
  'M0-6L6 5H-6Z',
  'M-4.5-4.5H4.5V4.5H-4.5Z',
  'M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z',
  'M0 6L6-5H-6Z',
];

/** Rows for spans of one lane, so that those which overlap in time do not cover each other. */
function pack(spans: Span[]): number[] {
  const ends: number[] = [];
  return spans.map((span) => {
    let row = ends.findIndex((end) => end <= span.start);
    if (row < 0) row = ends.length;
    ends[row] = span.end;
    return row;
  });
}

/** Whether a text has room: everywhere, only on a wide chart, or nowhere. */
function room(text: string, share: number, padding: number): 'always' | 'wide' | undefined {
  const needed = textWidth(text) + padding;
  if (needed <= share * narrowest) return 'always';
  return needed <= share * wide ? 'wide' : undefined;
}

function spanMarkup(lane: Lane, span: Span, style: number, y: number, x: Scale): Markup {
  const from = x.place(span.start);
  const share = x.place(span.end) - from;
  const fits = room(span.label, share, 12);
  return markup`<g class="${styleClass(style)}"><title>${lane.name}: ${spanText(span)}</title><rect class="span" x="${percent(from)}" width="${percent(share)}" y="${y}" height="${spanHeight - 4}" rx="3"/>${
    fits &&
    markup`<text class="in${fits === 'wide' && ' wide'}" x="${percent(from)}" dx="6" y="${y + 14}">${span.label}</text>`
  }</g>`;
}

function laneMarkup(lane: Lane, kinds: string[], top: number, x: Scale): { body: Markup; height: number } {
  const spans = [...lane.spans].sort((a, b) => a.start - b.start);
  const rows = pack(spans);
  const events = [...lane.events].sort((a, b) => a.at - b.at);
  const spansTop = top + nameHeight;
  const eventsTop = spansTop + (Math.max(-1, ...rows) + 1) * spanHeight;
  let freeBefore = true;
  const body = markup`<g class="row"><text class="lane" x="0" y="${top + 13}">${lane.name}</text>${spans.map(
    (span, i) => spanMarkup(lane, span, kinds.indexOf(span.kind), spansTop + rows[i]! * spanHeight, x),
  )}${events.map((event, i) => {
    const at = x.place(event.at);
    const [before, after] = [events[i - 1], events[i + 1]];
    // To the right of its mark, or to the left where only there is room and no other label.
    const right = room(event.label, (after ? x.place(after.at) : 1) - at, 20);
    const left = freeBefore ? room(event.label, at - (before ? x.place(before.at) : 0), 20) : undefined;
    const fits = right ?? left;
    freeBefore = !right;
    const kind = kinds.indexOf(event.kind);
    return markup`<g class="${styleClass(kind)}"><title>${lane.name}: ${eventText(event)}</title><svg x="${percent(at)}" y="${eventsTop + 9}"><path class="event" d="${shapes[kind % shapes.length]}"/></svg>${
      fits &&
      markup`<text class="event${fits === 'wide' && ' wide'}" x="${percent(at)}" dx="${right ? 10 : -10}" y="${eventsTop + 13}" text-anchor="${right ? 'start' : 'end'}">${event.label}</text>`
    }</g>`;
  })}</g>`;
  const height = eventsTop - top + (events.length > 0 ? eventHeight : 0) + laneGap;
  return { body, height };
}

/** Lanes of spans and instants over virtual time, a legend of their kinds, and all of it as a table. */
export function timelineMarkup(given: TimelineEntry): Markup {
  const timeline = boundTimeline(given);
  const lanes = timeline.lanes.map((lane) => ({
    name: lane.name,
    spans: lane.spans.filter((span) => Number.isFinite(span.start) && Number.isFinite(span.end)),
    events: lane.events.filter((event) => Number.isFinite(event.at)),
  }));
  const kinds = [
    ...new Set(
      lanes.flatMap((lane) => [...lane.spans.map((s) => s.kind), ...lane.events.map((e) => e.kind)]),
    ),
  ];
  const spanKinds = new Set(lanes.flatMap((lane) => lane.spans.map((span) => span.kind)));
  const [min, max] = extent(
    lanes.flatMap((lane) => [
      ...lane.spans.flatMap((s) => [s.start, s.end]),
      ...lane.events.map((e) => e.at),
    ]),
  );
  // A run begins at 0: so do its pictures, unless what they show comes late.
  const x = scale({ label: 'Virtual time', unit: 's' }, [min > 0 && min < max / 2 ? 0 : min, max], {
    count: 7,
  });

  let top = 0;
  const drawn = lanes.map((lane) => {
    const { body, height } = laneMarkup(lane, kinds, top, x);
    top += height;
    return body;
  });
  const rows: Cell[][] = lanes.flatMap((lane) => [
    ...lane.spans.map((span) => [lane.name, span.kind, span.label, span.start, span.end]),
    ...lane.events.map((event) => [lane.name, event.kind, event.label, event.at, null]),
  ]);
  return chartMarkup({
    title: timeline.title,
    description: timeline.description,
    left: 8,
    right: 16,
    height: top + axisHeight,
    body: [
      markup`<g class="grid">${x.ticks.map((tick) => {
        const at = percent(x.place(tick.at));
        return markup`<line class="grid" x1="${at}" x2="${at}" y2="${top}"/>`;
      })}</g>`,
      ...drawn,
      horizontalAxis(x, top),
    ],
    legend: kinds.map((kind, i) => ({
      name: kind,
      look: styleClass(i),
      sample: spanKinds.has(kind)
        ? markup`<rect class="span" x="1" y="1" width="22" height="10" rx="3"/>`
        : markup`<svg x="12" y="6" overflow="visible"><path class="event" d="${shapes[i % shapes.length]}"/></svg>`,
    })),
    legendOnlyNarrow: false,
    summary: timelineSummary(lanes),
    stops: rows.length,
    play: rows.length > 1 ? [x.min, x.max] : undefined,
    data: {
      columns: [
        { name: 'Lane', align: 'left' },
        { name: 'Kind', align: 'left' },
        { name: 'What', align: 'left' },
        { name: 'From', unit: 's', align: 'right' },
        { name: 'To', unit: 's', align: 'right' },
      ],
      rows,
    },
    leftOut: leftOut(given),
  });
}
