import type { Files } from './engine.ts';

/** What a project is made of. */
export interface ProjectParts {
  /** What the example shows, in a few words. */
  title: string;
  /** The address of the page that the example is from, for the README. */
  page?: string;
  /** The file that runs. A key of `files`. */
  entry: string;
  /** The example and what it imports. */
  files: Files;
  /** What `new Cloud()` takes where the code pins no seed. */
  seed: number;
  /** The library as a built package: its package.json, code and types, by their paths in it. */
  library: Files;
  /** Somebody else than the course and the reader wrote the code: it came with a link. */
  strange?: boolean;
}

/** Said where the code of a project came with a link. */
export const STRANGE =
  'Somebody else wrote this code: it came with a link, and is not part of the course. Read it before you run it: it can do whatever you can.';

/**
 * A whole Node project for an example, by path: `npm start` runs it, `npm test` says which of its checks hold. It runs
 * as it is, without an installation; `npm install` leaves the library where it is.
 */
export function projectFiles({
  title,
  page,
  entry,
  files,
  seed,
  library,
  strange = false,
}: ProjectParts): Files {
  const { version, engines } = JSON.parse(library['package.json']!) as {
    version: string;
    engines: { node: string };
  };
  const extension = entry.slice(entry.lastIndexOf('.'));
  const main = `main${extension}`;
  // Where the example has a file of that name, it stays what it is.
  const start = Object.hasOwn(files, main) ? entry : main;
  const manifest = {
    name:
      title
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.join('-') ?? 'example',
    private: true,
    type: 'module',
    engines,
    scripts: { start: `node ${start}`, test: 'node test.js' },
    dependencies: { 'desired-capacity': version },
    bundleDependencies: ['desired-capacity'],
  };
  const warned = (code: string) => (strange ? `// ${STRANGE}\n${code}` : code);
  return {
    'package.json': json(manifest),
    'README.md': readme({ title, page, entry, start, node: engines.node, strange }),
    'test.js': test(start, extension === '.ts' ? engines.node : undefined),
    ...(extension === '.ts' && { 'tsconfig.json': json(TSCONFIG) }),
    ...(start === main && { [main]: warned(runner(entry, seed)) }),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, warned(text)])),
    ...Object.fromEntries(
      Object.entries(library).map(([path, text]) => [`node_modules/desired-capacity/${path}`, text]),
    ),
  };
}

/** What Node needs of TypeScript that it runs as it is. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2024',
    lib: ['ES2024', 'DOM'],
    module: 'NodeNext',
    types: [],
    strict: true,
    noEmit: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
};

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function runner(entry: string, seed: number): string {
  return `import { setDefaultSeed } from 'desired-capacity';

// What \`new Cloud()\` takes where the code names no seed.
setDefaultSeed(${seed});
await import('./${entry}');
`;
}

/** @param node the versions of Node that run TypeScript, where the example is TypeScript */
function test(start: string, node?: string): string {
  const condition = node
    ? `if (!process.features.typescript) {
  console.error(\`This project needs Node ${node.replace('>=', '')} or later; this is \${process.version}.\`);
  process.exit(1);
}
`
    : '';
  return `// Runs the example and says which of its checks hold. The exit code is 1 where one does not, or where there is none.
${condition}const { captureConsole, setSink, toText } = await import('desired-capacity');
const { log } = console;
let passed = 0;
let failed = 0;

// What the example prints and draws is for \`npm start\`.
captureConsole();
setSink((entry) => {
  if (entry.type !== 'check') return;
  if (entry.ok) passed++;
  else failed++;
  log(toText(entry)[0]);
});
process.on('exit', (code) => {
  log(\`\\n\${passed} passed, \${failed} failed\`);
  process.exitCode = code || (failed > 0 || passed === 0 ? 1 : 0);
});

await import('./${start}');
`;
}

interface Words {
  title: string;
  page: string | undefined;
  entry: string;
  start: string;
  node: string;
  strange: boolean;
}

function readme({ title, page, entry, start, node, strange }: Words): string {
  return `${strange ? `**${STRANGE}**\n\n` : ''}# ${title}

${strange ? 'Changed from an' : 'An'} example of Desired Capacity, a course on AWS that runs${page ? `: <${page}>` : ''}. It needs Node ${node.replace('>=', '')} or later,
and nothing to be installed: the simulator, \`desired-capacity\`, is in \`node_modules\` with its types.

    npm start   # runs it: node ${start}
    npm test    # says which of its checks hold

The example is \`${entry}\`. Change it, and run it again. Of the simulator's services, those that it touches are here: download it
again where it comes to touch more.
`;
}
