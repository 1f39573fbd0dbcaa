import type { World } from '../../cloud/index.ts';
import { distance, regionData, type Coordinates } from '../../cloud/places/index.ts';
import { publicNamesOf } from '../../cloud/public-names.ts';
import { defaultModel, type Route53Model } from './model.ts';
import { answer, type Answer, type Asker, type Block, type Outside, type Place } from './policies/index.ts';
import { Recursion, type Delegation } from './recursion.ts';
import { isWithin, readName } from './records/index.ts';
import { HostedZones, type HostedZone, type RecordType } from './records/index.ts';

/**
 * The data plane: all that answers questions, in all Regions and for all accounts. It works on whatever becomes of the
 * control plane, with the zones and the health that it has.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/disaster-recovery-resiliency.html
 */
export class Dns {
  readonly world: World;
  readonly model: Route53Model = { ...defaultModel };
  /** What the name servers have: a change comes here once it has propagated. */
  readonly zones = new HostedZones();
  readonly checks = new Map<string, { readonly isHealthy: boolean }>();
  readonly cidrs = new Map<string, ReadonlyMap<string, readonly Block[]>>();
  /** Domains whose registrar names other servers than the zone's own. */
  readonly delegations = new Map<string, Delegation>();
  readonly outside: Outside;
  /** Told of each answer of a public zone. */
  readonly answered: ((zone: HostedZone, answer: Answer) => void)[] = [];

  /** Made by `dnsOf`. */
  constructor(world: World) {
    this.world = world;
    const random = world.simulation.random('route53/answers');
    const names = publicNamesOf(world);
    this.outside = {
      random: () => random.next(),
      places: {
        roundTrip: (place, region) => this.model.latency(coordinatesOf(place), String(region)),
        distance: (a, b) => distance(coordinatesOf(a), coordinatesOf(b)),
      },
      // A record whose check is gone counts as healthy.
      isHealthy: (id) => this.checks.get(id)?.isHealthy ?? true,
      resource: (zone, name, type) => {
        const found = names.find(name);
        if (found?.hostedZoneId !== zone || (type !== 'A' && type !== 'AAAA')) return undefined;
        return { ttl: found.ttl, values: found.addresses(type), isHealthy: found.isHealthy() };
      },
      blocks: (collection, location) => this.cidrs.get(collection)?.get(location) ?? [],
    };
  }

  /** Whether the name servers answer at all: a fault named `route53` takes them down. */
  get isUp(): boolean {
    return this.world.faults.isReachable('route53');
  }

  /** The delegation of a name: what a registrar was told, or else the topmost public zone that holds it. */
  delegationOf(name: string): Delegation | undefined {
    let told: Delegation | undefined;
    for (const one of this.delegations.values())
      if (isWithin(name, one.domain) && !(told && told.domain.length > one.domain.length)) told = one;
    if (told) return told;
    const zone = this.zones.topmost(name);
    return zone && { domain: zone.name, nameServers: zone.nameServers };
  }

  /** What a zone answers now. */
  answer(zone: HostedZone, name: string, type: RecordType, asker: Asker): Answer {
    const given = answer(zone, name, type, asker, this.outside);
    if (!zone.isPrivate) for (const listener of this.answered) listener(zone, given);
    return given;
  }

  /** The first address of a name, as a health checker of a Region finds it: past all caches. */
  addressOf(name: string, region: string): string | undefined {
    const recursion = new Recursion(this, {});
    let at = readName(name);
    for (let n = 0; n < MAX_CHAIN; n++) {
      const last = recursion.ask(at, 'A', this.world.simulation.now, { place: region }, [])?.records.at(-1);
      if (!last || last.type === 'A') return last?.values[0];
      at = readName(last.values[0]!);
    }
    return undefined;
  }

  /** What AWS itself answers for a name of its own: a load balancer's, a distribution's. */
  ownAnswer(name: string, type: RecordType): Answer | undefined {
    const found = publicNamesOf(this.world).find(name);
    if (!found) return undefined;
    const values = type === 'A' || type === 'AAAA' ? found.addresses(type) : [];
    if (values.length === 0) return { code: 'NOERROR', records: [], negativeTtl: found.ttl, through: [] };
    return { code: 'NOERROR', records: [{ name, type, ttl: found.ttl, values }], through: [] };
  }
}

/** Where a place is: a Region by its code. Far from everything where it is not known. */
function coordinatesOf(place: Place): Coordinates {
  if (typeof place !== 'string') {
    const { latitude, longitude } = place;
    return { latitude: Number(latitude), longitude: Number(longitude) };
  }
  const region = regionData(place);
  if (!region) throw new RangeError(`'${place}' is no Region whose place is known.`);
  return region;
}

const worlds = new WeakMap<World, Dns>();

/** CNAME records that a health checker follows. */
const MAX_CHAIN = 16;

/** The data plane of a cloud, made where it is first asked for. */
export function dnsOf(world: World): Dns {
  let dns = worlds.get(world);
  if (!dns) worlds.set(world, (dns = new Dns(world)));
  return dns;
}
