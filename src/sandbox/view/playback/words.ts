import { formatNumber } from '../../../sim/report/number.ts';
import type { Scene } from '../../../sim/report/scene.ts';
import { type Reel, standingOf, valueAt } from './reel.ts';

/** Something that happens in a scene. */
export interface Happening {
  at: number;
  /** Whom it happens to. */
  who: string;
  what: string;
}

/** Words for the values of a lamp. */
export const LAMP = ['OK', 'ALARM', 'no data'];

/** A thing's name, with its place where it has one. */
export const whoIs = (scene: Scene, { name, place }: Scene['things'][number]): string =>
  [scene.name, place ? `${name} in ${place}` : name].filter(Boolean).join(': ');

/** All that happens, in order. What is there at the start has not happened: only lines and lamps say how they begin. */
export function happeningsOf(reels: readonly Reel[]): Happening[] {
  const all = reels.flatMap(({ scene }) => [
    ...scene.things.flatMap((thing) =>
      thing.states.map(([at, state]) => ({
        at,
        who: whoIs(scene, thing),
        what: scene.states[state]?.name ?? 'gone',
      })),
    ),
    ...scene.lines.flatMap(({ name, steps }) =>
      steps.map(([at, value]) => ({ at, who: [scene.name, name].filter(Boolean).join(': '), what: formatNumber(value) })),
    ),
    ...scene.lamps.flatMap(({ name, steps }) =>
      steps.map(([at, on]) => ({ at, who: [scene.name, name].filter(Boolean).join(': '), what: LAMP[on]! })),
    ),
  ]); // prettier-ignore
  return all.sort((a, b) => a.at - b.at);
}

/** What stands at an instant, in a sentence a scene. */
export function nowText(reels: readonly Reel[], time: number): string {
  return reels
    .map(({ scene, slots }) => {
      const counts = new Map<string, number>();
      for (const { thing } of slots) {
        const state = standingOf(scene, thing, time)?.state;
        if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      const desired = valueAt(scene.lines.find(({ name }) => name === 'desired')?.steps ?? [], time);
      const alarms = scene.lamps.filter(({ steps }) => valueAt(steps, time) === 1).map(({ name }) => `${name} in ALARM`);
      const ended = scene.requests?.ended[Math.floor((time - scene.start) / scene.every)];
      const parts = [
        ...[...counts].map(([state, count]) => `${count} ${state}`),
        ...(desired === undefined ? [] : [`desired ${formatNumber(desired)}`]),
        ...alarms,
        ...(ended ? [`${formatNumber(ended[0])} requests in ${formatNumber(scene.every)} s, ${formatNumber(ended[1])} failed`] : []),
      ];
      return `${scene.name && `${scene.name}: `}${parts.join(', ') || 'nothing'}`;
    })
    .join('. '); // prettier-ignore
}
