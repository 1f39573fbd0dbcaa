import { join, resolve } from 'node:path';
import type { Check } from './check.ts';
import { runTool } from './tool.ts';

const DIAGNOSTIC = /^(\S.*?):(\d+):\d+ - error ((?:ts|astro)\(\d+\)): (.*)$/gm;

/** TypeScript agrees with every .ts and .astro file. It knows the pages' front matter from Astro, which reads it first. */
export const types: Check = {
  name: 'types',
  mend: 'TypeScript expects otherwise there.',
  async find(root) {
    const { status, output, errors } = await runTool(
      'astro/bin/astro.mjs',
      ['check', '--root', root, '--minimumSeverity', 'error'],
      root,
    );
    const problems = [...output.matchAll(DIAGNOSTIC)].map(([, file, line, code, message]) => ({
      file: resolve(root, file!),
      line: Number(line),
      message: `${message!.trim()} (${code})`,
    }));
    if (status !== 0 && problems.length === 0) {
      const message = `astro check ended with ${status}: ${(errors || output).trim()}`;
      return [{ file: join(root, 'astro.config.mjs'), line: 1, message }];
    }
    return problems;
  },
};
