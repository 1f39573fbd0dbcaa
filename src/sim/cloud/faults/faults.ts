import type { Simulation } from '../../kernel/index.ts';
import { checkFault, type Fault } from './fault.ts';

/** What lies between two places, as far as faults go. */
export interface FaultyLink {
  /** Whether anything arrives at all. */
  readonly up: boolean;
  /** How likely a message is lost, from 0 to 1. */
  readonly loss: number;
  /** Seconds that come on top. */
  readonly delay: number;
}

/** How badly something answers. */
export interface Impairment {
  /** Seconds that each answer is late. */
  readonly slow: number;
  /** The status that it answers with instead, of the last fault that has one; undefined where none has. */
  readonly status: number | undefined;
}

/** A fault's time in the run, as `plot` takes it for its marks: `x` in seconds. */
export interface FaultMark {
  /** When the fault came or went, in seconds since the run began. */
  x: number;
  /** 'use1-az4 down', 'use1-az4 back'. */
  label: string;
}

const SOUND: FaultyLink = { up: true, loss: 0, delay: 0 };

/** Places inside each other, at most: a service in a zone in a Region and so on. */
const DEPTH = 16;

/**
 * The one switchboard of faults: zones, Regions, instances, links, endpoints and control planes that are down, slow or cut
 * off. Faults add up: two on one link lose more than each. A place suffers from what befalls the places that it lies in.
 * A fault has no effect by itself: whoever serves, connects or changes something asks. Each is in the trace.
 *
 *     cloud.faults.raise({ kind: 'down', place: 'us-east-1a' }, { at: minutes(10), lasting: minutes(5) });
 */
export class Faults {
  readonly #simulation: Simulation;
  readonly #parents = new Map<string, string>();
  readonly #active = new Map<number, Fault>();
  readonly #marks: FaultMark[] = [];
  readonly #listeners: ((fault: Fault, raised: boolean) => void)[] = [];
  #raised = 0;

  /** Made by `Cloud`. */
  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /**
   * Breaks something, now or `at` so many seconds from now, for good or `lasting` so many seconds.
   *
   * @returns the number by which `restore` ends the fault
   * @throws RangeError for a share or a time that is none
   */
  raise(fault: Fault, { at = 0, lasting = Infinity }: { at?: number; lasting?: number } = {}): number {
    checkFault(fault);
    if (!(at >= 0 && at < Infinity))
      throw new RangeError(`A fault comes in 0 seconds or later; not in ${at}.`);
    if (!(lasting > 0)) throw new RangeError(`A fault lasts more than 0 seconds; not ${lasting}.`);
    const id = ++this.#raised;
    const copy = { ...fault };
    const begin = () => {
      this.#active.set(id, copy);
      this.#tell(copy, true);
      if (lasting < Infinity) this.#simulation.schedule(lasting, () => this.restore(id));
    };
    if (at > 0) this.#simulation.schedule(at, begin);
    else begin();
    return id;
  }

  /** Ends a fault. Does nothing where it has ended, or has not begun. */
  restore(id: number): void {
    const fault = this.#active.get(id);
    if (!fault) return;
    this.#active.delete(id);
    this.#tell(fault, false);
  }

