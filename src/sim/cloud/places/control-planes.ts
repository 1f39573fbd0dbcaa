import { partitionOf } from '../partition.ts';

/**
 * Services with one control plane for a whole partition, and the Region in which it stands; their data planes are
 * everywhere. Any other service has a control plane in each Region.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const globalControlPlanes = new Map([
  ['iam', 'us-east-1'],
  ['organizations', 'us-east-1'],
  ['account', 'us-east-1'],
  ['route53', 'us-east-1'],
  ['cloudfront', 'us-east-1'],
  ['shield', 'us-east-1'],
  ['globalaccelerator', 'us-west-2'],
  ['networkmanager', 'us-west-2'],
  ['route53-recovery-control-config', 'us-west-2'],
]);

/** Where the control plane stands of a service that is used in a Region. Outside `aws`: the partition's global Region. */
export function controlPlaneRegion(service: string, region: string): string {
  const global = globalControlPlanes.get(service);
  if (global === undefined) return region;
  const partition = partitionOf(region);
  if (partition?.id === 'aws') return global;
  return partition?.globalRegion ?? global;
}
