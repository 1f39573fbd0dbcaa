import { formatNumber } from '../../sim/report/number.ts';
import { addStyle } from '../add-style.ts';
import { percent } from './chart.ts';
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
  readonly #figure: HTMLElement;
  readonly #svg: SVGSVGElement;
  readonly #from: number;
  readonly #to: number;
  readonly #moments: Moment[];
  readonly #part = document.createElement('div');
  #place = 0;
  #frame = 0;

  constructor(figure: HTMLElement, button: HTMLElement) {
    this.#figure = figure;
    this.#svg = figure.querySelector<SVGSVGElement>(':scope > svg')!;
    [this.#from, this.#to] = button.dataset['play']!.split(' ').map(Number) as [number, number];
    this.#moments = momentsOf(this.#svg);
    const title = figure.querySelector('figcaption')!.textContent;
    this.#part.className = 'player';
    this.#part.role = 'group';
    this.#part.ariaLabel = `Playing ${title}`;
    this.#part.innerHTML =
      markup`<button type="button" data-play-do="play">Pause</button><button type="button" data-play-do="back" aria-label="Step back">⏮</button><button type="button" data-play-do="on" aria-label="Step on">⏭</button><input type="range" min="0" max="1000" aria-label="Virtual time"><p aria-live="off"></p>`.text;
    this.#svg.after(this.#part);
    button.hidden = true;
    this.#part.addEventListener('click', ({ target }) => this.#press(target as HTMLElement));
    this.#range.addEventListener('input', () => {
      this.#show(Number(this.#range.value) / 1000);
      this.#pause();
    });
    this.#button('play').focus();
    this.play();
  }

  /** Plays on, from the start where it had come to its end. */
  play(): void {
    if (this.#place >= 1) this.#place = 0;
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    let last = performance.now();
    let waited = 0;
    const step = (time: number) => {
      if (!this.#figure.isConnected) return;
      // A tab in the background gets no frames: it goes on where it stood.
      const passed = Math.min(Math.max(0, time - last), 100) / 1000;
      last = time;
      waited += passed;
      if (motion) this.#show(Math.min(1, this.#place + passed / PLAYING));
      else if (waited >= PAUSE) {
        waited = 0;
        this.#show(this.#next());
      }
      if (this.#place >= 1) this.#pause();
      else this.#frame = requestAnimationFrame(step);
    };
    this.#show(this.#place);
    this.#button('play').textContent = 'Pause';
    this.#told.ariaLive = 'off';
    this.#frame = requestAnimationFrame(step);
  }

  /** Its button says whether the end is reached. */
  #pause(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#button('play').textContent = this.#place >= 1 ? 'Play again' : 'Play';
    this.#told.ariaLive = 'polite';
  }

  #press(target: HTMLElement): void {
    const what = target.closest<HTMLElement>('[data-play-do]')?.dataset['playDo'];
    if (!what) return;
    if (what === 'play') {
      if (this.#frame) this.#pause();
      else this.play();
      return;
    }
    this.#show(what === 'on' ? this.#next() : this.#before());
    this.#pause();
  }

  /** The next moment, or the end. */
  #next(): number {
    return this.#moments.find(({ place }) => place > this.#place)?.place ?? 1;
  }

  /** The moment before, or the start. */
  #before(): number {
    return this.#moments.findLast(({ place }) => place < this.#place)?.place ?? 0;
  }

  #show(place: number): void {
    this.#place = place;
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
    const height = Number(this.#svg.getAttribute('height')) - 44;
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

  #button(name: string): HTMLElement {
    return this.#part.querySelector<HTMLElement>(`[data-play-do=${name}]`)!;
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
