/** Amazon EC2 Auto Scaling: groups of instances that keep, grow and shrink their number by themselves. */
export { AutoScaling, type GroupOptions } from './auto-scaling.ts';
export { AutoScalingGroup, type InstanceView } from './group.ts';
export { PROCESSES, type ScalingProcess } from './processes.ts';
export { groupMetrics, type GroupMetricName } from './group-metric-names.ts';
export { autoScalingLimits } from './limits.ts';
export type { AlarmPeriods, AutoScalingModel } from './model.ts';
export type { RunningInstance } from './other-services.ts';
export { TERMINATION_POLICIES } from './settings.ts';
