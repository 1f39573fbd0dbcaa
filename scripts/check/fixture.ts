import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../astro.ts';
import type { Problem } from './problem.ts';

const CONFIGURATION = pathToFileURL(join(ROOT, 'eslint.config.js')).href;

/** What a repository of this kind has at the least: the library and the packages are this repository's own. */
const SKELETON = {
  'package.json': `{
  "name": "desired-capacity",
  "type": "module",
  "exports": {
    ".": "./src/sim/index.ts"
  }
}
`,
  '.prettierrc.json': readFileSync(join(ROOT, '.prettierrc.json'), 'utf8'),
  'cspell.config.yaml': `import: ['${join(ROOT, 'cspell.config.yaml').replaceAll('\\', '/')}']\n`,
  'eslint.config.js': `export { default } from '${CONFIGURATION}';\n`,
  'content/docs/index.mdx': '---\ntitle: Home\ndescription: Where everything begins.\n---\n\n## A heading\n',
};

/** A small repository in a folder of its own, for a test to break. Dispose of it, by `using`, to delete it. */
export class Fixture {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'check-')));

  /** @param files texts by path from the root, beside the skeleton's and in its place */
  constructor(files: Record<string, string> = {}) {
    for (const folder of ['src', 'node_modules']) {
      symlinkSync(join(ROOT, folder), join(this.root, folder), 'junction');
    }
    this.write({ ...SKELETON, ...files });
  }

  write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Problems as a person reads them: `path:line: message`. */
  told(problems: Problem[]): string[] {
    return problems.map(({ file, line, message }) => {
      const path = relative(this.root, file).replaceAll('\\', '/');
      return `${path}:${line}: ${message}`;
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true });
  }
}
