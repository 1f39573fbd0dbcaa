/** Amazon EC2: instances, and the networks that they are in. */
export type { Application } from './application.ts';
export { Ec2, type LaunchOptions } from './ec2.ts';
export { Ec2Instance } from './ec2-instance.ts';
export { ec2Limits } from './limits.ts';
export { ec2Metrics } from './metrics.ts';
export { Ec2Model } from './model.ts';
export { ec2Prices, onDemandPrice } from './prices.ts';
