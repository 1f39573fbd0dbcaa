/** The nine processes of a group that can be suspended. */
export const PROCESSES = ['Launch', 'Terminate', 'AddToLoadBalancer', 'AlarmNotification', 'AZRebalance', 'HealthCheck', 'InstanceRefresh', 'ReplaceUnhealthy', 'ScheduledActions'] as const; // prettier-ignore
/** A process of a group, by AWS's name. */
export type ScalingProcess = (typeof PROCESSES)[number];
