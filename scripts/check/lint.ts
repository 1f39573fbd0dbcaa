import { join } from 'node:path';
import type { Check } from './check.ts';
import { runTool } from './tool.ts';

const ARGUMENTS = [
  '--format',
  'json',
  '--no-warn-ignored',
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  '.cache/eslint/',
];

/** Megabytes. With the types of all files at hand, ESLint outgrows the 4 GB that Node gives where nothing is cached. */
const HEAP = 8192;

/** What ESLint writes of a file, as far as it is read here. */
interface FileResult {
  filePath: string;
  messages: { line?: number; message: string; ruleId: string | null }[];
}

/** ESLint has nothing to say, not even a warning. */
export const lint: Check = {
  name: 'lint',
  mend: 'eslint.config.js has the rules; `npx eslint --fix` mends what it can.',
  async find(root, { changes }) {
    const files = changes.matching(
      /\.(ts|js|cjs|mjs|astro)$/,
      /^(eslint\.config\.js|tsconfig\.json|package-lock\.json|scripts\/lint\/.*)$/,
    ) ?? ['.'];
    if (files.length === 0) return [];
    const { output, errors } = await runTool('eslint/bin/eslint.js', [...ARGUMENTS, ...files], root, {
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --max-old-space-size=${HEAP}`,
    });
    try {
      return (JSON.parse(output) as FileResult[]).flatMap(({ filePath, messages }) =>
        messages.map(({ line, message, ruleId }) => ({
          file: filePath,
          line: line ?? 1,
          message: ruleId ? `${message} (${ruleId})` : message,
        })),
      );
    } catch {
      return [{ file: join(root, 'eslint.config.js'), line: 1, message: errors || output }];
    }
  },
};
