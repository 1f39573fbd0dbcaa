import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import type { Program } from './other-services.ts';

/**
 * What a source bundle holds: an application, as `cloud.ec2.application` takes it, and how its deployment goes.
 *
 *     shop.version('v2', { serviceTime: 0.05, respond: () => ({ status: 200 }) });
 */
export interface Bundle extends Program {
  /** Whether its deployment succeeds on an instance; where it does not, what ran there goes on. Default true. */
  readonly deploys?: boolean;
  /** Its periodic tasks, as `cron.yaml` has them: of a worker environment. Default none. */
  readonly cron?: readonly CronTask[];
}

/** A periodic task of `cron.yaml`. */
export interface CronTask {
  /** Its name, unique among the tasks. */
  readonly name: string;
  /** The path that the message of the task is posted to. */
  readonly url: string;
  /** Five fields: minute, hour, day of the month, month, day of the week. UTC. */
  readonly schedule: string;
}

/** A version of an application. */
export interface Version {
  /** Its label. */
  readonly label: string;
  /** What AWS shows of it. */
  readonly record: Model<aws.ApplicationVersionDescription>;
  /** What runs where it is deployed. */
  bundle: Bundle;
}
