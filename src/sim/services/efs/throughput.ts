import type { ThroughputMode } from './schema.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;
const TIB = 1024 * GIB;

/** The Regions that go beyond the others, by mode. https://docs.aws.amazon.com/efs/latest/ug/limits.html (checked 2026-11-28) */
const FAST = {
  elastic:
    'us-east-1 us-east-2 us-west-2 ap-south-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ap-northeast-1 eu-central-1 eu-west-1 eu-west-2',
  provisioned: 'us-east-1 us-east-2 us-west-2 eu-west-1',
  bursting: 'us-east-1 us-east-2 us-west-2 ap-southeast-2 eu-west-1',
};
const isFast = (mode: ThroughputMode, region: string) => FAST[mode].split(' ').includes(region);

/** The most provisioned throughput of a file system, in MiBps. */
export const mostProvisioned = (region: string, oneZone: boolean): number =>
  !oneZone && isFast('provisioned', region) ? 3414 : 1024;

/** What decides how fast a file system is. */
export interface Speed {
  readonly mode: ThroughputMode;
  /** MiBps, where it is provisioned. */
  readonly provisioned: number;
  readonly region: string;
  readonly oneZone: boolean;
}

/**
 * The throughput of a file system, metered as AWS meters it: a read counts a third of a write. Transfers follow one another;
 * each has all that is permitted.
 * https://docs.aws.amazon.com/efs/latest/ug/performance.html (checked 2026-11-28)
 */
export class Throughput {
  #speed: Speed;
  #standard = 0;
  #credits: number;
  #at: number;
  /** When what has been asked for is through. */
  #free: number;

  /** @param credits burst credits to begin with, in bytes */
  constructor(speed: Speed, credits: number, now: number) {
    this.#speed = speed;
    this.#credits = credits;
    this.#at = now;
    this.#free = now;
  }

  /** Bytes a second that a file system of that size has for good: 50 KiB for each GiB in Standard. */
  get baseline(): number {
    return (this.#standard / GIB) * 50 * KIB;
  }

  /** Whether credits count now: in bursting mode, and where the baseline is more than what is provisioned. */
  get bursts(): boolean {
    const { mode, provisioned } = this.#speed;
    return mode === 'bursting' || (mode === 'provisioned' && this.baseline > provisioned * MIB);
  }

  /** Credits at that time, in bytes. They grow by the baseline while the file system rests, up to 2.1 TiB, or 2.1 for each TiB. */
  credits(now: number): number {
    const most = 2.1 * Math.max(TIB, this.#standard);
    const idle = Math.max(0, now - Math.max(this.#at, this.#free));
    return this.bursts ? Math.min(most, this.#credits + idle * this.baseline) : this.#credits;
  }

  /** Metered bytes a second that it may have at that time. */
  permitted(now: number): number {
    const { mode, provisioned, region, oneZone } = this.#speed;
    const top = !isFast(mode, region) || (oneZone && mode !== 'bursting') ? GIB : mode === 'elastic' ? 5 * GIB : 3 * GIB; // prettier-ignore
    if (mode === 'elastic') return top;
    if (!this.bursts) return provisioned * MIB;
    const perTib = this.credits(now) > 0 ? Math.max(100 * MIB, this.baseline * 2) : Math.max(MIB, this.baseline);
    return Math.min(top, perTib);
  } // prettier-ignore

  /** What a transfer of so many bytes counts. In elastic mode reads have a limit of their own. */
  metered(bytes: number, write: boolean): number {
    const { mode, region, oneZone } = this.#speed;
    const least = Math.max(bytes, 4 * KIB);
    if (write) return least;
    return mode === 'elastic' && !oneZone ? least / (isFast('elastic', region) ? 12 : 20) : least / 3;
  }

  /** Takes a transfer in; answers when it is through. */
  transfer(bytes: number, write: boolean, now: number): number {
    const begin = Math.max(now, this.#free);
    const credits = this.credits(begin);
    let left = this.metered(bytes, write);
    let end = begin;
    this.#credits = credits;
    const rate = this.permitted(begin);
    if (this.bursts && credits > 0 && rate > this.baseline) {
      const lasts = Math.min(left / rate, credits / (rate - this.baseline));
      left -= lasts * rate;
      end += lasts;
      this.#credits = left > 1 ? 0 : credits - lasts * (rate - this.baseline);
    }
    this.#at = end;
    this.#free = end;
    if (left > 1) this.#free += left / this.permitted(end);
    this.#at = this.#free;
    return this.#free;
  }

  /** The file system has another size in Standard, or another mode. */
  change(now: number, standard: number, speed = this.#speed): void {
    this.#credits = this.credits(now);
    this.#at = Math.max(this.#at, now);
    this.#standard = standard;
    this.#speed = speed;
  }

  /** Most bytes a second of one client. 1,500 MiBps take version 2 of the EFS client, and elastic throughput. */
  get client(): number {
    return (this.#speed.mode === 'elastic' ? 1500 : 500) * MIB;
  }
}
