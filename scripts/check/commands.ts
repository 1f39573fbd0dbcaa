import { awsCommands } from '../commands/lines.ts';
import { faultOf } from '../commands/faults.ts';
import { lineOf, type Page, readPages } from '../pages/page.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';

const SHELLS = ['sh', 'bash', 'shell', 'console'];

function problemsOf(page: Page): Problem[] {
  return page.nodes.flatMap((node): Problem[] => {
    if (node.type !== 'code' || !SHELLS.includes(node.lang ?? '')) return [];
    const at = (line: number, message: string) => ({ file: page.file, line: lineOf(node) + line, message });
    try {
      return awsCommands(node.value).flatMap(({ line, words }) => {
        const fault = faultOf(words);
        return fault ? [at(line, `aws ${words.slice(0, 2).join(' ')}: ${fault}`)] : [];
      });
    } catch (error) {
      return [at(0, (error as Error).message)];
    }
  });
}

/** Every `aws` command in a page's scripts has a service, an operation and parameters that AWS's own models have. */
export const commands: Check = {
  name: 'commands',
  mend: 'Look the command up: https://docs.aws.amazon.com/cli/latest/.',
  find(root, { changes }) {
    const { pages } = readPages(root);
    return pages.filter(({ file }) => changes.has(file)).flatMap(problemsOf);
  },
};
