import type { Simulation } from '../../kernel/index.ts';
import type { Line, Look, Scene, Thing } from '../scene.ts';

/** Something that was recorded, for `playback`. */
export interface Recorded {
  /** What happened so far. */
  scene(): Scene;
}

/** A cloud, as far as a recording looks at it. */
export interface Stage {
  /** The clock. */
  readonly simulation: Pick<Simulation, 'now' | 'schedule'>;
}

/** How often something is looked at. */
export interface RecordOptions {
  /** Tells it from others that are played beside it. Default: none. */
  name?: string;
  /** Seconds between two samples of the loads. Default 15. */
  every?: number;
  /** Seconds between two looks at the states: a change is known that exactly. Default: 5, or `every` where that is less. */
  look?: number;
}

/** What stands there at an instant. */
export interface Seen {
  /** Its id. */
  id: string;
  /** Its zone, or what else it stands in. Default: nowhere in particular. */
  place?: string;
  /** The state that it is in, as AWS writes it. */
  state: string;
  /** How much it has to do; nothing where it is not known. */
  load?: number;
}

/** What a recording looks at. */
export interface Sight {
  kind: Scene['kind'];
  load: Scene['load'];
  /** What a state means. Default: as its name says. */
  lookOf(state: string): Look;
  things(): readonly Seen[];
  /** Values of lines at this instant, by name. */
  lines?(): Readonly<Record<string, number>>;
}

/** A thing that is still there. */
interface Present {
  thing: Thing;
  state: string;
  sum: number;
  looks: number;
}

/** Times to the millisecond: more would only be longer. */
export const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Looks at things now and then, and keeps what changes. Looking changes nothing in the run. */
export class Recorder implements Recorded {
  readonly #stage: Stage;
  readonly #sight: Sight;
  readonly #name: string;
  readonly #every: number;
  readonly #look: number;
  readonly #start: number;
  readonly #states: Scene['states'] = [];
  readonly #things: Thing[] = [];
  readonly #present = new Map<string, Present>();
  readonly #lines = new Map<string, Line>();
  readonly #lamps = new Map<string, Line>();
  #samples = 0;

  /** Made by `recordFleet` and the like. Throws RangeError where it is to look all the time. */
  constructor(
    stage: Stage,
    sight: Sight,
    { name = '', every = 15, look = Math.min(5, every) }: RecordOptions,
  ) {
    if (!(every > 0)) throw new RangeError(`every is a number of seconds above 0; not ${every}.`);
    if (!(look > 0 && look <= every))
      throw new RangeError(`look is a number of seconds above 0, at most every; not ${look}.`);
    this.#stage = stage;
    this.#sight = sight;
    this.#name = name;
    this.#every = every;
    this.#look = look;
    this.#start = stage.simulation.now;
    this.#watch();
  }

  /** The index of a thing that is there; −1 where there is none. */
  indexOf(id: string): number {
    const present = this.#present.get(id);
    return present ? this.#things.indexOf(present.thing) : -1;
  }

  /** The sample that is being taken. */
  get sample(): number {
    return Math.floor((this.#stage.simulation.now - this.#start) / this.#every);
  }

  /** A lamp goes on (1), off (0), or nobody knows (2). */
  lamp(name: string, value: number): void {
    this.#step(this.#lamps, name, value);
  }

  scene(): Scene {
    this.#see();
    const { kind, load } = this.#sight;
    return structuredClone({
      kind,
      name: this.#name,
      start: rounded(this.#start),
      end: rounded(this.#stage.simulation.now),
      every: this.#every,
      load,
      states: this.#states,
      things: this.#things,
      lines: [...this.#lines.values()],
      lamps: [...this.#lamps.values()],
    });
  }

  #watch(): void {
    this.#see();
    this.#stage.simulation.schedule(this.#look, () => this.#watch());
  }

  #see(): void {
    const { now } = this.#stage.simulation;
    const seen = this.#sight.things();
    const ids = new Set(seen.map(({ id }) => id));
    for (const [id, { thing }] of this.#present) {
      if (ids.has(id)) continue;
      thing.states.push([rounded(now), -1]);
      this.#present.delete(id);
    }
    for (const one of seen) this.#saw(one, now);
    for (const [name, value] of Object.entries(this.#sight.lines?.() ?? {}))
      this.#step(this.#lines, name, value);
    const samples = Math.floor((now - this.#start) / this.#every + 1e-9);
    if (samples <= this.#samples) return;
    this.#samples = samples;
    for (const present of this.#present.values()) this.#sampled(present, samples - 1);
  }

  #saw({ id, place = '', state, load }: Seen, now: number): void {
    let present = this.#present.get(id);
    if (!present) {
      const name = String(this.#things.length + 1);
      const thing: Thing = { name, id, place, states: [], load: { from: this.#samples, values: [] } };
      this.#things.push(thing);
      this.#present.set(id, (present = { thing, state: '', sum: 0, looks: 0 }));
    }
    if (present.state !== state) {
      present.state = state;
      present.thing.states.push([rounded(now), this.#stateOf(state)]);
    }
    if (load === undefined) return;
    present.sum += load;
    present.looks++;
  }

  /** The mean of the looks since the last sample. */
  #sampled(present: Present, sample: number): void {
    const { load } = present.thing;
    while (load.from + load.values.length < sample) load.values.push(null);
    load.values.push(present.looks > 0 ? Math.round(present.sum / present.looks) : null);
    present.sum = present.looks = 0;
  }

  #stateOf(name: string): number {
    const at = this.#states.findIndex((state) => state.name === name);
    return at >= 0 ? at : this.#states.push({ name, look: this.#sight.lookOf(name) }) - 1;
  }

  #step(lines: Map<string, Line>, name: string, value: number): void {
    let line = lines.get(name);
    if (!line) lines.set(name, (line = { name, steps: [] }));
    if (line.steps.at(-1)?.[1] === value) return;
    line.steps.push([rounded(this.#stage.simulation.now), value]);
  }
}
