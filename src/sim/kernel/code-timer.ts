import type { Loop } from './loop.ts';
import type { Active } from './scheduler.ts';
import { toMicros } from './time.ts';
import type { Timer } from './timer.ts';

/** A process whose code sets timers: it waits for them, as it waits for replies. */
interface Owner extends Active {
  readonly isAsync: boolean;
  sets(timer: CodeTimer): void;
  drops(timer: CodeTimer): void;
}

/** What code outside any process waits for. */
export interface OutsideWait {
  /** What is waited for, for messages. */
  readonly name: string;
  /** The run stopped with an error. */
  fail(error: unknown): void;
  /** Nothing is scheduled any more. */
  starve(): void;
}

/** The world, as far as a timer of somebody's code needs it. */
interface World extends Loop {
  /** What code outside any process waits for, and what moves the clock therefore. */
  readonly outsideWaits: Pick<Set<OutsideWait>, 'add' | 'delete'>;
  /** Moves the clock until nothing outside is waited for. */
  moveForOutside(): void;
}

/**
 * A callback that code which knows nothing of the simulation has asked for. It belongs to the process whose code asked; set by
 * code outside, it moves the clock while the simulation stands still, unless it does not `refer`.
 */
export class CodeTimer implements OutsideWait {
  readonly name = 'a timer';
  readonly #world: World;
  readonly #owner: Owner | undefined;
  readonly #callback: () => void;
  readonly #timer: Timer;

  /** Made by `Simulation.codeTimer`. */
  constructor(world: World, owner: Active | undefined, delay: number, callback: () => void, refers: boolean) {
    this.#world = world;
    this.#owner = owner && 'sets' in owner && (owner as Owner).isAsync ? (owner as Owner) : undefined;
    this.#callback = callback;
    this.#timer = world.scheduler.timer(toMicros(delay), () => this.#fire());
    this.#owner?.sets(this);
    this.refer(refers);
  }

  /** Whether the clock moves for it. */
  refer(whether: boolean): void {
    if (this.#owner || !this.#timer.pending) return;
    if (!whether) this.#world.outsideWaits.delete(this);
    else {
      this.#world.outsideWaits.add(this);
      this.#world.moveForOutside();
    }
  }

  /** Calls it off. */
  cancel(): void {
    this.#timer.cancel();
    this.#leave();
  }

  /** @internal The run stopped with an error: that is told elsewhere. */
  fail(): void {}

  /** @internal */
  starve(): void {}

  #leave(): void {
    this.#owner?.drops(this);
    this.#world.outsideWaits.delete(this);
  }

  #fire(): void {
    this.#leave();
    this.#world.scheduler.active = this.#owner;
    this.#world.hop();
    try {
      this.#callback();
    } catch (error) {
      this.#world.crash(error);
    }
  }
}
