import type { Yieldable } from 'desired-capacity';
import type { Build, Ground } from './day.ts';

/**
 * Asks a part for something: 'watch', or to take an upload by its key; with
 * 'look', whether it has it. Answers whether it went well.
 */
export type Ask = (
  what: string,
  how?: 'look',
) => Generator<Yieldable, boolean>;

/** A part of a site. */
export interface Part {
  shape: keyof typeof SHAPES;
  label: string;
  /** Those that it hands something to, and what. It gets hold of no others. */
  to?: Record<string, string>;
  /** Builds it. */
  make(ground: Ground, to: Record<string, Ask>): Ask;
}

/** A site by its parts: what is drawn is what is built. */
export type Architecture = Record<string, Part>;

/** Builds all parts. A part asks those that its ways lead to. */
export function built(parts: Architecture): Build {
  return (ground) => {
    const asks: Record<string, Ask> = {};
    for (const [name, { to = {}, make }] of Object.entries(parts)) {
      const ways = Object.keys(to).map((other): [string, Ask] => [
        other,
        (what, how) => asks[other]!(what, how),
      ]);
      asks[name] = make(ground, Object.fromEntries(ways));
    }
    const visitor = asks['visitor']!;
    return {
      upload: ({ key }) => visitor(key),
      watch: () => visitor('watch'),
    };
  };
}

const SHAPES = {
  visitor: ['([', '])'],
  server: ['[', ']'],
  fleet: ['[[', ']]'],
  queue: ['>', ']'],
  store: ['[(', ')]'],
  bus: ['{{', '}}'],
  function: ['(', ')'],
} as const;

/** The same parts as a picture, in Mermaid's language. */
export function drawn(parts: Architecture): string {
  const all = Object.entries(parts);
  const nodes = all.map(([name, { shape, label }]) => {
    const [open, close] = SHAPES[shape];
    return `  ${name}${open}"${label}"${close}`;
  });
  const ways = all.flatMap(([name, { to = {} }]) =>
    Object.entries(to).map(([other, label]) => {
      const arrow = label ? `-->|${label}|` : '-->';
      return `  ${name} ${arrow} ${other}`;
    }),
  );
  return ['flowchart LR', ...nodes, ...ways].join('\n');
}
