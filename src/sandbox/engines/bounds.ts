import type { Entry, Scene } from '../../sim/report/transcript.ts';

/**
 * An entry as it travels: the points of a plot are one list of numbers, which takes a thousandth of the time to hand over
 * that a list for each point would.
 */
export function packPoints(entry: Entry, newList: MakeList = () => []): unknown {
  if (entry.type !== 'plot') return entry;
  const series = newList<unknown>();
  for (let i = 0; i < entry.series.length; i++) {
    const { name, style, points } = entry.series[i]!;
    const numbers = new Floats(points.length * 2);
    for (let at = 0; at < points.length; at++) {
      numbers[2 * at] = points[at]![0];
      numbers[2 * at + 1] = points[at]![1];
    }
    series[i] = { name, style, points: numbers };
  }
  return { ...entry, series };
}

/** How much a run may show before it ends with reason `limit`. */
export const BOUNDS = {
  entries: 10_000,
  /** Characters of one string. */
  text: 100_000,
  /** Bytes of all entries together, at one a character, eight a number and `LIST` a list. */
  total: 8_000_000,
};

/** What a list weighs beside its items: to hand it over takes longer than what is in a short one. */
const LIST = 100;
/** No list that weighs less than the bound has so many items, whatever it says of its length. */
const MOST_ITEMS = BOUNDS.total / 8;

/** A run has shown more than `BOUNDS` allows. */
export class OutOfBounds extends Error {
  override name = 'OutOfBounds';
}

type Plain = Record<string, unknown>;

/** Makes an empty list. */
export type MakeList = <T>() => T[];

// Taken before a run's code is there.
const { isArray } = Array;
const { setPrototypeOf } = Object;
const Floats = Float64Array;

/** A list that inherits nothing: no setter that a run's code has put behind the indices of all lists. */
export const bareList: MakeList = () => setPrototypeOf([], null) as never[];

/**
 * Reads the entries of one run, whoever made them: takes nothing on trust, and hands on copies that hold what an entry
 * of their type holds and nothing else. A list is weighed by its length before it is read, and read by index: code of
 * the run, which may have put methods of its own in the place of the language's, has no say in it. Nor is a value of an
 * unknown type ever made into text.
 */
export class EntryReader {
  #entries = 0;
  #total = 0;
  readonly #newList: MakeList;

  /** @param newList what makes an empty list. Default: a plain one. */
  constructor(newList: MakeList = () => []) {
    this.#newList = newList;
  }

