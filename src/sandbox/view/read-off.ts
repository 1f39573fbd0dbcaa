import { formatNumber } from '../../sim/report/number.ts';
import { addStyle } from '../add-style.ts';
import { Slices } from '../slices.ts';
import { percent, styleClass } from './chart.ts';
import { markup } from './markup.ts';
import { type Column, unpackColumns } from './numbers.ts';
import style from './read-off.css?inline';

addStyle(style);

/** The places of a picture that can be read off, in order. */
interface Stops {
  /** What stands at a place, in words. */
  text(at: number): string;
  /** Shows in the picture which place it is. */
  mark(at: number): void;
  /** Shows none any more. */
  clear(): void;
  /** The place that is pointed at. */
  near(event: PointerEvent): number | undefined;
}

/** Values of x, each with the values of all series there. */
class PlotStops implements Stops {
  readonly #svg: SVGSVGElement;
  readonly #range: number[];
  readonly #columns: Column[];
  readonly #heads: { name: string; unit: string }[];

  constructor(svg: SVGSVGElement, heads: HTMLElement[]) {
    this.#svg = svg;
    const [range, ...columns] = unpackColumns(svg.dataset['numbers']!);
    this.#range = range as number[];
    this.#columns = columns;
    this.#heads = heads.map((head) => ({
      name: head.firstChild!.textContent!.trim(),
      unit: head.querySelector('span')?.textContent.slice(1, -1) ?? '',
    }));
  }

  text(at: number): string {
    const [x, ...values] = this.#columns.map((column, i) => {
      const { name, unit } = this.#heads[i]!;
      const value = column[at];
      return value == null ? '' : `${name} ${formatNumber(value)}${unit === '%' ? '' : ' '}${unit}`.trim();
    });
    return `${x}: ${values.filter(Boolean).join(', ')}`;
  }

  mark(at: number): void {
    this.clear();
    const [left, right, bottom, top] = this.#range as [number, number, number, number];
    const [xs, ...series] = this.#columns;
    const across = percent((xs![at]! - left) / (right - left));
    const dots = series.map((column, i) => {
      const value = column[at];
      if (value == null) return undefined;
      const down = percent((top - value) / (top - bottom));
      return markup`<circle class="${styleClass(i)}" cx="${across}" cy="${down}" r="4"/>`;
    });
    this.#svg
      .querySelector('.area')!
      .insertAdjacentHTML(
        'beforeend',
        markup`<g class="cursor"><line x1="${across}" x2="${across}" y2="100%"/>${dots}</g>`.text,
      );
  }

  clear(): void {
    this.#svg.querySelector('.cursor')?.remove();
  }

  near({ clientX }: PointerEvent): number {
    const { left, width } = this.#svg.getBoundingClientRect();
    const [min, max] = this.#range as [number, number];
    const x = min + ((clientX - left) / width) * (max - min);
    const xs = this.#columns[0] as number[];
    const after = xs.findIndex((one) => one >= x);
    if (after < 0) return xs.length - 1;
    return after > 0 && x - xs[after - 1]! < xs[after]! - x ? after - 1 : after;
  }

  /** Each row's cells, as exact as they are. */
  rows(): string[][] {
    return this.#columns[0]!.map((_, at) => this.#columns.map((column) => String(column[at] ?? '–')));
  }
}

/** The spans and events of a timeline, lane by lane. */
class TimelineStops implements Stops {
  readonly #items: SVGGElement[];

  constructor(svg: SVGSVGElement) {
    const across = (item: Element) => Number.parseFloat(item.querySelector('rect, svg')!.getAttribute('x')!);
    this.#items = [...svg.querySelectorAll('.row')].flatMap((row) =>
      [...row.querySelectorAll('g')].sort((a, b) => across(a) - across(b)),
    );
  }

  text(at: number): string {
    return this.#items[at]!.querySelector('title')!.textContent;
  }

  mark(at: number): void {
    this.clear();
    this.#items[at]!.classList.add('cursor');
  }

  clear(): void {
    for (const item of this.#items) item.classList.remove('cursor');
  }

  near({ target }: PointerEvent): number | undefined {
    const at = this.#items.findIndex((item) => item.contains(target as Element));
    return at < 0 ? undefined : at;
  }
}

