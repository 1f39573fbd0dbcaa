import { relative } from 'node:path';
import { diagramsOf } from '../src/diagrams/pages.ts';
import { MermaidError, withRenderer } from '../src/diagrams/render.ts';
import { DiagramStore } from '../src/diagrams/store.ts';
import { ROOT } from './astro.ts';
import { installChromium } from './chromium.ts';

/** `npm run diagrams`: draws the diagrams that have no picture yet, and removes the pictures that no page has. */
const store = new DiagramStore(ROOT);
const all = diagramsOf(ROOT);
const missing = all.filter(({ source }) => !store.has(source));
let failed = 0;

if (missing.length > 0) {
  installChromium();
  await withRenderer(async (render) => {
    for (const { file, line, source } of missing) {
      try {
        store.write(source, await render(source));
        console.log(`drawn    ${relative(ROOT, store.path(source))} (${relative(ROOT, file)}:${line})`);
      } catch (error) {
        if (!(error instanceof MermaidError)) throw error;
        console.error(`${relative(ROOT, file)}:${line + error.line}: ${error.message}`);
        failed++;
      }
    }
  });
}
// A page that is broken just now may be why a picture looks left over: keep them all until everything draws.
const orphans = failed === 0 ? store.orphans(all.map(({ source }) => source)) : [];
for (const path of orphans) {
  store.remove(path);
  console.log(`removed  ${relative(ROOT, path)}`);
}
console.log(
  `${all.length} diagrams, ${missing.length - failed} drawn, ${orphans.length} removed, ${failed} failed`,
);
process.exit(failed === 0 ? 0 : 1);
