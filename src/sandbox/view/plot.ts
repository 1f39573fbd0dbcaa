import { formatNumber } from '../../sim/report/number.ts';
import type { Cell, PlotEntry, Series, SeriesStyle } from '../../sim/report/transcript.ts';
import { boundPlot, DRAWN, leftOut } from './bounded.ts';
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
import { packColumns } from './numbers.ts';
import { extent, scale, type Scale } from './scale.ts';
import { plotSummary } from './summary.ts';

type Point = [x: number, y: number];

/** A series as one of two runs laid over each other. */
export interface DrawnSeries extends Series {
  /** Index of its colour and pattern. Default: its place among the series. */
  like?: number;
  /** Drawn dashed and paler, behind what it is compared with. */
  pale?: boolean;
  /** How many places further on the series stands with which this one bounds a band. */
  fillTo?: number;
}

export type DrawnPlot = Omit<PlotEntry, 'series'> & { series: DrawnSeries[] };

/** Height of the area that the values are drawn in, in pixels. */
const areaHeight = 220;
/** Units that the area's width is divided into. A share of a pixel, where the chart is as wide as the page. */
const areaWidth = 1000;
/** The data's table has about this many rows at most. */
const tableRows = 60;
/** Names up to this width may stand beside the end of their line. */
const directLabelWidth = 150;

const isFinitePoint = ([x, y]: Point): boolean => Number.isFinite(x) && Number.isFinite(y);
const round = (value: number): number => Math.round(value * 10) / 10;

/** An `s` path through the points, in the area's own units. */
function path(points: Point[], style: SeriesStyle, x: Scale, y: Scale): string {
  let [command, before] = ['M', ''];
  let text = '';
  for (const point of points) {
    const across = String(Math.round(x.place(point[0]) * areaWidth));
    const down = String(round((1 - y.place(point[1])) * areaHeight));
    if (style === 'points') text += `M${across} ${down}h0`;
    else if (style === 'step' && command === 'L') text += `H${across}${down === before ? '' : `V${down}`}`;
    else text += `${command}${across} ${down}`;
    [command, before] = ['L', down];
  }
  // The last value of a gauge holds until the end of the plot.
  return style === 'step' && text ? `${text}H${areaWidth}` : text;
}

/** The least distance between neighbouring x values of the bars, which is what a group of bars may fill. */
function barSpace(series: Series[]): number {
  const xs = [...new Set(series.flatMap((one) => one.points.map(([x]) => x)))].sort((a, b) => a - b);
  const gaps = xs.slice(1).map((x, i) => x - xs[i]!);
  return gaps.length > 0 ? Math.min(...gaps) : 1;
}

/** What is counted has no halves: between whole values there are no ticks. */
function countStep(values: number[]): number | undefined {
  return values.every(Number.isInteger) ? 1 : undefined;
}

interface Flag {
  label: string;
  share: number;
  /** Which side of its line the label stands on. */
  side: 'start' | 'end';
  /** 0 is next to the area. */
  row: number;
}

/** Labels of vertical lines, above the area, in rows so that none covers another even on the narrowest chart. */
function flags(marks: PlotEntry['marks'], x: Scale): Flag[] {
  const rows: [from: number, to: number][][] = [];
  const all = marks
    .filter((mark) => mark.x !== undefined)
    .map(({ x: at, label }): Flag => {
      const share = x.place(at!);
      return { label, share, side: share < 0.6 ? 'start' : 'end', row: 0 };
    });
  // Towards the middle: a later line then never has to pass the label of an earlier one.
  const ascending = all.toSorted((a, b) => a.share - b.share);
  const outward = [
    ...ascending.filter((flag) => flag.side === 'end'),
    ...ascending.filter((flag) => flag.side === 'start').reverse(),
  ];
  for (const flag of outward) {
    const width = textWidth(flag.label) + 12;
    const from = flag.share * narrowest - (flag.side === 'end' ? width : 0);
    flag.row = rows.findIndex((row) => row.every((taken) => taken[1] <= from || from + width <= taken[0]));
    if (flag.row < 0) flag.row = rows.push([]) - 1;
    rows[flag.row]!.push([from, from + width]);
  }
  return all;
}

