export { change, type Change, type Edit, type ChangeContext } from './change.ts';
export { HostedZone, type HostedZoneOptions } from './hosted-zone.ts';
export { isWithin, NameError, readName } from './name.ts';
export { policyOf, type RecordType, type ResourceRecordSet, type RoutingPolicy } from './record-set.ts';
export { HostedZones } from './zones.ts';