  /** Ends all of them. */
  restoreAll(): void {
    for (const id of [...this.#active.keys()]) this.restore(id);
  }

  /** What is broken now, oldest first. */
  get active(): Fault[] {
    return Array.from(this.#active.values(), (fault) => ({ ...fault }));
  }

  /** When faults came and went, for the marks of a plot. */
  get marks(): FaultMark[] {
    return this.#marks.map((mark) => ({ ...mark }));
  }

  /** Calls back when a fault comes or goes: with the fault, and with whether it came. */
  listen(listener: (fault: Fault, raised: boolean) => void): void {
    this.#listeners.push(listener);
  }

  /** @internal Says what a place lies in: an instance in its zone, a zone's name in its id, an id in its Region. */
  lies(place: string, within: string): void {
    this.#parents.set(place, within);
  }

  /** @internal The place is no more. */
  forget(place: string): void {
    this.#parents.delete(place);
  }

  /** Whether a place has power. It may still be out of reach: ask `link`. */
  isUp(place: string): boolean {
    return this.#active.size === 0 || !this.#suffers('down', this.#around(place));
  }

  /** Whether the world outside reaches a place. */
  isReachable(place: string): boolean {
    if (this.#active.size === 0) return true;
    const around = this.#around(place);
    return !this.#suffers('down', around) && !this.#suffers('isolated', around);
  }

  /** How badly a place answers. */
  impairment(place: string): Impairment {
    let slow = 0;
    let status: number | undefined;
    if (this.#active.size > 0) {
      const around = this.#around(place);
      for (const fault of this.#active.values()) {
        if (fault.kind !== 'impaired' || !around.includes(fault.place)) continue;
        slow += fault.slow ?? 0;
        status = fault.status ?? status;
      }
    }
    return { slow, status };
  }

  /** What lies between two places, on the way there. */
  link(from: string, to: string): FaultyLink {
    if (this.#active.size === 0) return SOUND;
    const here = this.#around(from);
    const there = this.#around(to);
    let up = true;
    let kept = 1;
    let delay = 0;
    for (const fault of this.#active.values()) {
      switch (fault.kind) {
        case 'down':
          if (here.includes(fault.place) || there.includes(fault.place)) up = false;
          break;
        case 'isolated':
          if (here.includes(fault.place) !== there.includes(fault.place)) up = false;
          break;
        case 'link':
          if (!onTheWay(fault, here, there)) break;
          if (fault.cut) up = false;
          kept *= 1 - (fault.loss ?? 0);
          delay += fault.delay ?? 0;
          break;
        default:
          break;
      }
    }
    return { up, loss: 1 - kept, delay };
  }

  /**
   * Whether a service takes changes in a Region. With its control plane down, what exists works on: a design that needs no
   * change to survive is statically stable.
   *
   * @param service by its getter's name: 'ec2'
   * @param region where its control plane stands: its Region, or for a global service the partition's
   */
  isControlPlaneUp(service: string, region: string): boolean {
    if (!this.isUp(region)) return false;
    for (const fault of this.#active.values()) {
      if (fault.kind !== 'control-plane' || fault.region !== region) continue;
      if (fault.service === undefined || fault.service === service) return false;
    }
    return true;
  }

  #tell(fault: Fault, raised: boolean): void {
    const what = raised ? fault.kind : 'back';
    const place = placeOf(fault);
    this.#simulation.trace.add(place, what, fault);
    this.#marks.push({ x: this.#simulation.now, label: `${place} ${what}` });
    for (const listener of this.#listeners) listener(fault, raised);
  }

  #suffers(kind: 'down' | 'isolated', around: readonly string[]): boolean {
    for (const fault of this.#active.values())
      if (fault.kind === kind && around.includes(fault.place)) return true;
    return false;
  }

  /** A place, and all that it lies in. */
  #around(place: string): string[] {
    const around = [place];
    let outer = this.#parents.get(place);
    while (outer !== undefined && around.length < DEPTH) {
      around.push(outer);
      outer = this.#parents.get(outer);
    }
    return around;
  }
}

function placeOf(fault: Fault): string {
  switch (fault.kind) {
    case 'link':
      return `${fault.from} ${fault.oneWay ? '→' : '↔'} ${fault.to}`;
    case 'control-plane':
      return fault.service === undefined ? fault.region : `${fault.region} ${fault.service}`;
    default:
      return fault.place;
  }
}

/** Whether a link fault lies between two places: they lie in its two ends, one in each. */
function onTheWay(
  { from, to, oneWay }: Extract<Fault, { kind: 'link' }>,
  here: readonly string[],
  there: readonly string[],
): boolean {
  if (here.includes(from) && there.includes(to)) return true;
  return !oneWay && here.includes(to) && there.includes(from);
}
