/** What an input knows, to be kept in a checkpoint. Milliseconds. */
interface InputProgress {
  readonly bound: number;
  readonly idleness: number;
  watermark: number;
  /** When it had its last record, in processing time. */
  active: number;
}

/** What all inputs know, to be kept in a checkpoint. */
export interface WatermarkSnapshot {
  readonly inputs: readonly (readonly [id: string, progress: InputProgress])[];
  readonly watermark: number;
}

/**
 * Tells how far event time is: all records up to the watermark are held to have come. Each input has one, its highest
 * event time less the lateness that is allowed for; together they are as far as the slowest. So an input in which
 * nothing happens stops all, unless it is left out as idle after some time without a record.
 * https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/datastream/event-time/generating_watermarks/
 */
export class Watermarks {
  #inputs = new Map<string, InputProgress>();
  #watermark = -Infinity;
  #idle = false;

  /** It never falls. */
  get current(): number {
    return this.#watermark;
  }

  /** Whether no input has had a record for its idleness, or none is there: whoever waits for several waits for others. */
  get idle(): boolean {
    return this.#idle;
  }

  /**
   * Adds an input.
   *
   * @param bound how far its records are out of order at most
   * @param idleness after how long without a record, in processing time, it is left out
   */
  open(id: string, now: number, bound = 0, idleness = Infinity): void {
    if (!this.#inputs.has(id)) this.#inputs.set(id, { bound, idleness, watermark: -Infinity, active: now });
  }

  /** Takes an input out: it has ended. */
  close(id: string): void {
    this.#inputs.delete(id);
  }

  /** A record came in. The watermark rises with the next `advance`. */
  record(id: string, eventTime: number, now: number): void {
    const input = this.#inputs.get(id)!;
    // One less: a record of the same time may still come.
    input.watermark = Math.max(input.watermark, eventTime - input.bound - 1);
    input.active = now;
  }

  /** The watermark now. Where all inputs are idle, or none is there, it stays. */
  advance(now: number): number {
    const live = [...this.#inputs.values()].filter(({ active, idleness }) => now - active < idleness);
    this.#idle = live.length === 0;
    if (!this.#idle) {
      const slowest = live.reduce((least, { watermark }) => Math.min(least, watermark), Infinity);
      this.#watermark = Math.max(this.#watermark, slowest);
    }
    return this.#watermark;
  }

  /** What is kept. */
  snapshot(): WatermarkSnapshot {
    const inputs = [...this.#inputs].map(([id, progress]) => [id, { ...progress }] as const);
    return { inputs, watermark: this.#watermark };
  }

  /** Goes back to what was kept; inputs count as active now. */
  restore({ inputs, watermark }: WatermarkSnapshot, now: number): void {
    this.#inputs = new Map(inputs.map(([id, progress]) => [id, { ...progress, active: now }]));
    this.#watermark = watermark;
  }
}
