import { type Engine, EngineError } from './engine.ts';
import type { EngineName } from './engines.ts';
import { leaveEngine, openedEngine, openEngine } from './page-engine.ts';
import { keep } from './store.ts';
import type { Studio } from './studio.ts';

/** What a sandbox's code runs in, as the reader chose it. */
export class Choice {
  #name: EngineName = 'instant';
  readonly #studio: Studio;
  readonly #field: HTMLSelectElement;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#field = studio.host.querySelector('select')!;
  }

  get name(): EngineName {
    return this.#name;
  }

  /** Opens the engine, if it is not open yet. Throws EngineError. */
  open(): Promise<Engine> {
    return openEngine(this.#name, this.#studio);
  }

  /** The engine if it is open by now. */
  get opened(): Engine | undefined {
    return openedEngine(this.#name);
  }

  /** Goes to another engine, the one in the field if none is named, and gets it ready. Nothing of it is loaded before. */
  async choose(name = this.#field.value as EngineName): Promise<void> {
    if (name === this.#name) return;
    const { host } = this.#studio;
    if (name === 'webcontainer' && !this.#studio.trusts()) {
      this.#field.value = this.#name;
      return;
    }
    this.#studio.stop();
    if (this.#name !== 'instant') leaveEngine(this.#name, this.#studio);
    this.#name = name;
    this.#field.value = name;
    this.offerInstant(false);
    host.dispatchEvent(new Event('engine-change'));
    host.querySelector<HTMLElement>('[data-do=terminal]')!.hidden = name !== 'webcontainer';
    if (name === 'instant') return host.say('Runs go to the Instant engine again.');
    this.#studio.keep();
    // To get ready may take a new load of the page.
    keep('chosen', host.data.id, 'sessionStorage');
    try {
      const engine = await this.open();
      await engine.warm((step) => this.#name === name && host.say(step));
    } catch (error) {
      if (this.#name === name) this.explain(error);
    } finally {
      keep('chosen', undefined, 'sessionStorage');
    }
  }

  /** Says why an engine failed, and offers the one that does not need a thing. */
  explain(error: unknown): void {
    if (!(error instanceof EngineError)) throw error;
    this.#studio.host.say(`${error.message} ${error.action}`);
    this.offerInstant(this.#name !== 'instant');
  }

  offerInstant(offered: boolean): void {
    this.#studio.host.querySelector<HTMLElement>('[data-do=instant]')!.hidden = !offered;
  }
}
