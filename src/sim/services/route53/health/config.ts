import { invalidInput } from '../errors.ts';
import { route53Limits as limits } from '../limits.ts';
import type * as aws from '../schema.ts';
import type { Model } from '../schema.ts';

/** What health checks of all types have. https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
export type HealthCheckConfig = Readonly<Model<aws.HealthCheckConfig>>;

/** Where the checkers are. */
export const CHECKER_REGIONS = [
  'us-east-1',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'sa-east-1',
] as const;

/** Addresses that no checker reaches: private, local, link-local, multicast. */
const UNROUTABLE =
  /^(0|10|127|22[4-9]|23\d|2[45]\d)\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.168\.|^(::1$|f[c-f])/i;

/** Whether a check asks an endpoint. */
export function asksEndpoint({ type }: HealthCheckConfig): boolean {
  return type !== 'CALCULATED' && type !== 'CLOUDWATCH_METRIC' && type !== 'RECOVERY_CONTROL';
}

/** Throws InvalidInput for members that do not go together, in our words: AWS's are not on record. */
export function checkConfig(config: HealthCheckConfig): void {
  const { type, requestInterval, regions, searchString, childHealthChecks, ipAddress, port } = config;
  const refuse = (what: string): never => {
    throw invalidInput(what);
  };
  const intervals = [limits.fastInterval.default, limits.standardInterval.default];
  if (requestInterval !== undefined && !intervals.includes(requestInterval))
    refuse(`RequestInterval must be ${intervals.join(' or ')}`);
  if (regions && new Set(regions).size < limits.regions.min)
    refuse(`Regions must have at least ${limits.regions.min} members`);
  const matches = type === 'HTTP_STR_MATCH' || type === 'HTTPS_STR_MATCH';
  if (matches !== (searchString !== undefined && searchString !== ''))
    refuse(`SearchString ${matches ? 'is required' : 'is not permitted'} for type ${type}`);
  if ((type === 'CALCULATED') !== (childHealthChecks !== undefined))
    refuse(`ChildHealthChecks are ${childHealthChecks ? 'not permitted' : 'required'} for type ${type}`);
  if ((type === 'CLOUDWATCH_METRIC') !== (config.alarmIdentifier !== undefined))
    refuse(`AlarmIdentifier is ${config.alarmIdentifier ? 'not permitted' : 'required'} for type ${type}`);
  if (!asksEndpoint(config)) {
    if (ipAddress !== undefined || port !== undefined)
      refuse(`IPAddress and Port are not permitted for type ${type}`);
    return;
  }
  if (ipAddress === undefined && config.fullyQualifiedDomainName === undefined)
    refuse('One of IPAddress and FullyQualifiedDomainName is required');
  if (ipAddress !== undefined && UNROUTABLE.test(ipAddress))
    refuse(`${ipAddress} is local, private, nonroutable or multicast: health checkers do not reach it`);
  if (type === 'TCP' && port === undefined) refuse('Port is required for type TCP');
}
