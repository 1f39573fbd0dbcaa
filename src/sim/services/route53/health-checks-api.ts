import type { Region } from '../../cloud/index.ts';
import { invalidInput, route53Error } from './errors.ts';
import { HealthCheck } from './health-check.ts';
import type { AlarmSettings } from './health/alarm-data.ts';
import { asksEndpoint, checkConfig, type HealthCheckConfig } from './health/index.ts';
import { route53Limits as limits } from './limits.ts';
import { markedPage, type Context } from './part.ts';
import type * as aws from './schema.ts';
import type { Input, Model, Output } from './schema.ts';

/** Members that ResetElements empties, by AWS's names for them. */
const RESETS = {
  FullyQualifiedDomainName: 'fullyQualifiedDomainName',
  Regions: 'regions',
  ResourcePath: 'resourcePath',
  ChildHealthChecks: 'childHealthChecks',
} as const;

/** Health checks. */
export class HealthChecksApi {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  createHealthCheck(input: Input<'CreateHealthCheck'>): Output<'CreateHealthCheck'> {
    const { callerReference, healthCheckConfig } = input;
    const { plane, region } = this.#context;
    const same = this.#mine().find((check) => check.callerReference === callerReference);
    if (same && JSON.stringify(same.config) !== JSON.stringify(healthCheckConfig))
      throw route53Error('HealthCheckAlreadyExists', `A health check with the caller reference ${callerReference} exists with other settings.`); // prettier-ignore
    if (!same && this.#mine().length >= this.#context.quota(limits.healthChecks))
      throw route53Error('TooManyHealthChecks', 'The account has as many health checks as it can have.');
    const check = same ?? this.#make(callerReference, healthCheckConfig);
    if (!same) plane.checks.add(check.id, { account: region.account, check });
    return {
      healthCheck: described(check),
      location: `https://route53.amazonaws.com/2013-04-01/healthcheck/${check.id}`,
    };
  }

  #make(callerReference: string, config: HealthCheckConfig): HealthCheck {
    const { plane, region } = this.#context;
    checkConfig(config);
    this.#checkChildren(config);
    const alarm = this.#alarmOf(config);
    const check = new HealthCheck(plane.dns, region.region('us-east-1'), this.#context.uuid(), callerReference, config); // prettier-ignore
    plane.dns.checks.set(check.id, check);
    check.start(config, alarm);
    return check;
  }

  getHealthCheck({ healthCheckId }: Input<'GetHealthCheck'>): Output<'GetHealthCheck'> {
    return { healthCheck: described(this.check(healthCheckId)) };
  }

  getHealthCheckCount(): Output<'GetHealthCheckCount'> {
    return { healthCheckCount: this.#mine().length };
  }

  listHealthChecks({ marker, maxItems }: Input<'ListHealthChecks'> = {}): Output<'ListHealthChecks'> {
    const { page, marks } = markedPage(this.#mine(), marker, maxItems);
    return { healthChecks: page.map(described), ...marks };
  }

  updateHealthCheck(input: Input<'UpdateHealthCheck'>): Output<'UpdateHealthCheck'> {
    const { healthCheckId, healthCheckVersion, resetElements = [], ...changes } = input;
    const check = this.check(healthCheckId);
    if (healthCheckVersion !== undefined && healthCheckVersion !== check.version)
      throw route53Error('HealthCheckVersionMismatch', `The health check has the version ${check.version}.`);
    const config: { -readonly [K in keyof HealthCheckConfig]: HealthCheckConfig[K] } = { ...check.config, ...changes }; // prettier-ignore
    for (const element of resetElements) delete config[RESETS[element]];
    checkConfig(config);
    this.#checkChildren(config);
    check.start(config, this.#alarmOf(config));
    check.version++;
    return { healthCheck: described(check) };
  }

  deleteHealthCheck({ healthCheckId }: Input<'DeleteHealthCheck'>): Output<'DeleteHealthCheck'> {
    const { plane } = this.#context;
    const check = this.check(healthCheckId);
    check.withdraw();
    plane.checks.remove(check.id);
    plane.dns.checks.delete(check.id);
    return {};
  }

  getHealthCheckStatus({ healthCheckId }: Input<'GetHealthCheckStatus'>): Output<'GetHealthCheckStatus'> {
    return { healthCheckObservations: this.#observations(healthCheckId, false) };
  }

  getHealthCheckLastFailureReason({
    healthCheckId,
  }: Input<'GetHealthCheckLastFailureReason'>): Output<'GetHealthCheckLastFailureReason'> {
    // prettier-ignore
    return { healthCheckObservations: this.#observations(healthCheckId, true) };
  }

  /** A check of this account. */
  check(id: string): HealthCheck {
    const { account, check } = this.#context.plane.checks.get(id);
    if (account !== this.#context.region.account)
      throw route53Error('NoSuchHealthCheck', `A health check with id ${id} does not exist.`);
    return check;
  }

  #observations(id: string, failures: boolean): Model<aws.HealthCheckObservation>[] {
    const check = this.check(id);
    if (!asksEndpoint(check.config))
      throw invalidInput(`Health checks of type ${check.config.type} have no checkers`);
    return check.checkers
      .filter(({ failure }) => !failures || failure !== undefined)
      .map(({ region, failure }) => ({
        region: region as aws.HealthCheckRegion,
        statusReport: { status: failure ?? 'Success', checkedTime: this.#context.date() },
      }));
  }

  #mine(): HealthCheck[] {
    const { plane, region } = this.#context;
    return plane.checks.list().flatMap(({ account, check }) => (account === region.account ? [check] : []));
  }

  #checkChildren({ childHealthChecks = [] }: HealthCheckConfig): void {
    for (const id of childHealthChecks)
      if (this.check(id).config.type === 'CALCULATED')
        throw invalidInput(`The child health check ${id} is a calculated one itself`);
  }

  /** The alarm as it is now: a later change of it reaches the check with the check's next update. */
  #alarmOf({ alarmIdentifier }: HealthCheckConfig): { settings: AlarmSettings; region: Region } | undefined {
    if (!alarmIdentifier) return undefined;
    const region = this.#context.region.region(alarmIdentifier.region);
    const cloudwatch = region.service('cloudwatch') as {
      describeAlarms(input: object): { metricAlarms?: readonly (Partial<AlarmSettings> & { extendedStatistic?: string; datapointsToAlarm?: number })[] }; // prettier-ignore
    };
    const [alarm] = cloudwatch.describeAlarms({ alarmNames: [alarmIdentifier.name] }).metricAlarms ?? [];
    const where = `alarm ${alarmIdentifier.name} in ${alarmIdentifier.region}`;
    if (!alarm) throw invalidInput(`There is no ${where}`);
    const { statistic, period, namespace, metricName } = alarm;
    if (statistic === undefined || namespace === undefined || metricName === undefined)
      throw invalidInput(`The ${where} has no standard statistic of one metric`);
    if (period! < 60) throw invalidInput(`The ${where} is of high resolution`);
    if ((alarm.datapointsToAlarm ?? alarm.evaluationPeriods) !== alarm.evaluationPeriods)
      throw invalidInput(`The ${where} is an M out of N alarm`);
    return { settings: alarm as AlarmSettings, region };
  }
}

function described(check: HealthCheck): Model<aws.HealthCheck> {
  const { id, callerReference, config, version, alarm } = check;
  return {
    id,
    callerReference,
    healthCheckConfig: config,
    healthCheckVersion: version,
    ...(alarm && { cloudWatchAlarmConfiguration: alarm as unknown as Model<aws.CloudWatchAlarmConfiguration> }), // prettier-ignore
  };
}
