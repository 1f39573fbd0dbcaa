/** Looks at a run as it goes, for `playback`. */
export { recordFleet, type Fleet, type FleetStage } from './fleet.ts';
export type { Recorded, RecordOptions, Seen, Stage } from './recorder.ts';
export { recordThings, type ThingsOptions } from './things.ts';
export { recordTier, type Tier } from './tier.ts';