/** Lets a reader read a chart off: by pointing, by touch, by the arrow keys. */
class Reader {
  readonly #readout: HTMLElement;
  readonly #how: string;
  readonly #stops: Stops;
  readonly #last: number;
  #at = 0;

  constructor(figure: HTMLElement) {
    const svg = figure.querySelector<SVGSVGElement>(':scope > svg')!;
    this.#readout = figure.querySelector('.readout')!;
    this.#how = this.#readout.textContent;
    this.#last = Number(this.#readout.ariaValueMax) - 1;
    if (svg.dataset['numbers']) {
      const plot = new PlotStops(svg, [...figure.querySelectorAll('th')]);
      this.#stops = plot;
      figure
        .querySelector('.note button')
        ?.addEventListener('click', () => void showAll(figure, plot.rows()));
    } else this.#stops = new TimelineStops(svg);

    for (const type of ['pointermove', 'pointerdown'] as const) svg.addEventListener(type, this.point);
    figure.addEventListener('pointerleave', () => this.#rest());
    this.#readout.addEventListener('focus', () => this.#go(this.#at));
    this.#readout.addEventListener('blur', () => this.#rest());
    this.#readout.addEventListener('keydown', (event) => this.#key(event));
    if (document.activeElement === this.#readout) this.#go(this.#at);
  }

  /** Goes where a pointer is. */
  readonly point = (event: PointerEvent): void => {
    const at = this.#stops.near(event);
    if (at !== undefined) this.#go(at);
  };

  #key(event: KeyboardEvent): void {
    const tenth = Math.max(1, Math.round(this.#last / 10));
    const to: Record<string, number> = {
      ArrowRight: this.#at + 1,
      ArrowUp: this.#at + 1,
      ArrowLeft: this.#at - 1,
      ArrowDown: this.#at - 1,
      PageUp: this.#at + tenth,
      PageDown: this.#at - tenth,
      Home: 0,
      End: this.#last,
    };
    const at = to[event.key];
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#go(Math.min(this.#last, Math.max(0, at)));
  }

  #go(at: number): void {
    this.#at = at;
    this.#stops.mark(at);
    this.#say(at, this.#stops.text(at));
  }

  /** As before anybody pointed, unless the keyboard is still there. */
  #rest(): void {
    if (document.activeElement === this.#readout) return;
    this.#stops.clear();
    this.#say(0, this.#how);
  }

  #say(at: number, text: string): void {
    this.#readout.textContent = text;
    this.#readout.ariaValueText = text;
    this.#readout.ariaValueNow = String(at + 1);
  }
}

/** Puts the whole table in the place of the rounded and thinned one. */
async function showAll(figure: HTMLElement, rows: string[][]): Promise<void> {
  figure.querySelector('.note')!.textContent = `All ${rows.length} rows, unrounded.`;
  figure.querySelector<HTMLElement>('.table')!.focus();
  const body = figure.querySelector('tbody')!;
  const slices = new Slices(body, () => body.isConnected);
  for (const row of rows)
    await slices.add(() => markup`<tr>${row.map((cell) => markup`<td class="num">${cell}</td>`)}</tr>`);
  slices.flush();
}

const readers = new WeakMap<HTMLElement, Reader>();

/** A chart that a reader has reached, by pointer or by keyboard, can be read off from now on. */
export function readOff(figure: HTMLElement, event: Event): void {
  if (readers.has(figure) || !figure.querySelector('.readout')) return;
  const reader = new Reader(figure);
  readers.set(figure, reader);
  if (event instanceof PointerEvent) reader.point(event);
}
