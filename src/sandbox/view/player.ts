import { formatNumber } from '../../sim/report/number.ts';
import { addStyle } from '../add-style.ts';
import { axisHeight, percent } from './chart.ts';
import { Controls } from './controls.ts';
import { markup } from './markup.ts';
import style from './player.css?inline';

addStyle(style);

/** Real seconds that a whole timeline takes to play. */
const PLAYING = 12;

/** A moment of the timeline at which something begins: where it lies, 0 to 1, and what it is in words. */
interface Moment {
  place: number;
  text: string;
}

/**
 * Plays a timeline from left to right: what is still to come lies under a cover. It can be paused, stepped from moment to
 * moment and moved by hand; a reader who asks for less motion gets it moment by moment. Where it stands is a pure
 * function of the place, so that any way to a place shows the same.
 */
class Player {
  readonly #svg: SVGSVGElement;
  readonly #from: number;
  readonly #to: number;
  readonly #moments: Moment[];
  readonly #controls: Controls;

  constructor(figure: HTMLElement, button: HTMLElement) {
    this.#svg = figure.querySelector<SVGSVGElement>(':scope > svg')!;
    [this.#from, this.#to] = button.dataset['play']!.split(' ').map(Number) as [number, number];
    this.#moments = momentsOf(this.#svg);
    this.#controls = new Controls({
      title: figure.querySelector('figcaption')!.textContent,
      lasting: PLAYING,
      moments: this.#moments.map(({ place }) => place),
      more: markup`<p aria-live="off"></p>`,
      show: (place) => this.#show(place),
    });
    this.#svg.after(this.#controls.element);
    button.hidden = true;
    this.#controls.start();
  }

  #show(place: number): void {
    // It is announced where it rests.
    this.#told.ariaLive = this.#controls.head.playing ? 'off' : 'polite';
    const at = this.#moments.findLast((moment) => moment.place <= place)?.place;
    const now = this.#moments.filter((moment) => moment.place === at).map(({ text }) => text);
    const time = `${formatNumber(this.#from + place * (this.#to - this.#from))} s`;
    this.#told.textContent = [time, ...now.slice(0, 2), ...(now.length > 2 ? [`and ${now.length - 2} more`] : [])].join(' · '); // prettier-ignore
    this.#controls.tell(place, this.#told.textContent);
    this.#svg.querySelector('.future')?.remove();
    if (place >= 1) return;
    const [x, width] = [percent(place), percent(1 - place)];
    // The axis below stays in sight.
    const height = Number(this.#svg.getAttribute('height')) - axisHeight;
    this.#svg.insertAdjacentHTML(
      'beforeend',
      markup`<g class="future" aria-hidden="true"><rect x="${x}" width="${width}" height="${height}"/><line x1="${x}" x2="${x}" y2="${height}"/></g>`
        .text,
    );
  }

  get #told(): HTMLElement {
    return this.#controls.element.querySelector('p')!;
  }
}

/** When something begins, in order of time. */
function momentsOf(svg: SVGSVGElement): Moment[] {
  return [...svg.querySelectorAll('.row > g')]
    .map((item) => ({
      place: Number.parseFloat(item.querySelector('rect, svg')!.getAttribute('x')!) / 100,
      text: item.querySelector('title')!.textContent,
    }))
    .sort((a, b) => a.place - b.place);
}

/** Plays the timeline that a button belongs to. */
export function playTimeline(button: HTMLElement): void {
  new Player(button.closest<HTMLElement>('.chart')!, button);
}
