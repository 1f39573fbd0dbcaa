import { requireWhole } from '../errors.ts';

/** How many tasks a rolling deployment keeps at least and runs at most. */
export interface DeploymentBounds {
  /** Healthy tasks that must stay: the percentage, rounded up. */
  readonly least: number;
  /** Tasks that may be running or pending: the percentage, rounded down. */
  readonly most: number;
}

/** A replica service's. A daemon's minimum is 0 by the API and 50 in the console, its maximum 100. */
export const REPLICA_PERCENTS = { minimumHealthyPercent: 100, maximumPercent: 200 };

/**
 * The room that a rolling deployment has.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function deploymentBounds(
  desired: number,
  { minimumHealthyPercent, maximumPercent } = REPLICA_PERCENTS,
): DeploymentBounds {
  requireWhole('minimumHealthyPercent', minimumHealthyPercent, 0, Number.MAX_SAFE_INTEGER);
  requireWhole('maximumPercent', maximumPercent, 0, Number.MAX_SAFE_INTEGER);
  // The product is whole, so a division by 100 that should be whole is exactly so.
  const least = Math.ceil((desired * minimumHealthyPercent) / 100);
  return { least, most: Math.floor((desired * maximumPercent) / 100) };
}

/** The service event on a deployment that may neither stop nor start a task. */
export function stuckDeployment(service: string): string {
  return (
    `(service ${service}) was unable to stop or start tasks during a deployment because of the service ` +
    'deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.'
  );
}

/** The service event on a deployment that has come to its end. */
export function steadyState(service: string): string {
  return `(service ${service}) has reached a steady state.`;
}

/** The service event on one that can't shrink to its desired count. */
export function protectedTasks(service: string, deployment: string): string {
  return (
    `(service ${service}) was unable to reach steady state because task set (${deployment}) was unable to scale in. ` +
    'Reason: The number of protected tasks are more than the desired count of tasks.'
  );
}
