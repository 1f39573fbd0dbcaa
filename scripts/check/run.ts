import { relative } from 'node:path';
import { Changes } from './changes.ts';
import type { Check, Scope } from './check.ts';
import { commands } from './commands.ts';
import { components } from './components.ts';
import { diagrams } from './diagrams.ts';
import { examples } from './examples.ts';
import { facts } from './facts.ts';
import { format } from './format.ts';
import { frontMatter } from './front-matter.ts';
import { links } from './links.ts';
import { lint } from './lint.ts';
import { type Problem, sorted } from './problem.ts';
import { questions } from './questions.ts';
import { size } from './size.ts';
import { spelling } from './spelling.ts';
import { types } from './types.ts';

/**
 * All checks, in lanes that run side by side. The slow ones are processes of their own, which two cores share; facts
 * come after examples, whose transcripts they read.
 */
const LANES: Check[][] = [
  [types],
  [lint, format],
  [frontMatter, components, commands, links, diagrams, size, spelling, examples, questions, facts],
];

/** The checks by name, in the order in which they are told. */
export const CHECKS = LANES.flat();

/** What a check has found, and how long it took. */
export interface Finding {
  check: Check;
  problems: Problem[];
  seconds: number;
}

/** Which checks run, and on what. */
export interface CheckOptions extends Partial<Scope> {
  /** By name. Default: all checks. */
  names?: string[];
}

/** Runs checks and tells of each as it ends. */
export async function runChecks(
  root: string,
  tell: (finding: Finding) => void,
  { names = CHECKS.map(({ name }) => name), changes = new Changes(root), write = false }: CheckOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const lane = async (checks: Check[]) => {
    for (const check of checks) {
      if (!names.includes(check.name)) continue;
      const start = performance.now();
      const problems = sorted(await check.find(root, { changes, write }));
      const finding = { check, problems, seconds: (performance.now() - start) / 1000 };
      findings.push(finding);
      tell(finding);
    }
  };
  await Promise.all(LANES.map(lane));
  return findings;
}

/** A problem in one line: `file:line: message (check)`, and what mends it. */
export function problemText({ name, mend }: Check, problem: Problem, root: string): string {
  const file = relative(root, problem.file).replaceAll('\\', '/');
  return `${file}:${problem.line}: ${name}: ${problem.message}\n    ${problem.mend ?? mend}`;
}
