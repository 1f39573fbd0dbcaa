import { apiOf } from './door.ts';
import type { ServiceClass } from './service.ts';

/** The services at hand, by name; null for one whose chunk is not loaded. */
const known = new Map<string, ServiceClass | null>();

/** Thrown where code touches a service whose chunk is not loaded: the host loads the chunk and runs the code again. */
export class NotLoaded extends Error {
  override name = 'NotLoaded';
  /** The service: 'sqs'. */
  readonly service: string;

  /** Thrown by `Cloud`. */
  constructor(service: string) {
    const loaded = [...known].filter(([, Class]) => Class).map(([name]) => name);
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

/** @internal Adds a service to the table. */
export function addService(name: string, Class: ServiceClass | null): void {
  if (Class !== null || !known.has(name)) known.set(name, Class);
  // Its methods check what they are given from the first call on.
  if (Class !== null) apiOf(Class);
}

/** @internal The services whose chunks are loaded, by name. */
export function loadedServices(): [name: string, Class: ServiceClass][] {
  return [...known].filter((entry): entry is [string, ServiceClass] => entry[1] !== null);
}

/** @internal The service whose ARNs bear that name: `states` is sfn. Undefined for none. */
export function serviceOfArn(name: string): string | undefined {
  for (const [service, Class] of known) if ((Class?.arn ?? service) === name) return service;
  return undefined;
}

/**
 * The class of a service.
 *
 * @throws TypeError for a service that is not there, NotLoaded for one whose chunk is not loaded
 */
export function serviceClass(name: string): ServiceClass {
  const found = known.get(name);
  if (found) return found;
  if (found === null) {
    tell?.(name);
    throw new NotLoaded(name);
  }
  throw new TypeError(`The cloud has no service '${name}'; it knows ${[...known.keys()].join(', ')}.`);
}
