import type { Entry } from '../sim/report/transcript.ts';
import type { Engine } from './engine.ts';
import { engines } from './engines.ts';
import { cut, manyRuns } from './many.ts';
import { all, DEADLINE, type Studio, wasStopped } from './studio.ts';
import { Bands } from './view/bands.ts';
import { shorten } from './view/bounded.ts';
import { markup } from './view/markup.ts';
import { type SeedRun, seedsMarkup, seedsOutcome } from './view/seeds.ts';

/** How many seeds are tried, from 1 on: so many at first, and then up to so many in all, if the reader wants more. */
const STEPS = [20, 200, 500];
/** More engines than that at once, and a phone has no memory left. */
const MOST_ENGINES = 4;
/** Milliseconds between two drawings of what there is so far. */
const DRAWING = 300;

/** Runs the code under 20 seeds, on all cores, and shows under which of them each check holds, and how far results spread. */
export async function seeds(studio: Studio): Promise<void> {
  await new Seeds(studio).upTo(STEPS[0]!);
}

/** Of one run, so many checks are told. */
const MOST_CHECKS = 500;

/** What is told of a run: its checks and its end. */
function toldOf(entries: Entry[]): Entry[] {
  const checks = entries.filter((entry) => entry.type === 'check').slice(0, MOST_CHECKS);
  const told = checks.map(({ label, ok }): Entry => ({ type: 'check', label: shorten(label), ok }));
  return [...told, ...entries.filter(({ type }) => type === 'end')];
}

class Seeds {
  readonly #studio: Studio;
  readonly #files;
  readonly #runs: SeedRun[] = [];
  readonly #bands = new Bands();

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#files = { ...studio.host.files };
    studio.keep();
  }

  /** Goes on until so many seeds are tried, or the reader has had enough. */
  async upTo(count: number): Promise<void> {
    const { host, panel, others, choice } = this.#studio;
    await this.#studio.task(`Running under ${count} seeds …`, async (play) => {
      // A bar, not words: nobody wants to hear twenty times how far it is.
      const box = panel.open(
        `Under ${count} seeds`,
        'seeds',
        markup`<progress max="${count}" value="${this.#runs.length}" aria-label="Runs done"></progress><div class="seeds"></div>`,
      );
      const bar = box.querySelector('progress')!;
      const result = box.querySelector<HTMLElement>('.seeds')!;
      const done = new Set(this.#runs.map(({ seed }) => seed));
      const left = Array.from({ length: count }, (_, i) => i + 1).filter((seed) => !done.has(seed));
      let stopped = false;
      let drawn = performance.now();
      const take = (seed: number, entries: Entry[]) => {
        this.#bands.add(entries);
        // What is drawn is in the bands: five hundred plots would fill the memory.
        this.#runs.push({ seed, entries: toldOf(entries) });
        bar.value = this.#runs.length;
        if (performance.now() - drawn < DRAWING) return;
        drawn = performance.now();
        this.#draw(result);
      };
      const alone = async (seed: number, engine?: Engine) => {
        const entries = await all(play(this.#files, seed, { engine }));
        stopped ||= wasStopped(entries);
        if (!stopped) take(seed, entries);
      };
      const together = async (seeds: number[], engine?: Engine) => {
        const many = manyRuns(this.#files, host.data.entry, seeds, `${crypto.randomUUID()} `);
        const options = { engine, entry: many.entry, deadline: DEADLINE * seeds.length };
        for await (const { entries, whole } of cut(play(many.files, seeds[0]!, options), many.mark)) {
          if (whole) take(seeds.shift()!, entries);
          else stopped ||= wasStopped(entries);
        }
        // All of them hit a bound, or an error ended them that nothing caught: by itself the next shows how it ends.
        const [next, ...others] = seeds;
        if (stopped || next === undefined) return;
        left.unshift(...others);
        await alone(next, engine);
      };
      // A WebContainer is one, whatever the machine has, and starts a process for each run.
      const instant = choice.name === 'instant';
      const size = instant ? (count > STEPS[0]! ? 25 : 5) : 1;
      const lane = async (engine?: Engine) => {
        while (!stopped && left.length > 0) {
          const seeds = left.splice(0, size);
          await (seeds.length > 1 ? together(seeds, engine) : alone(seeds[0]!, engine));
        }
      };
      const more = instant ? Math.min(MOST_ENGINES, navigator.hardwareConcurrency) - 1 : 0;
      for (let i = 0; i < more; i++) others.add(engines.instant());
      try {
        await Promise.all([lane(), ...[...others].map(lane)]);
      } finally {
        for (const other of others) other.dispose();
        others.clear();
      }
      return () => {
        bar.remove();
        this.#draw(result);
        const next = STEPS.find((step) => step > this.#runs.length);
        if (next !== undefined) this.#offer(result, next);
        result.addEventListener('click', (event) => {
          const button = (event.target as Element).closest<HTMLElement>('[data-seed]');
          if (button) void this.#studio.run(Number(button.dataset['seed']));
        });
        host.say(`${stopped ? 'Stopped after ' : ''}${seedsOutcome(this.#runs)}`);
      };
    });
  }

  #draw(result: HTMLElement): void {
    const runs = this.#runs.toSorted((a, b) => a.seed - b.seed);
    result.innerHTML = [seedsMarkup(runs), ...this.#bands.markup()].map(({ text }) => text).join('');
  }

  #offer(result: HTMLElement, count: number): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = `Go on to ${count} seeds`;
    button.addEventListener('click', () => void this.upTo(count));
    result.append(button);
  }
}
