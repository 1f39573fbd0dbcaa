/** Amazon EC2: instances, and the networks that they are in. */
export type { Application } from './application.ts';
export { Ec2, type LaunchOptions } from './ec2.ts';
export { Ec2Instance } from './ec2-instance.ts';
export { ec2Limits } from './limits.ts';
export { ec2Metrics } from './metrics.ts';
export { Ec2Model } from './model.ts';
export { ec2Prices, onDemandPrice } from './prices.ts';
export * from './buying/index.ts';
export { breakEven, CreditAccount, surplusCharge, SURPLUS_PRICE, type CreditMode } from './credits/index.ts';
export { Host, type HostOptions } from './host/index.ts';
export { bill, billedSeconds, DURATIONS, TRANSITIONS, type Durations } from './lifecycle/index.ts';
export { reach, type Gate, type Reach, type World as NetworkWorld } from './network/index.ts';
export { PricePath, spotCharge, SpotPool, spotSeconds } from './spot/index.ts';
export { FAULTS } from './status-checks/index.ts';
export { INSTANCE_TYPES, PRICED_ON, readInstanceTypeName, type InstanceType } from './types/index.ts';
export { VOLUME_TYPES, type VolumeTypeFacts } from './volume-types.ts';
export * from '../../cloud/places/index.ts';
