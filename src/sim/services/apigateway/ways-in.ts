import { FetchError, type Fetched, type FetchOptions, type Region } from '../../cloud/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import { networkOf } from '../../cloud/network-port.ts';
import { edgeCities, edgeCity, nearest, regionData, roundTrip } from '../../cloud/places/index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import type { EndpointType } from './schema.ts';

/** An interface endpoint, as far as it is read, in AWS's names. */
interface Endpoint {
  readonly VpcEndpointId: string;
  readonly VpcId: string;
  readonly NetworkInterfaceIds?: readonly string[];
  readonly PrivateDnsEnabled?: boolean;
  readonly PolicyDocument?: string;
}

/** What decides about the way to an API. */
export interface Door {
  readonly region: Region;
  readonly type: EndpointType;
  /** Round trips before the first request of a client. */
  readonly handshakes: number;
}

/** Asks an API from a place: from an instance in a VPC, or from a city or Region. Throws RangeError for any other place. */
export function* askFrom(
  door: Door,
  from: string,
  url: string,
  options: FetchOptions,
): Generator<Yieldable, Fetched, never> {
  return from.startsWith('i-')
    ? yield* askFromVpc(door.region, from, url, options)
    : yield* askFromAfar(door, from, url, options);
}

/**
 * With private DNS the names of all APIs of the Region lead to the VPC's endpoint. Without one the request goes out to the
 * Internet; whether a route leads there is not looked at.
 */
function* askFromVpc(
  region: Region,
  instanceId: string,
  url: string,
  options: FetchOptions,
): Generator<Yieldable, Fetched, never> {
  const network = networkOf(region);
  const place = network.whereIs(instanceId);
  if (!place) throw new RangeError(`There is no instance ${instanceId}.`);
  const hosts = hostsOf(region.world);
  const filters = { 'vpc-id': place.vpcId, 'service-name': `com.amazonaws.${region.name}.execute-api` };
  const Filters = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
  const { VpcEndpoints } = (yield* region.call('ec2', 'DescribeVpcEndpoints', { Filters })) as { VpcEndpoints?: Endpoint[] }; // prettier-ignore
  const endpoint = VpcEndpoints?.find((one) => one.PrivateDnsEnabled);
  if (!endpoint) return yield* hosts.fetch(url, options);
  const [door] = endpoint.NetworkInterfaceIds ?? [];
  if (door === undefined || network.verdict(place.interfaceId, door, 443) !== 'open')
    throw new FetchError(`fetch failed: ${endpoint.VpcEndpointId} does not let ${instanceId} connect.`);
  const { VpcEndpointId: id, VpcId: vpcId, PolicyDocument: policy = '' } = endpoint;
  return yield* hosts.fetch(url, { ...options, sourceIp: place.address, vpcEndpoint: { id, vpcId, policy } });
}

/**
 * A client opens a connection and asks. Straight to the Region each round trip is the whole way; by an edge location the
 * handshakes end nearby, and only the request goes on, over a connection that is kept.
 */
function* askFromAfar(
  { region, type, handshakes }: Door,
  from: string,
  url: string,
  options: FetchOptions,
): Generator<Yieldable, Fetched, never> {
  const home = regionData(region.name);
  const client = edgeCity(from) ?? regionData(from);
  if (!client || !home) throw new RangeError(`'${from}' is no instance, no city and no Region whose place is known.`); // prettier-ignore
  const edge = type === 'EDGE' ? nearest(client, edgeCities) : undefined;
  const near = roundTrip(client, edge ?? home);
  const far = edge ? roundTrip(edge, home) : 0;
  yield handshakes * near + (near + far) / 2;
  const answer = yield* hostsOf(region.world).fetch(url, options);
  yield (near + far) / 2;
  return edge ? answer.withHeaders({ 'x-cache': 'Miss from cloudfront', 'x-amz-cf-pop': edge.code }) : answer;
}
