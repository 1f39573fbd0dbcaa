import { formatNumber } from '../../sim/report/number.ts';
import { addStyle } from '../add-style.ts';
import { Playhead } from '../playhead.ts';
import { axisHeight, percent } from './chart.ts';
import { markup } from './markup.ts';
import style from './player.css?inline';

addStyle(style);

/** Real seconds that a whole timeline takes to play. */
const PLAYING = 12;
/** Real seconds that each moment is shown, to a reader who asks for less motion. */
const PAUSE = 1.5;

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
  readonly #part = document.createElement('div');
  readonly #head: Playhead;
  /** Real seconds that the present moment has been shown, where there is no motion. */
  #shown = 0;

  constructor(figure: HTMLElement, button: HTMLElement) {
    this.#svg = figure.querySelector<SVGSVGElement>(':scope > svg')!;
    [this.#from, this.#to] = button.dataset['play']!.split(' ').map(Number) as [number, number];
    this.#moments = momentsOf(this.#svg);
    const title = figure.querySelector('figcaption')!.textContent;
    this.#part.className = 'player';
    this.#part.role = 'group';
    this.#part.ariaLabel = `Playing ${title}`;
    this.#part.innerHTML =
      markup`<button type="button">Pause</button><button type="button" aria-label="Step back">‹</button><button type="button" aria-label="Step on">›</button><input type="range" min="0" max="1000" aria-label="Virtual time"><p aria-live="off"></p>`.text;
    this.#svg.after(this.#part);
    button.hidden = true;
    const [play, back, on] = this.#part.querySelectorAll('button') as unknown as HTMLElement[];
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#head = new Playhead(
      play!,
      0,
      (place) => this.#show(place),
      (place, seconds) => (motion ? place + seconds / PLAYING : this.#waited(place, seconds)),
    );
    back!.addEventListener('click', () => this.#head.move(this.#before()));
    on!.addEventListener('click', () => this.#head.move(this.#next()));
    this.#range.addEventListener('input', () => this.#head.move(Number(this.#range.value) / 1000));
    play!.focus();
    this.#head.play();
  }

  /** The same place, or the next moment's once it has been shown long enough. */
  #waited(place: number, seconds: number): number {
    this.#shown += seconds;
    if (this.#shown < PAUSE) return place;
    this.#shown = 0;
    return this.#next();
  }

  /** The next moment, or the end. */
  #next(): number {
    return this.#moments.find(({ place }) => place > this.#head.place)?.place ?? 1;
  }

  /** The moment before, or the start. */
  #before(): number {
    return this.#moments.findLast(({ place }) => place < this.#head.place)?.place ?? 0;
  }

  #show(place: number): void {
    // It is announced where it rests.
    this.#told.ariaLive = this.#head.playing ? 'off' : 'polite';
    const at = this.#moments.findLast((moment) => moment.place <= place)?.place;
    const now = this.#moments.filter((moment) => moment.place === at).map(({ text }) => text);
    const time = `${formatNumber(this.#from + place * (this.#to - this.#from))} s`;
    this.#told.textContent = [time, ...now.slice(0, 2), ...(now.length > 2 ? [`and ${now.length - 2} more`] : [])].join(' · '); // prettier-ignore
    this.#range.value = String(Math.round(place * 1000));
    this.#range.ariaValueText = this.#told.textContent;
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

  get #range(): HTMLInputElement {
    return this.#part.querySelector('input')!;
  }

  get #told(): HTMLElement {
    return this.#part.querySelector('p')!;
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
