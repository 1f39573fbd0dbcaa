import type { Code } from '../code.ts';
import type { SandboxElement } from '../element.ts';
import {
  type Knob,
  KnobError,
  parseSettings,
  readKnobs,
  setKnobs,
  settingsOf,
  turned,
  turnedBack,
  valueText,
} from './knob.ts';

/** Milliseconds without a turn after which the result is told. */
const REST = 500;

type Control = HTMLInputElement | HTMLSelectElement;

/** What a sandbox does when its knobs have been turned. */
export interface Turning {
  /** Runs the code as it stands, and says nothing. */
  run(): Promise<void>;
  /** Says what the last run came to. */
  tell(turned: string): void;
  /** Shows the example as it was built. */
  reset(): Promise<void>;
}

/** The knobs of a sandbox: each turn edits the code and runs it. */
export class Knobs {
  readonly #host: SandboxElement;
  readonly #code: Code;
  readonly #turning: Turning;
  readonly #box: HTMLElement | null;
  /** A turn that no run has shown yet. */
  #waiting = false;
  #running = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: SandboxElement, code: Code, turning: Turning) {
    this.#host = host;
    this.#code = code;
    this.#turning = turning;
    this.#box = host.querySelector('.knobs');
  }

  /** Whether the code is the original but for its knobs, and these are not all where they were. */
  get turnedOnly(): boolean {
    const { files, data } = this.#host;
    const changed = Object.keys(files).filter((file) => files[file] !== data.files[file]);
    return (
      changed.length > 0 && changed.every((file) => settingsOf(data.files[file]!, files[file]!) !== undefined)
    );
  }

  /** A control has been moved. */
  turn(control: Control): void {
    const knob = this.#read().find(({ name }) => name === control.dataset['knob']);
    if (!knob) return;
    const { span } = knob;
    const value = Array.isArray(span)
      ? span.find((one) => String(one) === control.value)!
      : Number(control.value);
    if (knob.value === value) return;
    this.#code.putTurned(this.#file, turned(this.#text, knob, value));
    void this.#runSoon();
  }

  /** One of the buttons beside a slider has been pressed. */
  step(button: HTMLElement): void {
    const slider = button.parentElement!.querySelector('input')!;
    slider.stepUp(Number(button.dataset['by']));
    this.turn(slider);
  }

  /** Shows the original with knobs at given settings: `timeout=60, jitter=none`. */
  async set(settings: string): Promise<void> {
    const { data, files } = this.#host;
    const edited = Object.keys(files).some((file) => files[file] !== data.files[file]) && !this.turnedOnly;
    const text = edited ? this.#text : data.files[this.#file]!;
    try {
      this.#code.putTurned(this.#file, setKnobs(text, parseSettings(settings)));
    } catch (error) {
      if (!(error instanceof KnobError)) throw error;
      return this.#host.say('Your code has no such knob any more: Reset brings the original.');
    }
    await this.#runSoon();
    this.#host.querySelector(':scope > .transcript')!.scrollIntoView({ block: 'nearest' });
  }

  /** Each knob as the original has it. */
  async turnBack(): Promise<void> {
    const { data, files } = this.#host;
    const back = turnedBack(data.files[this.#file]!, this.#text);
    // The button that was pressed goes.
    this.#controls[0]!.focus();
    this.#code.putTurned(this.#file, back);
    if (Object.keys(data.files).some((file) => files[file] !== data.files[file])) void this.#runSoon();
    else {
      this.#waiting = false;
      clearTimeout(this.#rest);
      await this.#turning.reset();
    }
  }

  /** Shows what the code says now. */
  show(): void {
    if (!this.#box) return;
    const knobs = this.#read();
    let turnedAny = false;
    for (const control of this.#controls) {
      const knob = knobs.find(({ name }) => name === control.dataset['knob']);
      // Whoever edits may take a knob out of the code.
      control.closest<HTMLElement>('.knob')!.hidden = !knob;
      if (!knob) continue;
      const text = valueText(knob, knob.value);
      control.value = String(knob.value);
      if (control.type === 'range') control.ariaValueText = text;
      const output = control.parentElement!.querySelector('.value');
      const original = this.#original(knob.name);
      const moved = knob.value !== original?.value;
      turnedAny ||= moved;
      if (output) output.textContent = text;
      control.closest('.knob')!.toggleAttribute('data-turned', moved);
    }
    this.#box.querySelector<HTMLElement>('[data-do]')!.hidden = !turnedAny;
  }

  /** What has been turned, and how far: `timeout 45 s, was 30 s`. */
  get said(): string {
    const said = this.#read().flatMap((knob) => {
      const original = this.#original(knob.name);
      if (!original || original.value === knob.value) return [];
      return [`${knob.label} ${valueText(knob, knob.value)}, was ${valueText(knob, original.value)}`];
    });
    const text = said.join('; ');
    return text && text[0]!.toUpperCase() + text.slice(1);
  }

  get #file(): string {
    return this.#box!.dataset['file']!;
  }

  get #text(): string {
    return this.#host.files[this.#file]!;
  }

  get #controls(): Control[] {
    return [...this.#box!.querySelectorAll<Control>('[data-knob]')];
  }

  #read(): Knob[] {
    return this.#box ? readKnobs(this.#text).knobs : [];
  }

  #original(name: string): Knob | undefined {
    return readKnobs(this.#host.data.files[this.#file]!).knobs.find((knob) => knob.name === name);
  }

  /** A slider moves on while a run is under way: the next run then takes the last of its places. */
  async #runSoon(): Promise<void> {
    this.#waiting = true;
    clearTimeout(this.#rest);
    if (!this.#running) await this.#runs();
  }

  async #runs(): Promise<void> {
    this.#running = true;
    try {
      while (this.#waiting) {
        this.#waiting = false;
        await this.#turning.run();
      }
    } finally {
      this.#running = false;
    }
    this.#rest = setTimeout(() => this.#turning.tell(this.said), REST);
  }
}
