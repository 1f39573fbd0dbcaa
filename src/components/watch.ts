import { Playhead } from '../sandbox/playhead.ts';

/** What the home page plays: counts over seconds of virtual time. */
export interface WatchData {
  /** Seconds. */
  end: number;
  waiting: [time: number, count: number][];
  refused: [time: number, count: number][];
}

/** Real seconds that the whole run takes to play. */
const PLAYING = 12;

/**
 * `<x-watch>`: plays the built picture of a run from left to right. It begins by itself, once and in view, where the
 * reader has not asked for less motion; a button pauses it and plays it again. Without a script the picture is whole.
 */
class Watch extends HTMLElement {
  #data!: WatchData;

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.text) as WatchData;
    const button = this.querySelector('button')!;
    button.hidden = false;
    const head = new Playhead(
      button,
      1,
      (place) => this.#show(place),
      (place, seconds) => place + seconds / PLAYING,
    );
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const once = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      once.disconnect();
      head.play();
    });
    once.observe(this.querySelector('svg')!);
  }

  #show(place: number): void {
    const { end, waiting, refused } = this.#data;
    const now = place * end;
    const past = this.querySelector('clipPath rect')!;
    const width = this.querySelector('svg')!.viewBox.baseVal.width;
    past.setAttribute('width', String(place * width));
    const texts: Record<string, string> = {
      clock: `${pad(now / 60)}:${pad(now % 60)}`,
      waiting: at(waiting, now),
      refused: at(refused, now),
    };
    for (const [name, text] of Object.entries(texts)) {
      this.querySelector(`[data-show=${name}]`)!.textContent = text;
    }
  }
}

const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');

function at(points: [time: number, count: number][], now: number): string {
  const [, count] = points.findLast(([time]) => time <= now) ?? points[0]!;
  return count.toLocaleString('en');
}

customElements.define('x-watch', Watch);
