/** Where things are, how far apart, and how available that makes them. */
export * from './availability.ts';
export { controlPlaneRegion } from './control-planes.ts';
export type { Coordinates } from './coordinates.ts';
export { distance, EARTH_RADIUS } from './distance.ts';
export { edgeCities, edgeCity, type City } from './edge-cities.ts';
export { nearest } from './nearest.ts';
export { regionCodes, regionData, type RegionData } from './regions.ts';
export { roundTrip, roundTripModel, type RoundTripModel } from './round-trip.ts';
export { regionOfZoneId, zonesOf, type Zone, type ZonesOptions } from './zones.ts';
