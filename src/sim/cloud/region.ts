import type { Simulation } from '../kernel/index.ts';
import { formatArn } from './arn.ts';
import type { RequestLatency } from './latency.ts';
import type { Meter } from './meter.ts';
import type { MetricSink } from './metric-sink.ts';

/** What all Regions of one cloud share. */
export interface World {
  /** The clock, and what happens by it. */
  readonly simulation: Simulation;
  /** What resources publish to CloudWatch. */
  readonly metrics: MetricSink;
  /** What the run has cost. */
  readonly meter: Meter;
  /** The account: twelve digits. */
  readonly account: string;
  /** How long calls in AWS's own tongue take. */
  readonly requestLatency: RequestLatency;
}

/**
 * One AWS Region: what a service stands on. Its clock, account, metrics and bill are those of the whole cloud.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
export abstract class Region {
  /** What it shares with the other Regions of its cloud. */
  readonly world: World;
  /** Its code: `us-east-1`. */
  readonly name: string;

  /** Throws RangeError for text that has not the form of a Region code. */
  constructor(world: World, name: string) {
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(name))
      throw new RangeError(`'${name}' is no Region code, such as 'us-east-1'.`);
    this.world = world;
    this.name = name;
  }

  /** @internal The service of that name, made where it is first asked for. */
  abstract service(name: string): object;

  /** The group of Regions it belongs to, as ARNs name it. */
  get partition(): string {
    if (this.name.startsWith('cn-')) return 'aws-cn';
    return this.name.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  }

  /** The domain of its endpoints. */
  get domain(): string {
    return this.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  }

  /** The ARN of a resource of a service in this Region and account. */
  arn(service: string, resource: string): string {
    const { partition, name: region } = this;
    return formatArn({ partition, service, region, account: this.world.account, resource });
  }
}
