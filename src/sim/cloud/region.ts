import type { Reply, Simulation } from '../kernel/index.ts';
import { formatArn } from './arn.ts';
import type { Faults } from './faults/faults.ts';
import type { Caller } from './guard.ts';
import type { Limit } from './limit.ts';
import type { RequestLatency } from './latency.ts';
import { LogLines } from './log-lines.ts';
import type { Meter } from './meter.ts';
import type { Principal } from './policy/principal.ts';
import type { MetricSink } from './metric-sink.ts';
import { partitionOf, type Partition } from './partition.ts';
import { ServiceEvents } from './service-events.ts';
import type { Delivery } from './target.ts';

/** What all Regions of one cloud share. */
export interface World {
  /** The clock, and what happens by it. */
  readonly simulation: Simulation;
  /** What resources publish to CloudWatch. */
  readonly metrics: MetricSink;
  /** What the run has cost. */
  readonly meter: Meter;
  /** What is broken. */
  readonly faults: Faults;
  /** How long calls in AWS's own tongue take. */
  readonly requestLatency: RequestLatency;
  /** Asks IAM at every door; undefined where everybody may do everything. */
  guard?: Guard;
}

/**
 * One AWS Region: what a service stands on. Its clock, metrics and bill are those of the whole cloud.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
export abstract class Region {
  readonly #partition: Partition;
  /** What it shares with the other Regions of its cloud. */
  readonly world: World;
  /** Its code: `us-east-1`. */
  readonly name: string;
  /** The account that it is seen from: twelve digits. */
  readonly account: string;
  /** What the services of this Region and account emit about their resources. */
  readonly events = new ServiceEvents();
  /** @internal Where they write lines of logs. */
  readonly logs = new LogLines();
  /** @internal Quotas that Service Quotas has raised. */
  readonly quotas = new Map<Limit, number>();

  /** Throws RangeError for text that has not the form of a Region code. */
  constructor(world: World, name: string, account: string) {
    const partition = partitionOf(name);
    if (!partition) throw new RangeError(`'${name}' is no Region code, such as 'us-east-1'.`);
    this.#partition = partition;
    this.world = world;
    this.name = name;
    this.account = account;
  }

  /** The same services in another Region of this account, on the same clock. */
  abstract region(name: string): Region;

  /** @internal The service of that name, made where it is first asked for. */
  abstract service(name: string): object;

  /** @internal Calls an operation of a service, as one that calls on somebody's behalf does; in AWS's names. */
  abstract call(service: string, operation: string, input: object): Reply<unknown>;

  /**
   * @internal Hands something to a resource by its ARN, wherever the resource is: an event to a function, a message to a
   * queue. Throws NotModelled for a service that takes no deliveries here.
   */
  abstract deliver(arn: string, delivery: Delivery): Reply<unknown>;

  /** @internal The policy of a resource, as text, wherever the resource is; undefined for none. */
  abstract policyOf(arn: string): string | undefined;

  /** The group of Regions it belongs to, as ARNs name it: 'aws', 'aws-cn', 'aws-us-gov'. */
  get partition(): string {
    return this.#partition.id;
  }

  /** The domain of its endpoints. */
  get domain(): string {
    return this.#partition.domain;
  }

  /** The ARN of a resource of a service in this Region and account. */
  arn(service: string, resource: string): string {
    const { partition, name: region, account } = this;
    return formatArn({ partition, service, region, account, resource });
  }
}

/** A request at the door of a service. */
export interface GuardedRequest {
  readonly region: Region;
  /** Undefined for the root user of the Region's account. */
  readonly caller: Caller | undefined;
  /** The service, by the name of its getter. */
  readonly service: string;
  /** The operation, by AWS's name. */
  readonly operation: string;
  /** What is asked, in AWS's names. */
  readonly input: object;
}

/** Stands at the door of every service of a cloud that was made with `iam: true`. */
export interface Guard {
  /** Who calls just now; undefined for the account's root user. */
  readonly current: Principal | undefined;
  /** Does what a request wants. Throws AWS's error where its caller may not. */
  admit(request: GuardedRequest, act: () => unknown): unknown;
  /** Throws AWS's error where a role may not hand something to a resource, or may not be taken by who hands it over. */
  admitDelivery(delivery: {
    region: Region;
    arn: string;
    service: string;
    roleArn: string;
    from: string;
  }): void;
}