/** Heights for labels beside the ends of their lines, apart from each other; nothing where they do not fit. */
function beside(heights: number[]): number[] | undefined {
  const gap = 15;
  if (heights.length * gap > areaHeight) return undefined;
  const order = heights.map((_, i) => i).sort((a, b) => heights[a]! - heights[b]!);
  const placed = [...heights];
  order.forEach((at, i) => {
    if (i > 0) placed[at] = Math.max(placed[at]!, placed[order[i - 1]!]! + gap);
  });
  let limit = areaHeight;
  for (const at of order.reverse()) {
    placed[at] = Math.min(placed[at]!, limit);
    limit = placed[at] - gap;
  }
  return placed;
}

/**
 * The plot's values, a row for each x in order: first x, then a cell for each series. Where they are very many, of every
 * so many places only the first has a row.
 */
function rowsOf(series: Series[]): { rows: Cell[][]; every: number } {
  const all = Float64Array.from(new Set(series.flatMap((one) => one.points.map(([x]) => x)))).sort();
  const every = Math.max(1, Math.ceil(all.length / Math.floor(DRAWN.readOff / (series.length + 1))));
  const rows = Array.from(
    all.filter((_, i) => i % every === 0),
    (x): Cell[] => [x, ...series.map(() => null)],
  );
  const byX = new Map(rows.map((row) => [row[0] as number, row]));
  series.forEach(({ style, points }, column) => {
    for (const [x, y] of points) {
      const row = byX.get(x);
      if (row) row[column + 1] = y;
    }
    if (style !== 'step') return;
    // A step holds its value until the next one.
    const ascending = points.toSorted((a, b) => a[0] - b[0]);
    let [at, held]: [number, Cell] = [0, null];
    for (const row of rows) {
      for (; at < ascending.length && ascending[at]![0] <= Number(row[0]); at++) held = ascending[at]![1];
      row[column + 1] = held;
    }
  });
  return { rows, every };
}

/** Whether a cell's text is all there is to know of its value. */
const isExact = (cell: Cell): boolean =>
  typeof cell !== 'number' || Number(formatNumber(cell).replaceAll(',', '').replace('−', '-')) === cell;

/** The table of the values, thinned evenly where they are many. */
function table(plot: DrawnPlot, series: Series[], rows: Cell[][], thinned: number) {
  const every = Math.ceil(rows.length / tableRows);
  const notes = [
    every > 1 && `The table has one row in ${every * thinned}.`,
    thinned > 1 && `One place in ${thinned} can be read off.`,
  ].filter((note) => note !== false);
  return {
    data: {
      columns: [
        { name: plot.x.label, unit: plot.x.unit, align: 'right' as const },
        ...series.map((one) => ({ name: one.name, unit: plot.y.unit, align: 'right' as const })),
      ],
      rows: rows.filter((_, i) => i % every === 0),
    },
    note: notes.length > 0 ? notes.join(' ') : undefined,
    wholeRows: every > 1 || !rows.flat().every(isExact) ? rows.length : undefined,
  };
}

