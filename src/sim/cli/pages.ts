import type { Members } from '../tongue/shape.ts';

/** How an operation goes from page to page. */
export interface Paging {
  /** The parameter that says where to go on. */
  readonly token: string;
  /** The member of the answer that says where the next page begins. */
  readonly next: string;
  /** The parameter that bounds a page. */
  readonly size: string | undefined;
}

/** How the pages of an operation follow each other; undefined for one without pages. */
export function pagingOf(input: Members, output: Members): Paging | undefined {
  const named = (members: Members, pattern: RegExp) =>
    Object.keys(members).find((name) => pattern.test(name));
  const token = named(input, /^(nextToken|marker)$/i);
  const next = named(output, /^next(Token|Marker)$/i) ?? named(output, /^marker$/i);
  if (!token || !next) return undefined;
  return { token, next, size: named(input, /^(max(Items|Results|Records)|PageSize|limit)$/i) };
}

type Answer = Record<string, unknown>;

/** Two pages as one: lists follow each other. */
export function joined(before: Answer | undefined, after: Answer): Answer {
  if (!before) return { ...after };
  const all = { ...before };
  for (const [name, value] of Object.entries(after))
    if (Array.isArray(value))
      all[name] = [...((all[name] as unknown[] | undefined) ?? []), ...(value as unknown[])];
  return all;
}

/** The first so many entries of an answer's list; tells where a later command goes on. */
export function cut(answer: Answer, most: number, skipped: number): Answer {
  const [name] = Object.entries(answer).find(([, value]) => Array.isArray(value)) ?? [];
  if (name === undefined) return answer;
  const all = (answer[name] as unknown[]).slice(skipped);
  const page = { ...answer, [name]: all.slice(0, most) };
  if (all.length <= most) return page;
  return { ...page, NextToken: btoa(JSON.stringify({ skip: skipped + most })) };
}

/** What `--starting-token` stands for: how many entries were shown before. */
export function skippedBy(token: string | undefined): number | undefined {
  if (token === undefined) return 0;
  try {
    return (JSON.parse(atob(token)) as { skip: number }).skip;
  } catch {
    return undefined;
  }
}
