import type { World } from '../../cloud/index.ts';
import { edgeCities, edgeCity, nearest, regionData, roundTrip, type City, type Coordinates } from '../../cloud/places/index.ts'; // prettier-ignore
import { CacheLocation } from './location.ts';
import { defaultModel, type CloudFrontModel } from './model.ts';

/** The place of a point of presence, as faults name it. */
export const popPlace = (code: string): string => `cloudfront/${code}`;

/** The place of a Region's regional edge cache, as faults name it: it lies in that Region. */
export const regionalPlace = (region: string): string => `cloudfront/${region}`;

/** Continents and countries that the cheaper price classes leave out. PriceClass.html */
const BEYOND_100 = new Set('AE AR AU BH BR CL CO HK ID IN JP KE KR MY NG NZ PE PH SG TH TW VN ZA'.split(' '));
const BEYOND_200 = new Set('AR AU BR CL CO NZ PE'.split(' '));

/** The caches of the whole world, shared by all distributions. */
export class EdgeNetwork {
  readonly model: CloudFrontModel = { ...defaultModel };
  readonly #world: World;
  readonly #pops = new Map<string, CacheLocation>();
  readonly #regionals = new Map<string, CacheLocation>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The point of presence that a viewer gets: of those of the price class that can be reached, the quickest. */
  popFor(at: Coordinates, priceClass: string): City | undefined {
    const { pops } = this.model;
    const left = priceClass === 'PriceClass_100' ? BEYOND_100 : priceClass === 'PriceClass_200' ? BEYOND_200 : undefined; // prettier-ignore
    const all = pops ? pops.map((code) => this.#city(code)) : edgeCities;
    return nearest(
      at,
      all.filter(
        ({ code, country }) => !left?.has(country) && this.#world.faults.isReachable(popPlace(code)),
      ),
    );
  }

  /** The Region of the regional edge cache that is best for a place. */
  regionFor(at: Coordinates): string {
    const regions = this.model.regionalCaches.flatMap((code) => regionData(code) ?? []);
    return nearest(at, regions.filter(({ code }) => this.#world.faults.isReachable(code)))?.code ?? 'us-east-1'; // prettier-ignore
  }

  /** The cache of a point of presence. */
  pop(code: string): CacheLocation {
    return this.#cache(this.#pops, code, this.model.popCapacity);
  }

  /** The regional edge cache of a Region. */
  regional(region: string): CacheLocation {
    return this.#cache(this.#regionals, region, this.model.regionalCapacity);
  }

  /** Drops copies everywhere. */
  invalidate(goes: (url: string) => boolean): void {
    for (const cache of [...this.#pops.values(), ...this.#regionals.values()]) cache.invalidate(goes);
  }

  #city(code: string): City {
    const city = edgeCity(code);
    if (!city) throw new RangeError(`No point of presence of the code '${code}' is known.`);
    return city;
  }

  #cache(caches: Map<string, CacheLocation>, key: string, capacity: number): CacheLocation {
    let cache = caches.get(key);
    if (!cache) {
      const { simulation } = this.#world;
      const epoch = simulation.epochMillis / 1000 - simulation.now;
      cache = new CacheLocation({ now: () => simulation.now, epoch, capacity });
      caches.set(key, cache);
    }
    return cache;
  }
}

/** Seconds there and back between two places, by name or degrees. */
export function between(a: Coordinates | undefined, b: Coordinates | undefined): number {
  return a && b ? roundTrip(a, b) : 0;
}

const worlds = new WeakMap<World, EdgeNetwork>();

/** The edge network of a cloud, made where it is first asked for. */
export function edgeNetworkOf(world: World): EdgeNetwork {
  let network = worlds.get(world);
  if (!network) worlds.set(world, (network = new EdgeNetwork(world)));
  return network;
}
