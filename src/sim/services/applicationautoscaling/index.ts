/** Application Auto Scaling: changes the number of tasks of an ECS service, by a target, by steps, or by the clock. */
export { ApplicationAutoScaling } from './application-auto-scaling.ts';
export { applicationAutoScalingLimits } from './limits.ts';
export type { AlarmPeriods, ApplicationAutoScalingModel } from './model.ts';
