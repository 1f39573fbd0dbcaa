import type { TableEntry } from '../../sim/report/transcript.ts';
import { DRAWN } from './bounded.ts';
import { type Markup, markup } from './markup.ts';
import type { Scale } from './scale.ts';
import { leftMarkup, wholeTable } from './table.ts';

/**
 * What plots and timelines share. A chart is an SVG without a `viewBox`: places across are percentages of its width,
 * places down are pixels. So it fills whatever width it gets, and its text keeps its size on a phone.
 */

/** Width of a digit or a middling letter at the chart's 12 px, in pixels: text can't be measured at build. */
const characterWidth = 7.2;

/** Space that a text takes at most, in pixels. */
export const textWidth = (text: string): number => Math.ceil(text.length * characterWidth);

/** The narrowest chart that must be legible, in pixels: a phone of 360 px less the margins. */
export const narrowest = 260;

/** How many colours and patterns there are (`.k0` … in view.css); the next ones begin again. */
const styles = 6;
export const styleClass = (index: number): string => `k${index % styles}`;

/** A share of the width as SVG takes it. */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

/** Pixels that a horizontal axis takes: ticks, their labels and its title. */
export const axisHeight = 44;

/** Ticks and title of a horizontal axis, below `y`. Every other label has `odd`: hidden where there is no room. */
export function horizontalAxis(scale: Scale, y: number): Markup {
  const crowded = scale.ticks.reduce((width, tick) => width + textWidth(tick.text) + 14, 0) > narrowest;
  return markup`<line class="base" x2="100%" y1="${y}" y2="${y}"/>${scale.ticks.map((tick, i) => {
    const x = percent(scale.place(tick.at));
    return markup`<line class="base" x1="${x}" x2="${x}" y1="${y}" y2="${y + 5}"/><text${
      crowded && i % 2 === 1 && markup` class="odd"`
    } x="${x}" y="${y + 19}" text-anchor="middle">${tick.text}</text>`;
  })}<text class="title" x="100%" y="${y + 38}" text-anchor="end">${scale.title}</text>`;
}

export interface LegendItem {
  name: string;
  /** The classes of its colour and pattern. */
  look: string;
  /** The sample drawn before the name, in a box of 24 by 12. */
  sample: Markup;
}

export interface Chart {
  title: string;
  description: string;
  /** Space left and right of the chart for labels, in pixels. `right` is less where the chart is narrow. */
  left: number;
  right: number;
  height: number;
  /** Width by height, where the height follows from the width: places down are percentages too then. */
  ratio?: number;
  body: Markup[];
  legend: LegendItem[];
  /** The legend repeats labels that a wide chart has within it. */
  legendOnlyNarrow: boolean;
  /** What the picture shows in numbers, in a few sentences: the part of its text alternative that is never out of date. */
  summary: string;
  /** How many places there are to read off: values of x, or spans and events. */
  stops: number;
  /** Of a timeline that can be played: seconds of virtual time at the left and at the right end of the picture. */
  play?: [from: number, to: number];
  /** A plot's numbers for `read-off.ts`, packed: the ends of both axes, then each column of the whole table. */
  numbers?: string;
  /** The values again, for those who want to read them. */
  data: Omit<TableEntry, 'type' | 'title'>;
  /** Why the table or the picture is not the whole, if it isn't. */
  note?: string;
  /** What of it is not in the picture, each in a few words. */
  leftOut: string[];
  /** How many rows the whole table has, where the one shown leaves out rows or digits. */
  wholeRows?: number;
}

/** Said where the values stand once a reader points at one. */
const HOW = 'Point at the picture, or move along it with the arrow keys, to read it off.';

/** Where values are read off: a slider along the picture, so that arrow keys move and screen readers tell. */
function readout(title: string, stops: number): Markup {
  return markup`<div class="readout" role="slider" tabindex="0" aria-label="Values in ${title}" aria-valuemin="1" aria-valuemax="${stops}" aria-valuenow="1" aria-valuetext="${HOW}" data-pagefind-ignore data-markdown-ignore>${HOW}</div>`;
}

export function chartMarkup(chart: Chart): Markup {
  const { title, legend, data, note, play, stops, numbers, wholeRows } = chart;
  const description = `${chart.description} ${chart.summary}`.trim();
  return markup`<figure class="chart">${
    play &&
    markup`<button type="button" class="place" data-play="${play.join(' ')}" aria-label="Play ${title}" data-pagefind-ignore data-markdown-ignore>Play</button>`
  }<figcaption>${title}</figcaption>${
    legend.length > 0 &&
    markup`<ul class="legend${chart.legendOnlyNarrow && ' narrow'}">${legend
      .slice(0, DRAWN.legend)
      .map(
        ({ name, look, sample }) =>
          markup`<li class="${look}"><svg width="24" height="12" aria-hidden="true">${sample}</svg>${name}</li>`,
      )}</ul>`
  }<svg role="img" aria-label="${title}. ${description}" height="${chart.height}" style="--l:${chart.left}px;--r:${chart.right}px${chart.ratio && `;height:auto;aspect-ratio:${chart.ratio}`}"${numbers && markup` data-numbers="${numbers}"`}>${chart.body}</svg>${stops > 0 && readout(title, stops)}
<details data-pagefind-ignore><summary>Data</summary><p>${description}</p>${
    (note || wholeRows) &&
    markup`<p class="note">${note}${wholeRows && markup` <button type="button" class="place">All ${wholeRows} rows, unrounded</button>`}</p>`
  }${wholeTable({ title, ...data })}</details>${leftMarkup(chart.leftOut)}</figure>`;
}
