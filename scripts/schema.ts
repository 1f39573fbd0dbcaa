import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import { ROOT } from './astro.ts';
import { findClient, readModel } from './schema/read.ts';
import { writeSchema } from './schema/write.ts';

/**
 * `npm run schema <service> [Operation …]` writes `src/sim/services/<service>/schema.ts` from the AWS SDK's client, for
 * the operations named and those that it holds already. `-- --without Operation …` takes some away.
 */
const [service, ...rest] = process.argv.slice(2);
if (!service) {
  console.error('npm run schema <service> [Operation …] [--without Operation …]');
  process.exit(2);
}

const packageName = findClient(service);
if (!packageName) {
  console.error(`No client of the AWS SDK among the devDependencies is of the service '${service}'.`);
  process.exit(2);
}

const file = join(ROOT, 'src/sim/services', service, 'schema.ts');
const cut = rest.includes('--without') ? rest.indexOf('--without') : rest.length;
const without = rest.slice(cut + 1);
const before = existsSync(file) ? (await import(pathToFileURL(file).href)).schema : undefined;
const operations = new Set([...Object.keys(before?.operations ?? {}), ...rest.slice(0, cut)]);
for (const name of without) operations.delete(name);
const title = before?.title ?? titleOf(service);

const text = writeSchema(readModel(packageName), title, packageName, [...operations]);
const options = await prettier.resolveConfig(file);
writeFileSync(file, await prettier.format(text, { ...options, filepath: file }));
console.log(`${service}: ${operations.size} operations from ${packageName}`);

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
