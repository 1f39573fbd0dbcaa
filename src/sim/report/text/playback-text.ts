import { formatNumber } from '../number.ts';
import type { Scene, Thing } from '../scene.ts';
import type { PlaybackEntry } from '../transcript.ts';

/** So many things of a scene are told, and so many states of one. */
const [THINGS, STATES] = [12, 6];

/** A scene as lines of text: who was in which state from when on. */
export function playbackText({ title, scenes }: PlaybackEntry): string[] {
  return [`▷ ${title}`, ...scenes.flatMap(sceneText)];
}

function sceneText({ name, states, things, lines, lamps, requests, end }: Scene): string[] {
  const width = Math.max(0, ...things.slice(0, THINGS).map((thing) => nameOf(thing).length));
  const told = (steps: [number, number][], say: (value: number) => string) =>
    few(steps.map(([at, value]) => `${formatNumber(at)} s ${say(value)}`));
  const all = requests?.ended.reduce(([sum, bad], [ended, failed]) => [sum + ended, bad + failed], [0, 0]);
  return [
    ...(name ? [`  ${name}:`] : []),
    ...things
      .slice(0, THINGS)
      .map(
        (thing) =>
          `  ${nameOf(thing).padEnd(width)}  ${told(thing.states, (state) => states[state]?.name ?? 'gone')}`,
      ),
    ...(things.length > THINGS ? [`  and ${things.length - THINGS} more`] : []),
    ...lines.map((line) => `  ${line.name}: ${told(line.steps, formatNumber)}`),
    ...lamps.map((lamp) => `  ${lamp.name}: ${told(lamp.steps, (on) => ['OK', 'ALARM', 'no data'][on]!)}`),
    ...(all
      ? [`  ${formatNumber(all[0])} requests until ${formatNumber(end)} s, ${formatNumber(all[1])} failed`]
      : []),
  ];
}

const nameOf = ({ name, place }: Thing): string => (place ? `${name} in ${place}` : name);

const few = (texts: string[]): string =>
  texts.length > STATES
    ? `${texts.slice(0, STATES).join(', ')}, and ${texts.length - STATES} more`
    : texts.join(', ');
