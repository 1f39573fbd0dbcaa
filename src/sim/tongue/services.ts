import { apiOf } from './door.ts';
import type { ServiceClass } from './service.ts';

/** What is known of a service before its chunk is loaded, and of every other. */
export interface ServiceFacts {
  /** As AWS calls it: 'Amazon SQS'. */
  readonly title: string;
  /** Its name in ARNs: 'states' of sfn. */
  readonly arn: string;
  /** Whether it declares limits. */
  readonly limits: boolean;
}

/** The services in the order of the table, by name; facts of one whose chunk is not loaded. */
const known = new Map<string, ServiceClass | ServiceFacts>();

/** The facts of a service at hand. For hosts that load services in chunks: they hand them to `provide` elsewhere. */
export function factsOf(name: string, { schema, api, arn, limits }: ServiceClass): ServiceFacts {
  return {
    title: schema?.title ?? api?.title ?? name,
    arn: arn ?? name,
    limits: Object.keys(limits ?? {}).length > 0,
  };
}

const isLoaded = (service: ServiceClass | ServiceFacts | undefined) => typeof service === 'function';

/** Thrown where code touches a service whose chunk is not loaded: the host loads the chunk and runs the code again. */
export class NotLoaded extends Error {
  override name = 'NotLoaded';
  /** The service: 'sqs'. */
  readonly service: string;

  /** Thrown by `Cloud`. */
  constructor(service: string) {
    const loaded = [...known].filter(([, found]) => isLoaded(found)).map(([name]) => name);
    super(
      `The service '${service}' is not in this copy of the library, which has ${loaded.join(', ') || 'none'}.`,
    );
    this.service = service;
  }
}

let tell: ((service: string) => void) | undefined;

/**
 * Tells a host of every service that code touches and that is not loaded, just before NotLoaded is thrown: the code may
 * catch that. For hosts that load services in chunks.
 */
export function onNotLoaded(listener: (service: string) => void): void {
  tell = listener;
}

/** @internal Adds a service to the table. One that is loaded stays. */
export function addService(name: string, service: ServiceClass | ServiceFacts): void {
  if (isLoaded(service)) {
    known.set(name, service);
    // Its methods check what they are given from the first call on.
    apiOf(service);
  } else if (!known.has(name)) known.set(name, service);
}

/** @internal Every service, loaded or not, by name. */
export function allServices(): [name: string, facts: ServiceFacts][] {
  return [...known].map(([name, service]) => [name, isLoaded(service) ? factsOf(name, service) : service]);
}

/** @internal The service whose ARNs bear that name: `states` is sfn. Undefined for none. */
export function serviceOfArn(name: string): string | undefined {
  return allServices().find(([, { arn }]) => arn === name)?.[0];
}

/**
 * The class of a service.
 *
 * @throws TypeError for a service that is not there, NotLoaded for one whose chunk is not loaded
 */
export function serviceClass(name: string): ServiceClass {
  const found = known.get(name);
  if (isLoaded(found)) return found;
  if (found) {
    tell?.(name);
    throw new NotLoaded(name);
  }
  throw new TypeError(`The cloud has no service '${name}'; it knows ${[...known.keys()].join(', ')}.`);
}
