import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsCommands } from '../commands/lines.ts';
import { faultOf } from '../commands/faults.ts';
import { lineOf, type Page, readPages } from '../pages/page.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';

const SHELLS = ['sh', 'bash', 'shell', 'console'];

function problemsOf(page: Page): Problem[] {
  return page.nodes.flatMap((node): Problem[] => {
    if (node.type !== 'code' || !SHELLS.includes(node.lang ?? '')) return [];
    return faultsIn(node.value, page.file, lineOf(node));
  });
}

/** @param before how many lines of the file stand before the script */
function faultsIn(script: string, file: string, before: number): Problem[] {
  const at = (line: number, message: string) => ({ file, line: before + line, message });
  try {
    return awsCommands(script).flatMap(({ line, words }) => {
      const fault = faultOf(words);
      return fault ? [at(line, `aws ${words.slice(0, 2).join(' ')}: ${fault}`)] : [];
    });
  } catch (error) {
    return [at(0, (error as Error).message)];
  }
}

/** Every `aws` command in the scripts of pages and terminals has a service, an operation and parameters that AWS's models have. */
export const commands: Check = {
  name: 'commands',
  mend: 'Look the command up: https://docs.aws.amazon.com/cli/latest/.',
  find(root, { changes }) {
    const { pages } = readPages(root);
    const scripts = globSync('content/docs/**/*.sh', { cwd: root }).map((file) => join(root, file));
    return [
      ...pages.filter(({ file }) => changes.has(file)).flatMap(problemsOf),
      ...scripts
        .filter((file) => changes.has(file))
        .flatMap((file) => faultsIn(readFileSync(file, 'utf8'), file, 0)),
    ];
  },
};
