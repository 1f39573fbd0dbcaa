import type { Look, Scene, Thing } from '../../../sim/report/scene.ts';

/** Where a thing stands in a scene's picture: the row of its place, and its place in that row. */
export interface Slot {
  thing: Thing;
  /** An index of places. */
  row: number;
  slot: number;
  /** When it came, and when it was gone; Infinity where it never was. */
  from: number;
  to: number;
}

/** A scene with all that does not change while it is played. */
export interface Reel {
  scene: Scene;
  /** Zones and the like, in order of their names. */
  places: string[];
  /** How many stand in each place at most, at once. */
  room: number[];
  slots: Slot[];
  /** Of a tier: when each request arrives, and when it ends. */
  times: [arrives: number, ends: number][];
  /** The most that the capacity line has to show. */
  most: number;
}

/** Ready for drawing: whoever comes takes the first place that is free. */
export function reelOf(scene: Scene): Reel {
  const places = [...new Set(scene.things.map(({ place }) => place))].sort();
  const room = places.map(() => 0);
  const free = places.map((): number[] => []);
  const slots = scene.things.map((thing): Slot => {
    const row = places.indexOf(thing.place);
    const from = thing.states[0]?.[0] ?? scene.start;
    const last = thing.states.at(-1);
    const to = last?.[1] === -1 ? last[0] : Infinity;
    const taken = free[row]!;
    let slot = taken.findIndex((until) => until <= from);
    if (slot < 0) slot = taken.length;
    taken[slot] = to;
    room[row] = taken.length;
    return { thing, row, slot, from, to };
  });
  const most = Math.max(1, mostOf(scene, slots));
  return { scene, places, room, slots, most, times: timesOf(scene) };
}

function timesOf({ start, requests }: Scene): Reel['times'] {
  if (!requests) return [];
  let ticks = 0;
  return requests.at.map((since, i) => {
    ticks += since;
    const arrives = start + ticks * requests.tick;
    return [arrives, arrives + requests.took[i]! * requests.tick];
  });
}

function mostOf({ lines }: Scene, slots: Slot[]): number {
  const counts = slots.flatMap(({ from, to }) => [[from, 1] as const, [to, -1] as const]);
  let [now, most] = [0, 0];
  for (const [, change] of counts.sort((a, b) => a[0] - b[0] || a[1] - b[1]))
    most = Math.max(most, (now += change));
  const desired = lines
    .filter(({ name }) => name !== 'maximum')
    .flatMap(({ steps }) => steps.map(([, value]) => value));
  return Math.max(most, ...desired);
}

/** The last of some steps that has begun by a time; −1 before the first. */
export function stepAt(steps: readonly (readonly [number, number])[], time: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]![0] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A thing at an instant. */
export interface Standing {
  state: string;
  look: Look;
  /** Seconds until this state ends; Infinity where it does not. */
  left: number;
  /** Its load; null where nobody knows. */
  load: number | null;
}

/** What a thing is at a time; undefined where it is not there. */
export function standingOf(
  { states, every, start, end }: Scene,
  thing: Thing,
  time: number,
): Standing | undefined {
  const at = stepAt(thing.states, time);
  const state = states[thing.states[at]?.[1] ?? -1];
  if (!state) return undefined;
  const next = thing.states[at + 1];
  // The sample over whose seconds the time lies; at the very end the last one.
  const sample = Math.floor((Math.min(time, end - 1e-6) - start) / every) - thing.load.from;
  return {
    state: state.name,
    look: state.look,
    left: next ? next[0] - time : Infinity,
    load:
      thing.load.values[sample] ?? (sample === thing.load.values.length ? thing.load.values.at(-1)! : null),
  };
}

/** The value of a line at a time; undefined before its first. */
export function valueAt(steps: readonly (readonly [number, number])[], time: number): number | undefined {
  return steps[stepAt(steps, time)]?.[1];
}
