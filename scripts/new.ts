import { ROOT } from './astro.ts';
import { chapter } from './new/chapter.ts';
import { example } from './new/example.ts';
import { build, Refused } from './new/scaffold.ts';
import { service } from './new/service.ts';

/** `npm run new -- chapter|example|service …`: the files that a new one begins with, which pass the check as they are. */
const KINDS = { chapter, example, service };

const [kind = '', ...rest] = process.argv.slice(2);
try {
  if (!Object.hasOwn(KINDS, kind)) {
    throw new Refused(
      `What is new? npm run new -- chapter PATH TITLE, example PAGE NAME, or service NAME TITLE; not '${kind}'.`,
    );
  }
  const scaffold = await KINDS[kind as keyof typeof KINDS](ROOT, ...rest);
  build(ROOT, scaffold);
  const changed = new Set(scaffold.insertions?.map(({ file }) => file));
  console.log([...Object.keys(scaffold.files).map((file) => `new:     ${file}`)].join('\n'));
  for (const file of changed) console.log(`changed: ${file}`);
  console.log(`\nNext:\n${scaffold.next.map((sentence) => `- ${sentence}`).join('\n')}`);
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exit(2);
}
