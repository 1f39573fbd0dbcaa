import type { Recorded } from './record/recorder.ts';
import type { Scene } from './scene.ts';
import { show } from './sink.ts';
import type { PlaybackEntry } from './transcript.ts';

/** What `playback` plays. */
export interface PlaybackOptions {
  /** Stands above the picture. */
  title: string;
  /** What there is to see, in a sentence, for a reader who can't see it. */
  description: string;
  /** What was recorded; several stand side by side, and play at once. */
  scenes: Recorded | readonly Recorded[];
  /** The second that the still picture shows. Default: when most is going on. */
  at?: number;
  /** Names of two knobs: the second at which something happens, and what. A reader then may strike at any instant. */
  fromHere?: { at: string; what: string };
}

/** Shows what was recorded as a picture that can be played, stepped through and read. */
export function playback({ title, description, scenes, at, fromHere }: PlaybackOptions): void {
  const films = (Array.isArray(scenes) ? scenes : [scenes]) as readonly Recorded[];
  if (films.length === 0) throw new TypeError(`playback '${title}': there is no scene to play.`);
  const recorded = films.map((film) => film.scene());
  const entry: PlaybackEntry = {
    type: 'playback',
    title,
    description,
    at: at ?? busiest(recorded),
    scenes: recorded,
    ...(fromHere && { fromHere: { ...fromHere } }),
  };
  show(entry);
}

/** When most things come, leave or are ill; a little later, so that something of it has happened. */
function busiest(scenes: readonly Scene[]): number {
  const [{ start, end }] = scenes as [Scene];
  const changes = scenes.flatMap(({ things, states }) =>
    things.flatMap((thing) =>
      thing.states.map(([at, state], i) => {
        const busy = (one: number | undefined) =>
          one === undefined || one < 0 || ['serves', 'rests'].includes(states[one]!.look) ? 0 : 1;
        return [at, busy(state) - busy(thing.states[i - 1]?.[1])] as const;
      }),
    ),
  );
  let [going, most, from, to] = [0, 0, start, end];
  changes.sort((a, b) => a[0] - b[0]);
  changes.forEach(([at, change], i) => {
    going += change;
    const next = changes[i + 1]?.[0] ?? end;
    if (going > most && next > at) [most, from, to] = [going, at, next];
  });
  return Math.round(most > 0 ? from + (to - from) / 2 : start + (end - start) / 2);
}
