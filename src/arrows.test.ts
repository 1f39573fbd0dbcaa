import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/* The dependency arrows of the design, held: who may import whom, and that nobody imports in a circle. */

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Folders that are layers; files elsewhere (scripts, configuration, tests) may import what they like. */
const LAYERS: Record<string, { folder: string; may: string[] }> = {
  content: { folder: 'content/', may: ['components', 'sim'] },
  components: { folder: 'src/components/', may: ['sandbox', 'diagrams', 'tables', 'sim', 'package'] },
  sandbox: { folder: 'src/sandbox/', may: ['sim'] },
  diagrams: { folder: 'src/diagrams/', may: ['sim'] },
  tables: { folder: 'src/tables/', may: ['sim'] },
  sim: { folder: 'src/sim/', may: [] },
  package: { folder: 'package.json', may: [] },
};

/** What a layer asks of the build beside it: a browser to draw with, an example's run. */
const BUILD: Record<string, string[]> = {
  components: ['scripts/examples/', 'scripts/site/', 'scripts/markdown/', 'ec.config.mjs'],
  diagrams: ['scripts/chromium.ts'],
};

/** Folders of the library, whom each may import besides itself. Every other folder is a service. */
const LIBRARY: Record<string, string[]> = {
  kernel: [],
  cloud: ['kernel'],
  report: ['kernel'],
  workload: ['kernel', 'cloud', 'report'],
  tongue: ['kernel', 'cloud'],
  cli: ['kernel', 'cloud', 'tongue', 'report'],
  service: ['kernel', 'cloud', 'tongue'],
};

interface Import {
  from: string;
  /** The file in this repository; undefined for a package. */
  to?: string;
  specifier: string;
  /** Erased before the code runs. */
  typeOnly: boolean;
}

function layerOf(file: string): string | undefined {
  return Object.keys(LAYERS).find((name) => file.startsWith(LAYERS[name]!.folder));
}

/** The folder of the library that a file is in; undefined for the composition root's own files. */
function folderOf(file: string): string | undefined {
  return /^src\/sim\/(services\/[^/]+|[^/]+)\//.exec(file)?.[1];
}

/** Why an import is against the arrows; undefined if it is not. */
function objection({ from, to, specifier }: Import): string | undefined {
  const layer = layerOf(from);
  if (!layer) return undefined;
  const problem = (why: string) => `${from} imports ${specifier}: ${why}`;
  if (!to) return layer === 'sim' ? problem('the library imports nothing outside itself') : undefined;
  const target = layerOf(to);
  if (target !== layer) {
    if (target && LAYERS[layer]!.may.includes(target)) return undefined;
    if (BUILD[layer]?.some((path) => to.startsWith(path))) return undefined;
    return problem(`${layer} may not know ${target ?? dirname(to)}`);
  }
  if (layer !== 'sim') return undefined;
  const [mine, other] = [folderOf(from), folderOf(to)];
  if (mine === other || !mine) return undefined;
  if (!other) return problem('nothing in the library knows its root');
  const kind = mine in LIBRARY ? mine : 'service';
  const otherKind = other in LIBRARY ? other : 'service';
  if (kind === 'service' && otherKind === 'service') {
    return to.endsWith(`/${other}/index.ts`)
      ? undefined
      : problem('a service is reached by its index.ts alone');
  }
  return LIBRARY[kind]!.includes(otherKind) ? undefined : problem(`${kind} may not know ${otherKind}`);
}

/** The first circle of imports, of types too in the simulator, as a list of files; undefined if there is none. */
function circle(imports: Import[]): string[] | undefined {
  const next = Map.groupBy(
    imports.filter(({ from, to, typeOnly }) => to && (!typeOnly || from.startsWith('src/sim/'))),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const path: string[] = [];
  function walk(file: string): string[] | undefined {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const { to } of next.get(file) ?? []) {
      const found = walk(to!);
      if (found) return found;
    }
    path.pop();
    done.add(file);
    return undefined;
  }
  for (const file of next.keys()) {
    const found = walk(file);
    if (found) return found;
  }
  return undefined;
}

