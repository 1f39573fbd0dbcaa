/** Amazon ECS: containers in tasks, kept running by services, on EC2 instances and on AWS Fargate. */
export type { CapacityProvider } from './capacity-provider.ts';
export type { CapacityProviderStrategyItem } from './capacity/provider-strategy.ts';
export type { EcsCluster, InstanceOptions } from './cluster.ts';
export { Ecs, type DefinitionOptions, type ServiceOptions } from './ecs.ts';
export type { EcsInstance } from './instance.ts';
export { FARGATE_SIZES, type FargateSize } from './life/fargate-sizes.ts';
export { ecsLimits } from './limits.ts';
export { ecsMetrics } from './metrics.ts';
export type { EcsModel } from './model.ts';
export { ecsPrices } from './prices.ts';
export type { Program } from './program.ts';
export type { Deployment } from './service-deployment.ts';
export type { EcsService } from './service.ts';
export type { EcsTask } from './task.ts';
export type { TaskDefinition } from './task-definition.ts';
export { deploymentBounds } from './deployment/bounds.ts';
export { failureThreshold } from './deployment/circuit-breaker.ts';
export { trafficSchedule } from './deployment/traffic.ts';
