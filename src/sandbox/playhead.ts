/** Where something that plays stands: a share from 0 to 1, which goes on by itself or is moved, and the button that says so. */
export class Playhead {
  #place: number;
  #frame = 0;
  readonly #button: HTMLElement;
  readonly #show: (place: number) => void;
  readonly #advance: (place: number, seconds: number) => number;

  /**
   * @param button plays and pauses it, and says what a press would do
   * @param place where it stands at first; 1 is the end
   * @param show draws a place: whenever it is another, and when it plays or pauses
   * @param advance the place that comes so many real seconds after another
   */
  constructor(
    button: HTMLElement,
    place: number,
    show: (place: number) => void,
    advance: (place: number, seconds: number) => number,
  ) {
    this.#button = button;
    this.#place = place;
    this.#show = show;
    this.#advance = advance;
    button.addEventListener('click', () => (this.playing ? this.pause() : this.play()));
  }

  /** 0 to 1. */
  get place(): number {
    return this.#place;
  }

  /** Whether it goes on by itself. */
  get playing(): boolean {
    return this.#frame !== 0;
  }

  /** Plays on, from the start where it had come to its end. */
  play(): void {
    if (this.#place >= 1) this.#place = 0;
    let last = performance.now();
    const step = (time: number) => {
      if (!this.#button.isConnected) return;
      // The first frame may have begun before now. A tab in the background gets none: it goes on where it stood.
      const passed = Math.min(Math.max(0, time - last), 100) / 1000;
      last = time;
      this.#place = Math.min(1, this.#advance(this.#place, passed));
      if (this.#place >= 1) return this.pause();
      this.#frame = requestAnimationFrame(step);
      this.#show(this.#place);
    };
    this.#frame = requestAnimationFrame(step);
    this.#button.textContent = 'Pause';
    this.#show(this.#place);
  }

  /** Stops it where it stands. */
  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#button.textContent = this.#place >= 1 ? 'Play again' : 'Play';
    this.#show(this.#place);
  }

  /** Moves it, and pauses it there. */
  move(place: number): void {
    this.#place = place;
    this.pause();
  }
}
