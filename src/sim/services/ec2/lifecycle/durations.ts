import type { RandomStream } from '../../../kernel/index.ts';
import { exp } from '../../../kernel/math.ts';

/**
 * How long each step takes, in seconds. AWS gives no figures, but for "a few minutes" of a reboot
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html); these are the medians that others measured (a
 * c5.xlarge: `running` 5 s after the request, other types up to 16 s; a login after 24 to 28 s).
 */
export interface Durations {
  /** From `pending` to `running`. */
  readonly pending: number;
  /** From `running` until the operating system is up; user data runs after that. */
  readonly boot: number;
  /** From `stopping` to `stopped`. */
  readonly stop: number;
  /** Writing the memory to disk, on top of nothing: a stop with hibernation. */
  readonly hibernate: number;
  /** From `running` until the memory is read back, after hibernation. */
  readonly resume: number;
  /** From a reboot until the operating system is up. */
  readonly reboot: number;
  /** From `shutting-down` to `terminated`. */
  readonly terminate: number;
}

/** What applies where nothing is said. */
export const DURATIONS: Durations = {
  pending: 6,
  boot: 18,
  stop: 30,
  hibernate: 60,
  resume: 30,
  reboot: 40,
  terminate: 35,
};

/** How long a step takes this time. */
export type Draw = (step: keyof Durations) => number;

/** Each step always as long. */
export function fixed(durations: Durations = DURATIONS): Draw {
  return (step) => durations[step];
}

/** Each step log-normal around its median. */
export function scattered(random: RandomStream, durations: Durations = DURATIONS, sigma = 0.25): Draw {
  return (step) => durations[step] * exp(random.normal(0, sigma));
}
