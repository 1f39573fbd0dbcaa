import type { Gate, Steps, Strand } from '../../sim/services/sfn/machine/ports.ts';

/** What a process of this loop waits for: some seconds, or a gate. */
type Wait = { seconds: number } | { gate: OnceGate };

class OnceGate implements Gate {
  isOpen = false;
  readonly waiting: LoopStrand[] = [];
  readonly #loop: Loop;
  constructor(loop: Loop) {
    this.#loop = loop;
  }
  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    for (const strand of this.waiting) this.#loop.at(this.#loop.now, strand);
  }
  *pass(): Steps<void> {
    if (!this.isOpen) yield { gate: this };
  }
}

class LoopStrand implements Strand {
  readonly steps: Steps<void>;
  isOver = false;
  constructor(steps: Steps<void>) {
    this.steps = steps;
  }
  cancel(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.steps.return(undefined);
  }
}

/** Virtual time for tests: runs what is due in the order of time, then of arrival. */
export class Loop {
  now: number;
  readonly #due: { time: number; order: number; strand: LoopStrand }[] = [];
  #order = 0;

  constructor(now = 1_700_000_000) {
    this.now = now;
  }

  at(time: number, strand: LoopStrand): void {
    this.#due.push({ time, order: this.#order++, strand });
  }

  spawn(body: () => Steps<void>): Strand {
    const strand = new LoopStrand(body());
    this.at(this.now, strand);
    return strand;
  }

  gate(): Gate {
    return new OnceGate(this);
  }

  *sleep(seconds: number): Steps<void> {
    yield { seconds };
  }

  /** Runs a process to its end. */
  run<T>(body: () => Steps<T>): T {
    let result: { value: T } | { error: unknown } | undefined;
    this.spawn(function* (): Steps<void> {
      try {
        result = { value: yield* body() };
      } catch (error) {
        result = { error };
      }
    });
    while (!result && this.#due.length > 0) this.#step();
    if (!result) throw new Error('Everything waits, and nothing is due.');
    if ('error' in result) throw result.error;
    return result.value;
  }

  #step(): void {
    let first = 0;
    for (const [index, { time, order }] of this.#due.entries()) {
      const best = this.#due[first]!;
      if (time < best.time || (time === best.time && order < best.order)) first = index;
    }
    const { time, strand } = this.#due.splice(first, 1)[0]!;
    if (strand.isOver) return;
    this.now = Math.max(this.now, time);
    const { done, value } = (strand.steps as Iterator<unknown>).next();
    if (done) {
      strand.isOver = true;
      return;
    }
    const wait = value as Wait;
    if ('seconds' in wait) this.at(this.now + wait.seconds, strand);
    else wait.gate.waiting.push(strand);
  }
}
