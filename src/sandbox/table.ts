import type { ChunkIndex, Chunks } from './chunks.ts';
import type { Files } from './engine.ts';

type Services = ChunkIndex['services'];

/** The table of services in the built package. */
const TABLE = 'dist/services/index';

/** The types of the library's table where only some services are at hand: any of the others passes for anything. */
export function tableTypes(text: string, names: readonly string[]): string {
  return text
    .replaceAll(/^import .* from '\.\/(\w+)\/index\.js';\n/gm, (line, name: string) =>
      names.includes(name) ? line : '',
    )
    .replaceAll(/(\breadonly (\w+): )typeof \w+;/g, (all, start: string, name: string) =>
      names.includes(name) ? all : `${start}any;`,
    );
}

/**
 * The package with some services: whoever touches another gets NotLoaded.
 *
 * @param names the services that are there
 * @returns its files, by path
 */
export async function libraryOf(chunks: Chunks, names: readonly string[]): Promise<Files> {
  const { services } = chunks.index;
  const [core, own] = await Promise.all([chunks.core(), chunks.texts(names)]);
  const manifest = JSON.parse(core['package.json']!) as { exports: Record<string, object> };
  manifest.exports = Object.fromEntries(
    Object.entries(manifest.exports).filter(([path]) => {
      const name = path.slice('./'.length);
      return !Object.hasOwn(services, name) || names.includes(name);
    }),
  );
  return {
    ...core,
    ...own,
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    [`${TABLE}.js`]: tableCode(services, names),
    [`${TABLE}.d.ts`]: tableTypes(core[`${TABLE}.d.ts`]!, names),
  };
}

function tableCode(services: Services, names: readonly string[]): string {
  const imports = names.map((name) => `import * as ${name} from './${name}/index.js';\n`);
  const rows = Object.entries(services).map(([name, { class: Class, title, arn, limits }]) => {
    const row = names.includes(name) ? `${name}.${Class}` : JSON.stringify({ title, arn, limits });
    return `  ${name}: ${row},\n`;
  });
  return `${imports.join('')}\nexport const services = {\n${rows.join('')}};\n`;
}
