import { NotModelled } from '../../cloud/index.ts';
import type { JsonObject } from './machine/json.ts';
import type { Steps, TaskAnswer } from './machine/ports.ts';

/** An answer of a service, or what the call failed with. */
export type Called = { output: JsonObject } | { error: string; cause: string };

/** Calls an action of the job's own service. */
export type Send = (action: string, input: JsonObject) => Steps<Called>;

/** A job that a `.sync` task has started. */
export interface Job {
  /** What ends it where the task is given up: an action, and its parameters. */
  readonly stop: readonly [action: string, input: JsonObject];
  /** Looks how it stands: what the task gives, or undefined while the job runs. */
  look(send: Send): Steps<TaskAnswer | undefined>;
}

/**
 * The jobs that `.sync` waits for here, besides executions of Step Functions. AWS has more, of services that are not
 * modelled, such as Athena and Batch.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html (checked 2026-11-28)
 */
const JOBS: Readonly<Record<string, (started: JsonObject) => Job>> = {
  'ecs:runTask': ecsTask,
  'glue:startJobRun': glueRun,
};

/**
 * The job that an action has started.
 *
 * @param action with its pattern: `runTask.sync`
 * @throws NotModelled, by the name of the action
 */
export function jobOf(service: string, action: string, started: JsonObject): Job {
  const name = `${service}:${action.replace(/\.sync$/, '')}`;
  const make = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined;
  if (make) return make(started);
  const modelled = [...Object.keys(JOBS), 'states:startExecution'].join(', ');
  throw new NotModelled('AWS Step Functions', `${service}:${action} (.sync waits for ${modelled})`);
}

const failed = (told: JsonObject): TaskAnswer => ({
  error: 'States.TaskFailed',
  cause: JSON.stringify(told),
});

/**
 * A task of ECS. It has succeeded where each of its essential containers ended with 0; AWS does not tell its rule.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html (checked 2026-11-28)
 */
function ecsTask(started: JsonObject): Job {
  const [task, more] = started['Tasks'] as JsonObject[];
  if (!task || more) throw new NotModelled('AWS Step Functions', 'ecs:runTask.sync of several tasks');
  const { ClusterArn: Cluster = null, TaskArn = null } = task;
  return {
    stop: ['stopTask', { Cluster, Task: TaskArn }],
    *look(send): Steps<TaskAnswer | undefined> {
      const told = yield* send('describeTasks', { Cluster, Tasks: [TaskArn] });
      if ('error' in told) return told;
      const [now] = told.output['Tasks'] as JsonObject[];
      if (now?.['LastStatus'] !== 'STOPPED') return undefined;
      const definition = yield* send('describeTaskDefinition', {
        TaskDefinition: now['TaskDefinitionArn'] ?? null,
      });
      if ('error' in definition) return definition;
      const { ContainerDefinitions } = definition.output['TaskDefinition'] as JsonObject;
      const minor = (ContainerDefinitions as JsonObject[])
        .filter(({ Essential }) => Essential === false)
        .map(({ Name }) => Name);
      const essential = (now['Containers'] as JsonObject[]).filter(({ Name }) => !minor.includes(Name));
      return essential.every(({ ExitCode }) => ExitCode === 0) ? { output: now } : failed(now);
    },
  };
}

/**
 * A run of a Glue job.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html (checked 2026-11-28)
 */
function glueRun({ JobName = null, JobRunId = null }: JsonObject): Job {
  return {
    stop: ['batchStopJobRun', { JobName, JobRunIds: [JobRunId] }],
    *look(send): Steps<TaskAnswer | undefined> {
      const told = yield* send('getJobRun', { JobName, RunId: JobRunId });
      if ('error' in told) return told;
      const run = told.output['JobRun'] as JsonObject;
      if (run['CompletedOn'] === undefined) return undefined;
      return run['JobRunState'] === 'SUCCEEDED' ? { output: run } : failed(run);
    },
  };
}
