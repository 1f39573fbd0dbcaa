import { relative } from 'node:path';
import { ROOT } from './astro.ts';
import { problemText } from './check/run.ts';
import { examples } from './check/examples.ts';
import { exampleFiles } from './examples/check.ts';
import { readExample } from './examples/example.ts';
import { loadLibrary } from './examples/library.ts';
import { outputText } from './examples/output.ts';
import { problemsOf } from './examples/problems.ts';
import { runExample } from './examples/run.ts';

/** How many names help. */
const SHOWN = 12;

/** `npm run example -- polling/two-queues`: runs one example of the course and prints what it shows. A seed may follow. */
const [wanted = '', seed = '1'] = process.argv.slice(2);
const path = (file: string) => relative(ROOT, file).replaceAll('\\', '/');
const end = `/${wanted.replaceAll('\\', '/').replace(/^\.?\/+|\.(?:ts|sh)$/g, '')}`;
const found = exampleFiles().filter(
  (file) => wanted && `/${path(file)}`.replace(/\.(?:ts|sh)$/, '').endsWith(end),
);

if (found.length !== 1 || !/^\d+$/.test(seed)) {
  const others = found.length > 0 ? found : exampleFiles().filter((file) => file.includes(wanted));
  console.error('An example has a name, and may have a seed: npm run example -- polling/two-queues 7');
  for (const file of others.slice(0, SHOWN))
    console.error(`  ${path(file).replace(/^content\/docs\/|\.(?:ts|sh)$/g, '')}`);
  if (others.length > SHOWN) console.error(`  and ${others.length - SHOWN} more`);
  process.exit(2);
}

const example = readExample(found[0]!);
const { transcript } = await runExample(example, await loadLibrary(), { seed: Number(seed) });
process.stdout.write(outputText(transcript));
const problems = problemsOf(example, transcript);
if (problems.length > 0) console.error();
for (const problem of problems) console.error(problemText(examples, problem, ROOT));
process.exitCode = problems.length > 0 ? 1 : 0;
