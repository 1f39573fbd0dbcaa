import { join, resolve } from 'node:path';
import type { Check } from './check.ts';
import { runTool } from './tool.ts';

const ARGUMENTS = [
  'lint',
  '--no-progress',
  '--no-summary',
  '--no-color',
  '--no-must-find-files',
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  '.cache/cspell',
];
/** As cspell.config.yaml names them. */
const TEXTS = /\.(md|mdx|ts|js|cjs|mjs|astro|css)$/;

/** Every word is in a dictionary or among the course's own, and British. */
export const spelling: Check = {
  name: 'spelling',
  mend: 'Mend the word; if it is right, add it to `words` in cspell.config.yaml.',
  async find(root, { changes }) {
    const files = changes.matching(TEXTS, /^package-lock\.json$/) ?? [
      `**/*.{md,mdx,ts,js,cjs,mjs,astro,css}`,
    ];
    if (files.length === 0) return [];
    const { status, output, errors } = await runTool('cspell/bin.mjs', [...ARGUMENTS, ...files], root);
    const problems = [...output.matchAll(/^(.+?):(\d+):\d+ - (.*)$/gm)].map(([, file, line, message]) => ({
      file: resolve(root, file!),
      line: Number(line),
      message: `${message}.`,
    }));
    if (status !== 0 && problems.length === 0) {
      const message = errors || `cspell ended with ${status}.`;
      problems.push({ file: join(root, 'cspell.config.yaml'), line: 1, message });
    }
    return problems;
  },
};
