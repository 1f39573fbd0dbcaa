import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../src/components/facts.ts';
import type { Problem } from '../check/problem.ts';
import { objections } from './schema.ts';

/** A fact, and where the ledger has it. */
export interface Statement extends Fact {
  /** `<part>/<system>`. */
  system: string;
  /** Absolute path of the ledger's file, and the 1-based line in it. */
  file: string;
  line: number;
}

/** The whole ledger, and what is wrong with it by itself. */
export interface Ledger {
  statements: Statement[];
  problems: Problem[];
}

function readLine(text: string, system: string): { fact?: Fact; messages: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { messages: [`The line is not JSON: ${(error as Error).message}.`] };
  }
  const messages = objections(value, system.split('/').at(-1)!);
  // What a check goes by has to be there at least.
  const fact = value as Fact;
  const usable = typeof fact?.id === 'string' && messages.length === 0;
  return { fact: usable ? fact : undefined, messages };
}

/** Reads `<root>/content/facts`: what fits the schema, and a problem for each line that does not. */
export function readLedger(root: string): Ledger {
  const statements: Statement[] = [];
  const problems: Problem[] = [];
  const places = new Map<string, string>();
  const folder = join(root, 'content/facts');
  for (const path of globSync('**/*.jsonl', { cwd: folder }).sort()) {
    const file = join(folder, path);
    const system = path.replaceAll('\\', '/').replace(/\.jsonl$/, '');
    const lines = readFileSync(file, 'utf8').split('\n');
    for (const [index, text] of lines.entries()) {
      if (text === '' && index === lines.length - 1) continue;
      const line = index + 1;
      const { fact, messages } = readLine(text, system);
      problems.push(...messages.map((message) => ({ file, line, message })));
      if (!fact) continue;
      const other = places.get(fact.id);
      if (other) problems.push({ file, line, message: `${fact.id} is at ${other} already.` });
      else {
        places.set(fact.id, `content/facts/${system}.jsonl:${line}`);
        statements.push({ ...fact, system, file, line });
      }
    }
  }
  return { statements, problems };
}
