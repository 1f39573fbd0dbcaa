import { Playhead } from '../playhead.ts';
import { type Markup, markup } from './markup.ts';

/** Real seconds that each moment is shown, to a reader who asks for less motion. */
const PAUSE = 1.5;

/** What is played. */
export interface Played {
  title: string;
  /** Real seconds that the whole takes, at the speed 1. */
  lasting: number;
  /** Places, 0 to 1, at which something happens, in their order. */
  moments: readonly number[];
  /** Where it stands at first. Default 0. */
  place?: number;
  /** What stands behind the controls. */
  more: Markup;
  /** Draws a place: whenever it is another, and when it plays or pauses. */
  show: (place: number) => void;
}

/**
 * What plays something, below its picture: play and pause, a step back and on to the next moment, a slider. A reader who
 * asks for less motion gets it moment by moment.
 */
export class Controls {
  readonly element = document.createElement('div');
  readonly head: Playhead;
  readonly range: HTMLInputElement;
  /** How many times as fast as it plays at first. */
  speed = 1;
  readonly #play: HTMLElement;
  readonly #moments: readonly number[];
  /** Real seconds that the present moment has been shown, where there is no motion. */
  #shown = 0;

  constructor({ title, lasting, moments, place = 0, more, show }: Played) {
    this.#moments = moments;
    this.element.className = 'player';
    this.element.role = 'group';
    this.element.ariaLabel = `Playing ${title}`;
    this.element.innerHTML =
      markup`<button type="button">Pause</button><button type="button" aria-label="Step back">‹</button><button type="button" aria-label="Step on">›</button><input type="range" min="0" max="1000" aria-label="Virtual time">${more}`.text;
    this.range = this.element.querySelector('input')!;
    const [play, back, on] = this.element.querySelectorAll('button') as unknown as HTMLElement[];
    this.#play = play!;
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.head = new Playhead(play!, place, show, (at, seconds) =>
      motion ? at + (seconds * this.speed) / lasting : this.#waited(at, seconds),
    );
    back!.addEventListener('click', () => this.head.move(this.#before()));
    on!.addEventListener('click', () => this.head.move(this.#next()));
    this.range.addEventListener('input', () => this.head.move(Number(this.range.value) / 1000));
  }

  /** Plays, with the focus on what pauses it. */
  start(focus?: FocusOptions): void {
    this.#play.focus(focus);
    this.head.play();
  }

  /** Shows on the slider where it stands, and says it. */
  tell(place: number, text: string): void {
    this.range.value = String(Math.round(place * 1000));
    this.range.ariaValueText = text;
  }

  /** The same place, or the next moment's once it has been shown long enough. */
  #waited(place: number, seconds: number): number {
    this.#shown += seconds * this.speed;
    if (this.#shown < PAUSE) return place;
    this.#shown = 0;
    return this.#next();
  }

  /** The next moment, or the end. */
  #next(): number {
    return this.#moments.find((at) => at > this.head.place + 1e-9) ?? 1;
  }

  /** The moment before, or the start. */
  #before(): number {
    return this.#moments.findLast((at) => at < this.head.place) ?? 0;
  }
}
