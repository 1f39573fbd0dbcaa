/** What an environment of a class has. */
export interface EnvironmentClass {
  /** DAGs that it can take, as AWS advises. */
  readonly dagCapacity: number;
  /** Tasks at once on a worker. */
  readonly tasksPerWorker: number;
  /** vCPU of a worker. */
  readonly vCpu: number;
  /** Memory of a worker, in GB. */
  readonly memory: number;
}

const row = (dagCapacity: number, tasksPerWorker: number, vCpu: number, memory: number) => ({
  ...{ dagCapacity, tasksPerWorker, vCpu, memory },
});

/** https://docs.aws.amazon.com/mwaa/latest/userguide/environment-class.html (checked 2026-11-28) */
export const ENVIRONMENT_CLASSES: Readonly<Record<string, EnvironmentClass>> = {
  'mw1.micro': row(25, 3, 1, 3),
  'mw1.small': row(50, 5, 1, 2),
  'mw1.medium': row(250, 10, 2, 4),
  'mw1.large': row(1000, 20, 4, 8),
  'mw1.xlarge': row(2000, 40, 8, 24),
  'mw1.2xlarge': row(4000, 80, 16, 48),
};

/** Has one worker and scheduler, and scales nothing. */
export const MICRO = 'mw1.micro';
