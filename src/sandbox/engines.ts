import type { Engine } from './engine.ts';
import { InstantEngine } from './engines/instant.ts';

/** What a sandbox can run in, and what a reader knows it by; the first one is where it starts. */
export const engines: { name: string; open: () => Engine | Promise<Engine> }[] = [
  { name: 'Instant', open: () => new InstantEngine() },
];
