import type { Coordinates } from '../../cloud/places/index.ts';
import { regionData, roundTrip } from '../../cloud/places/index.ts';

/** What AWS does not say of Route 53, or leaves to others, as parameters. */
export interface Route53Model {
  /** Seconds until all name servers have a change. AWS: "generally within 60 seconds". Default 60. */
  propagation: number;
  /** Health checkers in each Region. AWS says only that there are several; two make the sixteen that its console shows. Default 2. */
  checkersPerRegion: number;
  /** Seconds for which the servers of a top-level domain let a delegation be kept. Default 172,800, as those of `.com` do. */
  delegationTtl: number;
  /** Seconds there and back to a root or top-level name server: both stand in hundreds of places. Default 0.02. */
  rootRoundTrip: number;
  /** Seconds there and back to the nearest name server of Route 53. Default 0.015. */
  nameServerRoundTrip: number;
  /** Seconds there and back from a place to a Region, by which latency routing chooses. Default: by the distance. */
  latency: (place: Coordinates, region: string) => number;
}

/** What applies where nothing is said. */
export const defaultModel: Readonly<Route53Model> = {
  propagation: 60,
  checkersPerRegion: 2,
  delegationTtl: 172_800,
  rootRoundTrip: 0.02,
  nameServerRoundTrip: 0.015,
  latency: (place, region) => {
    const data = regionData(region);
    return data ? roundTrip(place, data) : Infinity;
  },
};
