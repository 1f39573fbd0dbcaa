import type { Entry } from '../../sim/report/transcript.ts';

/** How much a run may show before it ends with reason `limit`. */
export const BOUNDS = {
  entries: 10_000,
  /** Characters of one string. */
  text: 100_000,
  /** Bytes of all entries together, at one a character and eight a number. */
  total: 8_000_000,
};

/** A run has shown more than `BOUNDS` allows. */
export class OutOfBounds extends Error {
  override name = 'OutOfBounds';
}

type Plain = Record<string, unknown>;

/**
 * Reads the entries of one run, whoever made them: takes nothing on trust, and hands on copies that hold what an entry
 * of their type holds and nothing else.
 */
export class EntryReader {
  #entries = 0;
  #total = 0;

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
          ...this.#maybe('line', entry['line'], this.#number),
        };
      case 'plot':
        return {
          type: 'plot',
          title: this.#text(entry['title']),
          description: this.#text(entry['description']),
          x: this.#axis(entry['x']),
          y: this.#axis(entry['y']),
          series: this.#list(entry['series'], (series) => ({
            name: this.#text(series['name']),
            style: oneOf(STYLES, series['style']),
            points: this.#array(series['points'], this.#point),
          })),
          marks: this.#list(entry['marks'], (mark) => ({
            label: this.#text(mark['label']),
            ...this.#maybe('x', mark['x'], this.#number),
            ...this.#maybe('y', mark['y'], this.#number),
          })),
        };
      case 'table':
        return {
          type: 'table',
          title: this.#text(entry['title']),
          columns: this.#list(entry['columns'], (column) => ({
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
          lanes: this.#list(entry['lanes'], (lane) => ({
            name: this.#text(lane['name']),
            spans: this.#list(lane['spans'], (span) => ({
              start: this.#number(span['start']),
              end: this.#number(span['end']),
              label: this.#text(span['label']),
              kind: this.#text(span['kind']),
            })),
            events: this.#list(lane['events'], (event) => ({
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
          places: this.#list(entry['places'], (place) => ({
            name: this.#text(place['name']),
            latitude: this.#number(place['latitude']),
            longitude: this.#number(place['longitude']),
            role: oneOf(ROLES, place['role']),
            kind: this.#text(place['kind']),
            ...this.#maybe('note', place['note'], this.#text),
          })),
          ways: this.#list(entry['ways'], (way) => ({
            from: this.#text(way['from']),
            to: this.#text(way['to']),
            kind: this.#text(way['kind']),
          })),
        };
      case 'error':
        return {
          type: 'error',
          name: this.#text(entry['name']),
          message: this.#text(entry['message']),
          ...this.#maybe('file', entry['file'], this.#text),
          ...this.#maybe('line', entry['line'], this.#number),
          ...this.#maybe('column', entry['column'], this.#number),
        };
      default:
        throw new TypeError(`an entry of type ${String(entry['type'])}`);
    }
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

  readonly #cell = (value: unknown): string | number | boolean | null => {
    if (typeof value === 'string') return this.#text(value);
    this.#weigh(8);
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
    throw new TypeError(`a cell can't hold ${typeof value}`);
  };

  readonly #point = (value: unknown): [number, number] => {
    if (!Array.isArray(value) || value.length !== 2) throw new TypeError('a point is [x, y]');
    return [this.#number(value[0]), this.#number(value[1])];
  };

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
    if (!Array.isArray(value)) throw new TypeError('a list is missing');
    this.#weigh(8);
    return value.map((item: unknown) => read(item));
  }

  #list<T>(value: unknown, read: (item: Plain) => T): T[] {
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

function oneOf<T extends string>(words: readonly T[], value: unknown): T {
  const word = words.find((known) => known === value);
  if (word === undefined) throw new TypeError(`${String(value)} is none of ${words.join(', ')}`);
  return word;
}

function boolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${typeof value} where true or false belongs`);
  return value;
}
