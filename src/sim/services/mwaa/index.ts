/** Amazon MWAA: environments of Apache Airflow, the scheduler of their DAGs, and workers that come and go. */
export type { DagOptions, TaskOptions } from './dag.ts';
export type { DagRun, TaskInstance, TaskState } from './dag-run.ts';
export { ENVIRONMENT_CLASSES, type EnvironmentClass } from './environment-class.ts';
export { Environment } from './environment.ts';
export { AirflowError } from './errors.ts';
export { mwaaLimits } from './limits.ts';
export type { MwaaModel } from './model.ts';
export { Mwaa } from './mwaa.ts';
