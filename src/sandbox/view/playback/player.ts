import { formatNumber } from '../../../sim/report/number.ts';
import type { PlaybackEntry } from '../../../sim/report/transcript.ts';
import { addStyle } from '../../add-style.ts';
import type { SandboxElement } from '../../element.ts';
import { Playhead } from '../../playhead.ts';
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
/** Real seconds that each moment is shown, to a reader who asks for less motion. */
const PAUSE = 1.5;
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
  /** Places, 0 to 1, at which something happens. */
  readonly #moments: number[];
  readonly #part = document.createElement('div');
  readonly #screen: Screen;
  readonly #cursors: Cursors;
  readonly #head: Playhead;
  readonly #range: HTMLInputElement;
  readonly #told: HTMLElement;
  #speed = 1;
  #shown = 0;
  #toldAt = -Infinity;

  constructor(figure: HTMLElement, button: HTMLElement, time: number | undefined) {
    this.#figure = figure;
    this.#entry = JSON.parse(button.dataset['film']!) as PlaybackEntry;
    this.#reels = this.#entry.scenes.map(reelOf);
    [this.#from, this.#to] = spanOf(this.#entry.scenes);
    this.#happenings = happeningsOf(this.#reels);
    const length = this.#to - this.#from || 1;
    this.#moments = [...new Set(this.#happenings.map(({ at }) => (at - this.#from) / length))];
    this.#told = figure.querySelector('.told')!;
    this.#part.className = 'player';
    this.#part.role = 'group';
    this.#part.ariaLabel = `Playing ${this.#entry.title}`;
    this.#part.innerHTML =
      markup`<button type="button">Pause</button><button type="button" aria-label="Step back">‹</button><button type="button" aria-label="Step on">›</button><input type="range" min="0" max="1000" aria-label="Virtual time"><select aria-label="Speed">${[0.25, 0.5, 1, 2, 4].map((one) => markup`<option value="${one}"${one === 1 && markup` selected`}>${one} ×</option>`)}</select>`.text;
    this.#told.before(this.#part);
    this.#range = this.#part.querySelector('input')!;
    button.hidden = true;
    figure.classList.add('open');
    const [play, back, on] = this.#part.querySelectorAll('button') as unknown as HTMLElement[];
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    const place = time === undefined ? 0 : (time - this.#from) / length;
    this.#head = new Playhead(
      play!,
      Math.min(1, Math.max(0, place)),
      (at) => this.#show(at),
      (at, seconds) => (motion ? at + (seconds * this.#speed) / PLAYING : this.#waited(at, seconds)),
    );
    back!.addEventListener('click', () => this.#head.move(this.#moments.findLast((at) => at < this.#head.place) ?? 0));
    on!.addEventListener('click', () => this.#head.move(this.#next()));
    this.#range.addEventListener('input', () => this.#head.move(Number(this.#range.value) / 1000));
    this.#range.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      play!.click();
    });
    const speed = this.#part.querySelector('select')!;
    speed.addEventListener('change', () => (this.#speed = Number(speed.value)));
    const stage = figure.querySelector<HTMLElement>('.stage')!;
    this.#cursors = new Cursors(figure);
    this.#screen = new Screen(stage, () => {
      this.#cursors.measure();
      this.#show(this.#head.place);
    });
    // Nobody sees it: it rests.
    new IntersectionObserver(([seen]) => {
      if (seen && !seen.isIntersecting && this.#head.playing) this.#head.pause();
    }).observe(stage);
    figure.querySelector('details > p')!.insertAdjacentHTML('afterend', treeMarkup(this.#reels).text);
    this.#offerStrikes();
    play!.focus({ preventScroll: true });
    this.#head.play();
  } // prettier-ignore

  /** Seconds of virtual time. */
  get #time(): number {
    return this.#from + this.#head.place * (this.#to - this.#from);
  }

  /** The same place, or the next moment's once it has been shown long enough. */
  #waited(place: number, seconds: number): number {
    this.#shown += seconds * this.#speed;
    if (this.#shown < PAUSE) return place;
    this.#shown = 0;
    return this.#next();
  }

  /** The next moment, or the end. */
  #next(): number {
    return this.#moments.find((at) => at > this.#head.place + 1e-9) ?? 1;
  }

  #show(place: number): void {
    const time = this.#from + place * (this.#to - this.#from);
    this.#screen.draw(frameOf(this.#reels, time, this.#screen.width));
    this.#cursors.move(time);
    const { playing } = this.#head;
    const now = performance.now();
    if (playing && now - this.#toldAt < TELL) return;
    this.#toldAt = now;
    // It is announced where it rests.
    this.#told.ariaLive = playing ? 'off' : 'polite';
    const text = this.#tell(time, playing);
    this.#told.textContent = text;
    this.#range.value = String(Math.round(place * 1000));
    this.#range.ariaValueText = text;
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
      this.#head.pause();
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