/** The TypeScript in a file: all of a .ts, the fence and scripts of an .astro, the import lines of an .mdx. */
function code(file: string, text: string): string {
  if (file.endsWith('.mdx')) return text.match(/^(import|export) .*$/gm)?.join('\n') ?? '';
  if (!file.endsWith('.astro')) return text;
  const fence = /^---\n(.*?)^---$/ms.exec(text)?.[1] ?? '';
  return [fence, ...[...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map((match) => match[1])].join('\n');
}

function importsOf(file: string): Import[] {
  const found: Import[] = [];
  function add(specifier: string, typeOnly: boolean) {
    const bare = specifier.replace(/\?.*$/, '');
    const to =
      bare === 'desired-capacity'
        ? 'src/sim/index.ts'
        : bare.startsWith('desired-capacity/')
          ? bare.replace(/^desired-capacity/, 'src/sim/services') + '/index.ts'
          : bare.startsWith('.')
            ? relative(ROOT, join(ROOT, dirname(file), bare))
            : undefined;
    found.push({ from: file, to, specifier, typeOnly });
  }
  function visit(node: ts.Node) {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const typeOnly = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : node.isTypeOnly;
      add((node.moduleSpecifier as ts.StringLiteral).text, typeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      // A module loaded when it is called for takes part in no circle of loading.
      if (specifier && ts.isStringLiteral(specifier)) add(specifier.text, true);
    }
    ts.forEachChild(node, visit);
  }
  const text = code(file, readFileSync(join(ROOT, file), 'utf8'));
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

const files = globSync(['src/**/*.{ts,astro}', 'content/**/*.{ts,mdx}'], { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/(\.test|\/testing)\.ts$/.test(file));
const imports = files.flatMap(importsOf);

describe('the source', () => {
  test('follows the arrows', () => {
    expect(imports.map(objection).filter(Boolean)).toEqual([]);
  });

  test('imports files that exist, by their whole name', () => {
    const missing = imports.filter(({ to }) => to && !existsSync(join(ROOT, to)));
    expect(missing.map(({ from, specifier }) => `${from} imports ${specifier}`)).toEqual([]);
  });

  test('imports nothing in a circle', () => {
    expect(circle(imports)).toBeUndefined();
  });
});

describe('this test', () => {
  const between = (from: string, to?: string, typeOnly = false) => ({
    from,
    to,
    specifier: to ?? 'lodash',
    typeOnly,
  });

  test('has files to look at', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.some(({ from, to }) => from.endsWith('.astro') && to)).toBe(true);
  });

  test.each([
    ['src/sim/kernel/time.ts', 'src/sim/cloud/index.ts'],
    ['src/sim/cloud/index.ts', 'src/sim/services/sqs/index.ts'],
    ['src/sim/services/sns/topic.ts', 'src/sim/services/sqs/queue.ts'],
    ['src/sim/services/sqs/queue.ts', 'src/sim/report/check.ts'],
    ['src/sim/services/sqs/queue.ts', 'src/sim/index.ts'],
    ['src/sim/services/sqs/queue.ts', 'src/sandbox/engine.ts'],
    ['src/sim/services/sqs/queue.ts', undefined],
    ['src/sandbox/engine.ts', 'src/tables/limits.ts'],
    ['src/sandbox/engine.ts', 'scripts/serve.ts'],
    ['content/docs/a/index.mdx', 'src/sandbox/engine.ts'],
  ])('objects to %s importing %s', (from, to) => {
    expect(objection(between(from, to))).toBeDefined();
  });

  test.each([
    ['src/sim/cloud/arn.ts', 'src/sim/kernel/index.ts'],
    ['src/sim/services/sns/topic.ts', 'src/sim/services/sqs/index.ts'],
    ['src/sim/index.ts', 'src/sim/services/sqs/queue.ts'],
    ['src/sim/services/index.ts', 'src/sim/services/sqs/index.ts'],
    ['src/components/Sandbox.astro', 'src/sandbox/element.ts'],
    ['src/sandbox/editor.ts', undefined],
    ['src/e2e/site.ts', 'scripts/chromium.ts'],
    ['content/docs/a/example.ts', 'src/sim/index.ts'],
  ])('lets %s import %s', (from, to) => {
    expect(objection(between(from, to))).toBeUndefined();
  });

  test('sees a circle, unless types alone close it', () => {
    expect(circle([between('a', 'b'), between('b', 'c'), between('c', 'a')])).toEqual(['a', 'b', 'c', 'a']);
    expect(circle([between('a', 'b'), between('b', 'a', true)])).toBeUndefined();
  });
});
