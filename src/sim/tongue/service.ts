import { AwsError, type Limit, type Price, type Region, type Usage } from '../cloud/index.ts';
import type { Delivery } from '../cloud/target.ts';
import { uuid } from '../cloud/uuid.ts';
import type { RandomStream, Reply, Simulation } from '../kernel/index.ts';
import type { Api } from './api.ts';
import type { Rules, Violation } from './rules.ts';
import type { Schema } from './schema.ts';

/**
 * What every service of a Region stands on. Its operations are methods by AWS's names with a small first letter, which
 * take and answer AWS's structures in the model's names. What a caller passes to a method is checked by the schema and by
 * `rules`, and copied, before the method sees it; what the method answers is copied too.
 */
export abstract class Service {
  /** AWS's own model of the service, as `npm run schema` writes it. */
  static readonly schema: Schema;
  /** What members must satisfy besides their type: rows of limits by AWS's names. */
  static readonly rules: Rules = {};
  /** The error for values that break rules, where the service words it in its own way. */
  static readonly refuse: ((broken: readonly Violation[], operation: string) => AwsError) | undefined =
    undefined;
  /** What the service allows, by row: it enforces them, Service Quotas lists them, and tables print them. */
  static readonly limits: Readonly<Record<string, Limit>> = {};
  /** The service's name in ARNs, where it is not that of its getter: 'states'. */
  static readonly arn: string | undefined = undefined;
  /** Services that this one calls or delivers to by itself: they are loaded with it. */
  static readonly needs: readonly string[] = [];

  /** The Region that it is in. */
  readonly region: Region;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    this.region = region;
  }

  /** @internal A resource of this service, by ARN, takes a delivery. A service with targets has it. */
  deliver?(arn: string, delivery: Delivery): Reply<unknown>;

  /** @internal The policy of one of its resources, as text; undefined for none. A service whose resources have policies has it. */
  policyOf?(arn: string): string | undefined;

  protected get schema(): Schema {
    return (this.constructor as typeof Service).schema;
  }

  protected get simulation(): Simulation {
    return this.region.world.simulation;
  }

  /** The date in the simulated world. */
  protected get date(): Date {
    return new Date(this.simulation.epochMillis);
  }

  /** The counter of one priced thing. */
  protected usage(price: Price): Usage {
    return this.region.world.meter.usage(price);
  }

  /** The random stream of one purpose: what one draws changes no other. */
  protected random(purpose: string): RandomStream {
    return this.simulation.random(
      `${this.schema.serviceId}/${this.region.account}/${this.region.name}/${purpose}`,
    );
  }

  /** A UUID, the same in every run of one seed. */
  protected uuid(): string {
    return uuid(this.random('ids'));
  }

  /** An id as AWS gives resources: `i-0a1b…`, with so many hexadecimal digits. */
  protected hexId(prefix: string, digits = 17): string {
    const random = this.random('ids');
    let text = '';
    while (text.length < digits) text += random.integer(0, 0xffff).toString(16).padStart(4, '0');
    return prefix + text.slice(0, digits);
  }

  /** The ARN of a resource of this service in this Region and account. */
  protected arn(resource: string): string {
    const { arn } = this.constructor as typeof Service;
    return this.region.arn(arn ?? this.schema.serviceId.toLowerCase().replaceAll(' ', ''), resource);
  }

  /** An error of AWS's: by its name in the schema, or by a code that the schema does not list (a fault of the client). */
  protected error(name: string, message: string): AwsError {
    const { serviceId, errors } = this.schema;
    const shape = Object.hasOwn(errors, name) ? errors[name]! : { status: 400, fault: 'client' as const };
    return new AwsError(serviceId, name, shape, message);
  }

  /** The value of a quota now: that of its row, or what Service Quotas has raised it to. */
  protected quota(row: Limit): number {
    return this.region.quotas.get(row) ?? row.max ?? row.default ?? Infinity;
  }
}

/** A service as the table of services lists it. */
export type ServiceClass = (new (region: Region) => object) & {
  /** AWS's own model, of a service whose methods are its operations. */
  readonly schema?: Schema;
  readonly rules?: Rules;
  readonly refuse?: ((broken: readonly Violation[], operation: string) => AwsError) | undefined;
  readonly limits?: Readonly<Record<string, Limit>>;
  readonly arn?: string | undefined;
  /** Names of the services without which it does not work: whoever loads it loads them too. */
  readonly needs?: readonly string[];
  /** What it answers in AWS's own tongue, where that is written by hand. */
  readonly api?: Api<never>;
};
