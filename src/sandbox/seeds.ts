import type { Entry } from '../sim/report/transcript.ts';
import type { Studio } from './studio.ts';
import { markup } from './view/markup.ts';
import { type SeedRun, seedsMarkup, seedsOutcome } from './view/seeds.ts';

/** How many seeds the checks are held against: from 1 on. */
const SEEDS = 20;

/** Runs the code under 20 seeds, one after the other, and shows under which of them each check holds. */
export async function seeds(studio: Studio): Promise<void> {
  const { host, panel } = studio;
  const files = { ...host.files };
  studio.keep();
  await studio.task(`Running under ${SEEDS} seeds …`, async (play) => {
    // A bar, not words: nobody wants to hear twenty times how far it is.
    const box = panel.open(
      `Checks under ${SEEDS} seeds`,
      'seeds',
      markup`<progress max="${SEEDS}" value="0" aria-label="Runs done"></progress>`,
    );
    const bar = box.querySelector('progress')!;
    const runs: SeedRun[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const entries: Entry[] = [];
      for await (const entry of play(files, seed)) entries.push(entry);
      const end = entries.at(-1);
      if (end?.type === 'end' && end.reason === 'stopped') break;
      runs.push({ seed, entries });
      bar.value = seed;
    }
    const stopped = runs.length < SEEDS;
    return () => {
      box.innerHTML = seedsMarkup(runs).text;
      box.addEventListener('click', (event) => {
        const button = (event.target as Element).closest<HTMLElement>('[data-seed]');
        if (button) void studio.run(Number(button.dataset['seed']));
      });
      host.say(`${stopped ? 'Stopped after ' : ''}${seedsOutcome(runs)}`);
    };
  });
}