/** A plot with both axes, a legend or labels at the lines' ends, its marks, and its data as a table. */
export function plotMarkup(given: DrawnPlot): Markup {
  const plot = boundPlot(given);
  const series = plot.series.map((one) => ({ ...one, points: one.points.filter(isFinitePoint) }));
  const bars = series.filter((one) => one.style === 'bars');
  const space = barSpace(bars);

  const points = series.flatMap((one) => one.points);
  let [xMin, xMax] = extent(points.map(([x]) => x));
  for (const { x } of plot.marks) if (x !== undefined) [xMin, xMax] = [Math.min(xMin, x), Math.max(xMax, x)];
  if (bars.length > 0) [xMin, xMax] = [xMin - space / 2, xMax + space / 2];
  let [yMin, yMax] = extent(points.map(([, y]) => y));
  for (const { y } of plot.marks) if (y !== undefined) [yMin, yMax] = [Math.min(yMin, y), Math.max(yMax, y)];
  // From zero, unless all values lie close together and far from it.
  if (bars.length > 0 || (yMin > 0 && yMin < yMax * 0.8)) yMin = Math.min(0, yMin);
  const x = scale(plot.x, [xMin, xMax], {
    count: 7,
    leastStep: bars.length > 0 ? space : countStep(points.map((point) => point[0])),
  });
  const y = scale(plot.y, [yMin, yMax], {
    count: 5,
    nice: true,
    leastStep: countStep(points.map((point) => point[1])),
  });

  const vertical = flags(plot.marks, x);
  const horizontal = plot.marks.filter((mark) => mark.y !== undefined);
  const top = 26 + 16 * (Math.max(-1, ...vertical.map((flag) => flag.row)) + 1);
  const down = (value: number): number => round((1 - y.place(value)) * areaHeight);

  const isLine = (one: Series): boolean => one.style === 'line' || one.style === 'step';
  const labelWidth = Math.max(0, ...series.map((one) => textWidth(one.name)));
  const direct =
    series.length > 1 &&
    series.every((one) => isLine(one) && one.points.length > 0) &&
    labelWidth <= directLabelWidth
      ? beside(series.map((one) => down(one.points.at(-1)![1])))
      : undefined;

  const lookOf = (i: number): string => styleClass(series[i]!.like ?? i) + (series[i]!.pale ? ' pale' : '');
  const drawn = series.map((one, i) => {
    if (one.style === 'bars') {
      const width = (space * 0.8) / bars.length;
      const left = -space * 0.4 + width * bars.indexOf(one);
      return one.points.map((point) => {
        const from = x.place(point[0] + left) * areaWidth;
        const to = down(point[1]);
        return markup`<rect class="${lookOf(i)}" x="${round(from)}" width="${round((width / (x.max - x.min)) * areaWidth)}" y="${Math.min(to, down(0))}" height="${round(Math.abs(down(0) - to))}"/>`;
      });
    }
    const curve = path(one.points, one.style, x, y);
    const bound = one.fillTo === undefined ? undefined : series[i + one.fillTo];
    return markup`${
      bound &&
      markup`<path class="band ${styleClass(one.like ?? i)}" d="${curve}${path(bound.points.toReversed(), 'line', x, y).replace('M', 'L')}Z"/>`
    }<path class="${one.style} ${lookOf(i)}" d="${curve}"/>`;
  });

  const left = Math.max(...y.ticks.map((tick) => textWidth(tick.text)), 10) + 10;
  const { rows, every } = rowsOf(series);
  const columns = ['x', ...series].map((_, i) => rows.map((row) => row[i] as number | null));
  return chartMarkup({
    title: plot.title,
    description: plot.description,
    left,
    right: direct ? labelWidth + 10 : 16,
    height: top + areaHeight + axisHeight,
    body: [
      markup`<text class="title" x="0" y="11" dx="${-left}">${y.title}</text>`,
      markup`<svg class="area" y="${top}" width="100%" height="${areaHeight}">${y.ticks.map(
        (tick) =>
          markup`<line class="grid" x2="100%" y1="${down(tick.at)}" y2="${down(tick.at)}"/><text x="-8" y="${down(tick.at)}" dy=".35em" text-anchor="end">${tick.text}</text>`,
      )}<svg viewBox="0 0 ${areaWidth} ${areaHeight}" preserveAspectRatio="none">${drawn}</svg>${vertical.map(
        (flag) => {
          const at = percent(flag.share);
          const dx = flag.side === 'start' ? 4 : -4;
          const y = -6 - 16 * flag.row;
          return markup`<line class="mark" x1="${at}" x2="${at}" y1="${y - 9}" y2="100%"/><text class="mark" x="${at}" dx="${dx}" y="${y}" text-anchor="${flag.side}">${flag.label}</text>`;
        },
      )}${horizontal.map(
        (mark) =>
          markup`<line class="mark" x2="100%" y1="${down(mark.y!)}" y2="${down(mark.y!)}"/><text class="mark" x="100%" y="${down(mark.y!)}" dy="-5" text-anchor="end">${mark.label}</text>`,
      )}${direct?.map(
        (height, i) =>
          markup`<text class="direct ${lookOf(i)}" x="100%" dx="8" y="${height}" dy=".35em">${series[i]!.name}</text>`,
      )}</svg>`,
      horizontalAxis(x, top + areaHeight),
    ],
    legend:
      series.length > 1 || series[0]?.name !== plot.y.label
        ? series.map((one, i) => ({
            name: one.name,
            look: lookOf(i),
            sample:
              one.style === 'bars'
                ? markup`<rect x="6" width="12" height="12"/>`
                : markup`<path class="${one.style}" d="${one.style === 'points' ? 'M12 6h0' : 'M1 6H23'}"/>`,
          }))
        : [],
    legendOnlyNarrow: direct !== undefined,
    summary: plotSummary(plot.x, plot.y, series),
    stops: rows.length,
    numbers: packColumns([[x.min, x.max, y.min, y.max], ...columns]),
    leftOut: leftOut(given),
    ...table(plot, series, rows, every),
  });
}
