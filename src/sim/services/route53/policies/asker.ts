import type { Block } from './cidr.ts';
import type { Place } from './outside.ts';

/** Who asks, as far as Route 53 can tell. */
export interface Asker {
  /** Where it is, for latency and geoproximity. */
  readonly place: Place;
  /** The codes of its location, for geolocation; absent where the address is mapped to none. */
  readonly location?: GeoCodes | undefined;
  /** Its address, or as many bits of it as are known, for IP-based routing. */
  readonly block?: Block | undefined;
}

/** The codes of a location: 'EU', 'GB'; of a state of the United States, 'CA'. */
export interface GeoCodes {
  /** Two letters: AF, AN, AS, EU, NA, OC, SA. */
  readonly continent: string;
  /** ISO 3166-1. */
  readonly country: string;
  /** A state of the United States. */
  readonly subdivision?: string;
}

/** Resolvers that send EDNS Client Subnet cut the client's address to these lengths (RFC 7871, section 11.1). */
const SUBNET_BITS = { ipv4: 24, ipv6: 56 };

/**
 * What Route 53 learns of a client whose resolver sends a part of its address along.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-edns0.html
 */
export function subnetOf(client: Asker): Asker {
  const { block } = client;
  if (!block) return client;
  const bits = block.digits.length === 8 ? SUBNET_BITS.ipv4 : SUBNET_BITS.ipv6;
  return { ...client, block: { ...block, bits: Math.min(block.bits, bits) } };
}
