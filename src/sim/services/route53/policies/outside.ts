import type { Coordinates } from '../../../cloud/places/index.ts';
import type { RecordType } from '../records/record-set.ts';
import type { Block } from './cidr.ts';

/** A place by name (a Region's code), or by where it lies. */
export type Place = string | Coordinates;

/** What routing needs to know of the globe. */
export interface Places {
  /** Seconds there and back over the network: not a function of the distance. */
  roundTrip(a: Place, b: Place): number;
  /** Kilometres over ground. */
  distance(a: Place, b: Place): number;
}

/** An AWS resource that aliases lead to: a load balancer, a distribution. */
export interface Resource {
  /** Seconds; 60 for a load balancer. */
  readonly ttl: number;
  readonly values: readonly string[];
  /** What an alias with Evaluate Target Health takes over. */
  readonly isHealthy: boolean;
}

/** What answering needs from outside of the hosted zone. */
export interface Outside {
  /** A number from 0 up to 1. */
  random(): number;
  readonly places: Places;
  isHealthy(healthCheckId: string): boolean;
  resource?(hostedZoneId: string, name: string, type: RecordType): Resource | undefined;
  /** The blocks of a location in a CIDR collection. */
  blocks?(collectionId: string, locationName: string): readonly Block[];
}
