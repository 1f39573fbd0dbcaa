import type { CapacityProviderStrategyItem } from './capacity/provider-strategy.ts';
import { checkProviderStrategy, onFargate } from './capacity/provider-strategy.ts';
import { REPLICA_PERCENTS } from './deployment/bounds.ts';
import { failureThreshold, type CircuitBreakerConfiguration } from './deployment/circuit-breaker.ts';
import { trafficSchedule, type TrafficSchedule } from './deployment/traffic.ts';
import { canRebalance } from './deployment/zone-rebalancing.ts';
import { invalidParameter, notModelled, requireWhole } from './errors.ts';
import { ecsLimits as limits } from './limits.ts';
import { readConstraints, type PlacementConstraint } from './placement/constraint.ts';
import { readStrategies, refusePlacement, SERVICE_DEFAULT, type PlacementStrategy } from './placement/strategy.ts'; // prettier-ignore
import type { Input } from './schema.ts';

/** What a service is asked to be: the members of CreateService, brought up to date by UpdateService. */
export type ServiceInput = Input<'CreateService'>;

/** What a service is asked to be, read and checked. */
export class ServiceSettings {
  /** As it was given. */
  readonly given: ServiceInput;
  /** Where its tasks may not stand. */
  readonly constraints: readonly PlacementConstraint[];
  /** Where its tasks stand. */
  readonly strategies: readonly PlacementStrategy[];
  /** How it is spread over capacity providers; empty: it has a launch type. */
  readonly providers: readonly CapacityProviderStrategyItem[];
  /** The room that a deployment has. */
  readonly percents: { readonly minimumHealthyPercent: number; readonly maximumPercent: number };
  /** Its circuit breaker. */
  readonly breaker: CircuitBreakerConfiguration;
  /** When traffic moves; undefined for a rolling deployment. */
  readonly traffic: TrafficSchedule | undefined;
  /** Whether it levels its zones. */
  readonly rebalances: boolean;

  /** Throws InvalidParameterException. */
  constructor(given: ServiceInput, defaults: readonly CapacityProviderStrategyItem[]) {
    this.given = given;
    const { desiredCount = 0, deploymentConfiguration: deployment = {}, loadBalancers = [], capacityProviderStrategy, launchType } = given;
    if (given.schedulingStrategy === 'DAEMON') throw notModelled('daemon services');
    if (given.deploymentController && given.deploymentController.type !== 'ECS') throw notModelled(`the deployment controller ${given.deploymentController.type}`);
    if (given.serviceConnectConfiguration?.enabled) throw notModelled('Service Connect');
    if (given.serviceRegistries?.length) throw notModelled('service discovery');
    if (given.volumeConfigurations?.length) throw notModelled('volumes');
    if (deployment.lifecycleHooks?.length) throw notModelled('lifecycle hooks of deployments');
    requireWhole('desiredCount', desiredCount, 0, limits.tasksOfService.max);
    if (launchType !== undefined && capacityProviderStrategy?.length) throw invalidParameter('Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.');
    if (loadBalancers.length > limits.targetGroups.max) throw invalidParameter(`A service has at most ${limits.targetGroups.max} target groups.`);
    for (const { targetGroupArn, containerName, containerPort } of loadBalancers) {
      if (targetGroupArn === undefined) throw notModelled('services with Classic Load Balancers');
      if (containerName === undefined || containerPort === undefined) throw invalidParameter('A load balancer of a service needs containerName and containerPort.');
    }
    this.providers = capacityProviderStrategy ?? (launchType === undefined ? defaults : []);
    checkProviderStrategy(this.providers);
    this.constraints = readConstraints((given.placementConstraints ?? []).map(({ type = 'memberOf', expression }) => ({ type, ...(expression !== undefined && { expression }) })));
    this.strategies = given.placementStrategy?.length ? readStrategies(given.placementStrategy.map(({ type = 'random', field }) => ({ type, ...(field !== undefined && { field }) }))) : SERVICE_DEFAULT;
    if (onFargate(launchType, this.providers)) refusePlacement(given);
    const { minimumHealthyPercent = REPLICA_PERCENTS.minimumHealthyPercent, maximumPercent = REPLICA_PERCENTS.maximumPercent } = deployment;
    this.percents = { minimumHealthyPercent, maximumPercent };
    // How large they may be was not found on a page of AWS's (2026-11-28).
    requireWhole('minimumHealthyPercent', minimumHealthyPercent, 0, 1e6);
    requireWhole('maximumPercent', maximumPercent, 0, 1e6);
    this.breaker = deployment.deploymentCircuitBreaker ?? { enable: false, rollback: false };
    failureThreshold(desiredCount, this.breaker.thresholdConfiguration);
    this.traffic = scheduleOf(deployment);
    const able = canRebalance(given.placementStrategy?.length ? this.strategies : undefined, maximumPercent);
    if (given.availabilityZoneRebalancing === 'ENABLED' && !able) throw invalidParameter('Availability Zone rebalancing wants a spread over Availability Zones as the first strategy, and a maximum percent above 100.');
    this.rebalances = able && given.availabilityZoneRebalancing !== 'DISABLED';
  } // prettier-ignore
}

function scheduleOf(deployment: NonNullable<ServiceInput['deploymentConfiguration']>): TrafficSchedule | undefined {
  const { strategy = 'ROLLING', bakeTimeInMinutes, linearConfiguration: linear = {}, canaryConfiguration: canary = {} } = deployment;
  if (strategy === 'ROLLING') return undefined;
  return trafficSchedule({ strategy, ...linear, ...canary }, bakeTimeInMinutes);
} // prettier-ignore
