import { existsSync, readFileSync } from 'node:fs';

/**
 * A recorded conversation with AWS, as `../shared/oracles/README.md` tells: what was asked, what came back.
 */
export interface Transcript {
  name: string;
  steps: Step[];
  expectations: Expectation[];
  asserts: Assertion[];
}

/** A call, a helper of the original suite (`client` is 'fixture'), or time that passes. */
export interface Step {
  /** Its turn among steps, expectations and assertions. */
  i: number;
  client?: string;
  /** In Python's spelling: `create_queue`. */
  op?: string;
  params?: Record<string, unknown>;
  /** What a helper was given by position. */
  args?: unknown[];
  /** AWS refused it. */
  raises?: boolean;
  /** Seconds. */
  sleep?: number;
}

/** What a value was, once ids, dates and names had been replaced by tokens. */
export interface Expectation {
  /** Its turn. */
  after: number;
  key: string;
  obj: unknown;
  recorded: unknown;
}

/** What the original test asserted. */
export interface Assertion {
  /** Its turn. */
  i: number;
  /** The line of the original test. */
  src: string;
  op: string;
  left?: unknown;
  right?: unknown;
  /** There where its recorder could not tell the left side. */
  leftErr?: string;
  rightErr?: string;
}

const folder = new URL('../../../shared/oracles/', import.meta.url);

/** Where the conversations with a service lie. They are read there, and never copied. */
export function oracleFile(name: string): URL {
  return new URL(`${name}.jsonl`, folder);
}

/** The conversations with a service, the variants of one behaviour once; undefined where they are not at hand. */
export function readTranscripts(name: string): Transcript[] | undefined {
  const file = oracleFile(name);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const seen = new Set<string>();
  return lines
    .map((line) => JSON.parse(line) as Transcript)
    .filter(({ name }) => {
      const behaviour = behaviourOf(name);
      if (seen.has(behaviour)) return false;
      seen.add(behaviour);
      return true;
    });
}

/** A name without the protocol that it was recorded with: `…[sqs_query-True]` and `…[sqs-True]` are one. */
export function behaviourOf(name: string): string {
  return name
    .replace(/\[(sqs_query|sqs|json|query)(-|\])/, '[$2')
    .replace('[]', '')
    .replace('[-', '[');
}

/** The test's own name, without its file and class. */
export function shortName({ name }: Transcript): string {
  return name.slice(name.lastIndexOf('::') + 2);
}
