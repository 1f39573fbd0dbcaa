import { join, resolve } from 'node:path';
import type { Check } from './check.ts';
import { runTool } from './tool.ts';

const ARGUMENTS = [
  '--list-different',
  '--ignore-unknown',
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  '.cache/prettier',
];

/** Every file is as Prettier writes it. */
export const format: Check = {
  name: 'format',
  mend: '`npm run format` formats it: examples to 78 columns, which is what a page shows, all else to 110.',
  async find(root, { changes }) {
    const files = changes.matching(/./, /^(\.prettierrc\.json|\.prettierignore|package-lock\.json)$/) ?? [
      '.',
    ];
    if (files.length === 0) return [];
    const { status, output, errors } = await runTool(
      'prettier/bin/prettier.cjs',
      [...ARGUMENTS, ...files],
      root,
    );
    const different = output.split('\n').filter(Boolean);
    const problems = different.map((file) => ({
      file: resolve(root, file),
      line: 1,
      message: 'The file is not formatted.',
    }));
    for (const [, file, message, line] of errors.matchAll(/^\[error\] (\S+): (.*?)(?: \((\d+):\d+\))?$/gm)) {
      const mend = 'Prettier cannot read it: mend its syntax.';
      problems.push({ file: resolve(root, file!), line: Number(line ?? 1), message: message!, ...{ mend } });
    }
    if (status !== 0 && problems.length === 0) {
      problems.push({
        file: join(root, '.prettierrc.json'),
        line: 1,
        message: errors || `Prettier ended with ${status}.`,
      });
    }
    return problems;
  },
};
