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
  #button!: HTMLButtonElement;
  /** Seconds of virtual time that are shown. */
  #now = 0;
  #frame = 0;

  connectedCallback(): void {
    this.#data = JSON.parse(this.querySelector('script')!.text) as WatchData;
    this.#now = this.#data.end;
    this.#button = this.querySelector('button')!;
    this.#button.hidden = false;
    this.#button.addEventListener('click', () => (this.#frame ? this.#pause() : this.#play()));
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const once = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      once.disconnect();
      this.#play();
    });
    once.observe(this.querySelector('svg')!);
  }

  disconnectedCallback(): void {
    cancelAnimationFrame(this.#frame);
  }

  #play(): void {
    if (this.#now >= this.#data.end) this.#now = 0;
    let last = performance.now();
    const step = (time: number) => {
      // The first frame may have begun before now. A tab in the background gets none: it goes on where it stood.
      const passed = Math.min(Math.max(0, time - last), 100);
      this.#now += (passed / 1000 / PLAYING) * this.#data.end;
      last = time;
      if (this.#now >= this.#data.end) {
        this.#now = this.#data.end;
        this.#show();
        return this.#pause('Play again');
      }
      this.#show();
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
    this.#button.textContent = 'Pause';
  }

  #pause(label = 'Play'): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#button.textContent = label;
  }

  #show(): void {
    const { end, waiting, refused } = this.#data;
    const past = this.querySelector('clipPath rect')!;
    const width = this.querySelector('svg')!.viewBox.baseVal.width;
    past.setAttribute('width', String((this.#now / end) * width));
    const texts: Record<string, string> = {
      clock: `${pad(this.#now / 60)}:${pad(this.#now % 60)}`,
      waiting: at(waiting, this.#now),
      refused: at(refused, this.#now),
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
