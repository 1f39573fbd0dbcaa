import type { Engine } from './engine.ts';
import { InstantEngine } from './engines/instant.ts';

/** What a sandbox can run in; the first one is where it starts. */
export const engines = {
  instant: () => new InstantEngine(),
  webcontainer: () =>
    import('./engines/webcontainer.ts').then(({ WebContainerEngine }) => new WebContainerEngine()),
} satisfies Record<string, () => Engine | Promise<Engine>>;

export type EngineName = keyof typeof engines;
