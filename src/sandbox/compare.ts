import type { Entry } from '../sim/report/transcript.ts';
import { changed } from './draft.ts';
import type { Studio } from './studio.ts';
import { readyFor } from './view/map.ts';
import { differences, pairUp } from './view/pairs.ts';
import { comparisonMarkup } from './view/comparison.ts';

/** Runs the original and the reader's code, and shows both in one picture. */
export async function compare(studio: Studio): Promise<void> {
  const { host, panel, seed } = studio;
  const mine = { ...host.files };
  const edited = Object.keys(changed(host)).length > 0;
  if (!edited && seed === host.data.seed)
    return host.say('Nothing is changed yet: edit the code or the seed, and compare then.');
  // Under one seed, so that the change in the code is the only one; where the seed is the change, under both.
  const originalSeed = edited ? seed : host.data.seed;
  studio.keep();
  await studio.task('Running the original and yours …', async (play) => {
    const runs: Entry[][] = [];
    for (const run of [play(host.data.files, originalSeed), play(mine, seed)]) {
      const entries: Entry[] = [];
      for await (const entry of run) entries.push(entry);
      runs.push(entries);
    }
    const [original, yours] = runs as [Entry[], Entry[]];
    await readyFor([...original, ...yours]);
    const pairs = pairUp(original, yours);
    return () => {
      const seeds: [number, number] = [originalSeed, seed];
      panel.open(
        'Original and yours',
        'compare',
        comparisonMarkup({ original, yours, pairs, seeds, shown: host.data.shown }),
      );
      host.say(differences(pairs));
    };
  });
}
