import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { ROOT } from './astro.ts';
import { findClient, readModel } from './schema/read.ts';
import { writeSchema } from './schema/write.ts';

/**
 * `npm run schema <service> [Operation …]` writes `src/sim/services/<service>/schema.ts` from the AWS SDK's client, for
 * the operations named and those that it holds already. `-- --without Operation …` takes some away, and
 * `-- --leave-out Structure.Member …` members that the simulator does not have, with all that only they need: a request
 * that has one fails with NotModelled.
 */
const [service, ...rest] = process.argv.slice(2);
if (!service) {
  console.error(
    'npm run schema <service> [Operation …] [--without Operation …] [--leave-out Structure.Member …]',
  );
  process.exit(2);
}

const packageName = findClient(service);
if (!packageName) {
  console.error(`No client of the AWS SDK among the devDependencies is of the service '${service}'.`);
  process.exit(2);
}

const file = join(ROOT, 'src/sim/services', service, 'schema.ts');
const [named, without, left] = listsOf(rest);
const before = existsSync(file) ? (await import(pathToFileURL(file).href)).schema : undefined;
const operations = new Set([...Object.keys(before?.operations ?? {}), ...named]);
for (const name of without) operations.delete(name);
const leftOut = new Set([...left, ...leftOutBefore(before?.structures ?? {})]);
const title = before?.title ?? titleOf(service);

const text = writeSchema(readModel(packageName), title, packageName, [...operations], leftOut);
const options = await prettier.resolveConfig(file);
writeFileSync(file, await prettier.format(text, { ...options, filepath: file }));
console.log(`${service}: ${operations.size} operations from ${packageName}`);

/** The operations that are named, those after `--without`, and the members after `--leave-out`. */
function listsOf(words: readonly string[]): [string[], string[], string[]] {
  const lists: [string[], string[], string[]] = [[], [], []];
  let at = 0;
  for (const word of words) {
    const option = ['--without', '--leave-out'].indexOf(word) + 1;
    if (option > 0) at = option;
    else lists[at]!.push(word);
  }
  return lists;
}

/** The members that a schema leaves out already. */
function leftOutBefore(structures: Readonly<Record<string, string>>): string[] {
  return Object.entries(structures).flatMap(([structure, line]) =>
    [...line.matchAll(/(\w+):none/g)].map(([, member]) => `${structure}.${member}`),
  );
}

/** What AWS calls the service, as its folder's index.ts begins. */
function titleOf(service: string): string {
  const index = join(ROOT, 'src/sim/services', service, 'index.ts');
  const title = existsSync(index) && /^\/\*\* ([^:.]+)[:.]/.exec(readFileSync(index, 'utf8'))?.[1];
  if (!title)
    throw new Error(
      `src/sim/services/${service}/index.ts must begin with AWS's name for the service: /** Amazon SNS: … */`,
    );
  return title;
}
