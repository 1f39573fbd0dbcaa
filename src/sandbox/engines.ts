import type { Engine } from './engine.ts';

/** What a sandbox can run in; the first one is where it starts. Loaded when asked for. */
export const engines: { name: string; load: () => Promise<Engine> }[] = [
  { name: 'Instant', load: async () => new (await import('./engines/instant.ts')).InstantEngine() },
];
