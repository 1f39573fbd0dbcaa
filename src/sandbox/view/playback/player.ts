import { formatNumber } from '../../../sim/report/number.ts';
import type { PlaybackEntry } from '../../../sim/report/transcript.ts';
import { addStyle } from '../../add-style.ts';
import type { SandboxElement } from '../../element.ts';
import { Controls } from '../controls.ts';
import { markup } from '../markup.ts';
import style from '../player.css?inline';
import { Cursors } from './cursors.ts';
import { frameOf } from './frame.ts';
import own from './player.css?inline';
import { type Reel, reelOf } from './reel.ts';
import { Screen } from './screen.ts';
import { spanOf } from './strip.ts';
import { treeMarkup } from './tree.ts';
import { type Happening, happeningsOf, nowText } from './words.ts';

addStyle(style);
addStyle(own);

/** Real seconds that the whole takes to play, at the speed 1. */
const PLAYING = 20;
/** Milliseconds between two texts while it plays. */
const TELL = 250;

/** Plays scenes: draws the instant that it is given, whichever way it came to it. */
class Player {
  readonly #figure: HTMLElement;
  readonly #entry: PlaybackEntry;
  readonly #reels: Reel[];
  readonly #from: number;
  readonly #to: number;
  readonly #happenings: Happening[];
  readonly #screen: Screen;
  readonly #cursors: Cursors;
  readonly #controls: Controls;
  readonly #told: HTMLElement;
  #toldAt = -Infinity;

  constructor(figure: HTMLElement, button: HTMLElement, time: number | undefined) {
    this.#figure = figure;
    this.#entry = JSON.parse(button.dataset['film']!) as PlaybackEntry;
    this.#reels = this.#entry.scenes.map(reelOf);
    [this.#from, this.#to] = spanOf(this.#entry.scenes);
    this.#happenings = happeningsOf(this.#reels);
    const length = this.#to - this.#from || 1;
    const place = time === undefined ? 0 : (time - this.#from) / length;
    this.#told = figure.querySelector('.told')!;
    this.#controls = new Controls({
      title: this.#entry.title,
      lasting: PLAYING,
      moments: [...new Set(this.#happenings.map(({ at }) => (at - this.#from) / length))],
      place: Math.min(1, Math.max(0, place)),
      more: markup`<select aria-label="Speed">${[0.25, 0.5, 1, 2, 4].map((one) => markup`<option value="${one}"${one === 1 && markup` selected`}>${one} ×</option>`)}</select>`,
      show: (at) => this.#show(at),
    });
    const { element, head, range } = this.#controls;
    this.#told.before(element);
    button.hidden = true;
    figure.classList.add('open');
    range.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      if (head.playing) head.pause();
      else head.play();
    });
    const speed = element.querySelector('select')!;
    speed.addEventListener('change', () => (this.#controls.speed = Number(speed.value)));
    const stage = figure.querySelector<HTMLElement>('.stage')!;
    this.#cursors = new Cursors(figure);
    this.#screen = new Screen(stage, () => {
      this.#cursors.measure();
      this.#show(head.place);
    });
    // Nobody sees it: it rests.
    new IntersectionObserver(([seen]) => {
      if (seen && !seen.isIntersecting && head.playing) head.pause();
    }).observe(stage);
    figure.querySelector('details > p')!.insertAdjacentHTML('afterend', treeMarkup(this.#reels).text);
    this.#offerStrikes();
    this.#controls.start({ preventScroll: true });
  } // prettier-ignore

  /** Seconds of virtual time. */
  get #time(): number {
    return this.#from + this.#controls.head.place * (this.#to - this.#from);
  }

  #show(place: number): void {
    const time = this.#from + place * (this.#to - this.#from);
    this.#screen.draw(frameOf(this.#reels, time, this.#screen.width));
    this.#cursors.move(time);
    const { playing } = this.#controls.head;
    const now = performance.now();
    if (playing && now - this.#toldAt < TELL) return;
    this.#toldAt = now;
    // It is announced where it rests.
    this.#told.ariaLive = playing ? 'off' : 'polite';
    const text = this.#tell(time, playing);
    this.#told.textContent = text;
    this.#controls.tell(place, text);
  }

  #tell(time: number, playing: boolean): string {
    const now = `${formatNumber(Math.round(time))} s · ${nowText(this.#reels, time)}`;
    if (playing) return now;
    const last = this.#happenings.findLast(({ at }) => at <= time);
    return last ? `${now} · last, at ${formatNumber(last.at)} s: ${last.who} ${last.what}` : now;
  }

  /** Where the example has knobs for it: something can happen at the instant that is shown. */
  #offerStrikes(): void {
    const { fromHere, title } = this.#entry;
    const host = this.#figure.closest<SandboxElement>('x-sandbox');
    const line = this.#figure.querySelector<HTMLElement>('.from-here');
    if (!fromHere || !host || !line) return;
    const control = <T extends Element>(name: string) => host.querySelector<T>(`.knobs [data-knob="${CSS.escape(name)}"]`);
    const when = control<HTMLInputElement>(fromHere.at);
    const what = control<HTMLSelectElement>(fromHere.what);
    if (!when || !what) return;
    // The first choice is that nothing happens.
    const choices = [...what.options].slice(1).map(({ value, text }) => markup`<option value="${value}">${text}</option>`);
    line.innerHTML = markup`<button type="button">From here</button><select aria-label="What happens from here">${choices}</select>`.text;
    line.querySelector('button')!.addEventListener('click', () => {
      this.#controls.head.pause();
      const [min, max, step] = [when.min, when.max, when.step].map(Number) as [number, number, number];
      const at = Math.min(max, Math.max(min, min + Math.round((this.#time - min) / step) * step));
      const chosen = line.querySelector('select')!.value;
      void host.with(async ({ knobs }) => {
        await knobs.set(`${fromHere.at}=${at}, ${fromHere.what}=${chosen}`);
        // Both futures, from the instant at which they part.
        const again = [...host.querySelectorAll<HTMLElement>('.playback [data-film]')].find(
          (one) => one.ariaLabel === `Play ${title}`,
        );
        if (again) playFilm(again, at);
      });
    });
  } // prettier-ignore
}

/** Plays the scenes that a button belongs to, from a second of virtual time on. */
export function playFilm(button: HTMLElement, time?: number): void {
  new Player(button.closest<HTMLElement>('.playback')!, button, time);
}