  /** Throws OutOfBounds past a bound, and TypeError for what is no entry. An `end` is not read: an engine makes its own. */
  read(value: unknown): Entry {
    if (++this.#entries > BOUNDS.entries) throw new OutOfBounds(`more than ${BOUNDS.entries} entries`);
    const entry = this.#object(value);
    switch (entry['type']) {
      case 'console':
        return { type: 'console', level: oneOf(LEVELS, entry['level']), text: this.#text(entry['text']) };
      case 'check':
        return {
          type: 'check',
          label: this.#text(entry['label']),
          ok: boolean(entry['ok']),
          ...this.#maybe('detail', entry['detail'], this.#text),
          ...this.#maybe('file', entry['file'], this.#text),
          ...this.#maybe('line', entry['line'], this.#count),
        };
      case 'plot':
        return {
          type: 'plot',
          title: this.#text(entry['title']),
          description: this.#text(entry['description']),
          x: this.#axis(entry['x']),
          y: this.#axis(entry['y']),
          series: this.#objects(entry['series'], (series) => ({
            name: this.#text(series['name']),
            style: oneOf(STYLES, series['style']),
            points: this.#points(series['points']),
          })),
          marks: this.#objects(entry['marks'], (mark) => ({
            label: this.#text(mark['label']),
            ...this.#maybe('x', mark['x'], this.#number),
            ...this.#maybe('y', mark['y'], this.#number),
          })),
        };
      case 'table':
        return {
          type: 'table',
          title: this.#text(entry['title']),
          columns: this.#objects(entry['columns'], (column) => ({
            name: this.#text(column['name']),
            align: oneOf(ALIGNS, column['align']),
            ...this.#maybe('unit', column['unit'], this.#text),
          })),
          rows: this.#array(entry['rows'], (row) => this.#array(row, this.#cell)),
        };
      case 'timeline':
        return {
          type: 'timeline',
          title: this.#text(entry['title']),
          description: this.#text(entry['description']),
          lanes: this.#objects(entry['lanes'], (lane) => ({
            name: this.#text(lane['name']),
            spans: this.#objects(lane['spans'], (span) => ({
              start: this.#number(span['start']),
              end: this.#number(span['end']),
              label: this.#text(span['label']),
              kind: this.#text(span['kind']),
            })),
            events: this.#objects(lane['events'], (event) => ({
              at: this.#number(event['at']),
              label: this.#text(event['label']),
              kind: this.#text(event['kind']),
            })),
          })),
        };
      case 'map':
        return {
          type: 'map',
          title: this.#text(entry['title']),
          description: this.#text(entry['description']),
          legend: this.#text(entry['legend']),
          places: this.#objects(entry['places'], (place) => ({
            name: this.#text(place['name']),
            latitude: this.#number(place['latitude']),
            longitude: this.#number(place['longitude']),
            role: oneOf(ROLES, place['role']),
            kind: this.#text(place['kind']),
            ...this.#maybe('note', place['note'], this.#text),
          })),
          ways: this.#objects(entry['ways'], (way) => ({
            from: this.#text(way['from']),
            to: this.#text(way['to']),
            kind: this.#text(way['kind']),
          })),
        };
      case 'playback':
        return {
          type: 'playback',
          title: this.#text(entry['title']),
          description: this.#text(entry['description']),
          at: this.#number(entry['at']),
          scenes: this.#objects(entry['scenes'], (scene) => this.#scene(scene)),
          ...this.#maybe('fromHere', entry['fromHere'], (value) => {
            const { at, what } = this.#object(value);
            return { at: this.#text(at), what: this.#text(what) };
          }),
        };
      case 'error':
        return {
          type: 'error',
          name: this.#text(entry['name']),
          message: this.#text(entry['message']),
          ...this.#maybe('file', entry['file'], this.#text),
          ...this.#maybe('line', entry['line'], this.#count),
          ...this.#maybe('column', entry['column'], this.#count),
        };
      default:
        throw new TypeError('an entry of no known type');
    }
  }

  #scene(scene: Plain): Scene {
    const load = this.#object(scene['load']);
    const line = (one: Plain) => ({
      name: this.#text(one['name']),
      steps: this.#array(one['steps'], this.#point),
    });
    const numbers = (value: unknown) => this.#array(value, this.#number);
    return {
      kind: oneOf(SCENES, scene['kind']),
      name: this.#text(scene['name']),
      start: this.#number(scene['start']),
      end: this.#number(scene['end']),
      every: this.#number(scene['every']),
      load: {
        name: this.#text(load['name']),
        unit: this.#text(load['unit']),
        full: this.#number(load['full']),
      },
      states: this.#objects(scene['states'], (state) => ({
        name: this.#text(state['name']),
        look: oneOf(LOOKS, state['look']),
      })),
      things: this.#objects(scene['things'], (thing) => {
        const { from, values } = this.#object(thing['load']);
        return {
          name: this.#text(thing['name']),
          id: this.#text(thing['id']),
          place: this.#text(thing['place']),
          states: this.#array(thing['states'], this.#point),
          load: {
            from: this.#number(from),
            values: this.#array(values, (value) => (value === null ? null : this.#number(value))),
          },
        };
      }),
      lines: this.#objects(scene['lines'], line),
      lamps: this.#objects(scene['lamps'], line),
      ...this.#maybe('requests', scene['requests'], (value) => {
        const { each, tick, at, took, node, thing, failed, nodes, ended } = this.#object(value);
        return {
          each: this.#number(each),
          tick: this.#number(tick),
          at: numbers(at),
          took: numbers(took),
          node: numbers(node),
          thing: numbers(thing),
          failed: numbers(failed),
          nodes: this.#array(nodes, this.#text),
          ended: this.#array(ended, this.#point),
        };
      }),
    };
  }

  #weigh(bytes: number): void {
    this.#total += bytes;
    if (this.#total > BOUNDS.total) throw new OutOfBounds(`more than ${BOUNDS.total} bytes`);
  }

  readonly #text = (value: unknown): string => {
    if (typeof value !== 'string') throw new TypeError(`${typeof value} where a text belongs`);
    if (value.length > BOUNDS.text) throw new OutOfBounds(`a text of more than ${BOUNDS.text} characters`);
    this.#weigh(value.length);
    return value;
  };

  readonly #number = (value: unknown): number => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new TypeError('a number must be finite');
    this.#weigh(8);
    return value;
  };

  /** A line or a column. */
  readonly #count = (value: unknown): number => {
    const number = this.#number(value);
    if (number < 1 || number > 2 ** 31 || number % 1 !== 0)
      throw new TypeError('a line is a number from 1 on');
    return number;
  };

  readonly #cell = (value: unknown): string | number | boolean | null => {
    if (typeof value === 'string') return this.#text(value);
    this.#weigh(8);
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
    throw new TypeError(`a cell can't hold ${typeof value}`);
  };

  readonly #point = (value: unknown): [number, number] => {
    if (!isArray(value) || value.length !== 2) throw new TypeError('a point is [x, y]');
    this.#weigh(8);
    return [this.#number(value[0]), this.#number(value[1])];
  };

  /** Points, each by itself or one behind the other as `packPoints` has them. */
  #points(value: unknown): [number, number][] {
    if (!(value instanceof Floats)) return this.#array(value, this.#point);
    this.#weigh(LIST + 8 * value.length);
    const points = this.#newList<[number, number]>();
    for (let i = 0; i + 1 < value.length; i += 2)
      points[i / 2] = [this.#number(value[i]), this.#number(value[i + 1])];
    return points;
  }

  #axis(value: unknown): { label: string; unit?: string } {
    const axis = this.#object(value);
    return { label: this.#text(axis['label']), ...this.#maybe('unit', axis['unit'], this.#text) };
  }

  #object(value: unknown): Plain {
    if (typeof value !== 'object' || value === null)
      throw new TypeError(`${typeof value} where an object belongs`);
    this.#weigh(8);
    return value as Plain;
  }

  #array<T>(value: unknown, read: (item: unknown) => T): T[] {
    if (!isArray(value)) throw new TypeError('a list is missing');
    const { length } = value as unknown[];
    if (!(length <= MOST_ITEMS)) throw new OutOfBounds(`a list of more than ${MOST_ITEMS} items`);
    this.#weigh(LIST + 8 * length);
    const items = this.#newList<T>();
    for (let i = 0; i < length; i++) items[i] = read(value[i]);
    return items;
  }

  #objects<T>(value: unknown, read: (item: Plain) => T): T[] {
    return this.#array(value, (item) => read(this.#object(item)));
  }

  #maybe<K extends string, T>(key: K, value: unknown, read: (value: unknown) => T): { [key in K]?: T } {
    return value === undefined ? {} : ({ [key]: read(value) } as { [key in K]?: T });
  }
}

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const STYLES = ['line', 'step', 'points', 'bars'] as const;
const ROLES = ['region', 'edge', 'user'] as const;
const ALIGNS = ['left', 'right'] as const;
const SCENES = ['fleet', 'tier'] as const;
const LOOKS = ['comes', 'warms', 'serves', 'ill', 'leaves', 'rests'] as const;

function oneOf<T extends string>(words: readonly T[], value: unknown): T {
  for (let i = 0; i < words.length; i++) if (words[i] === value) return words[i]!;
  throw new TypeError('a word that is none of those known');
}

function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${typeof value} where true or false belongs`);
  return value;
}
