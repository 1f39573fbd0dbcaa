import { AwsError, NotModelled, parseArn, type Region } from '../../cloud/index.ts';
import { uuid } from '../../cloud/uuid.ts';
import type { RandomStream, Yieldable } from '../../kernel/index.ts';
import type { Activity } from './activity.ts';
import type { Execution } from './execution.ts';
import { jobOf, type Called, type Job, type Send } from './jobs.ts';
import { isObject, type Json, type JsonObject } from './machine/json.ts';
import type { Steps, TaskAnswer, TaskCall, TaskProgress } from './machine/ports.ts';
import type { SfnModel } from './model.ts';
import { asText, ServiceCall } from './service-call.ts';
import type { Tasks } from './tasks.ts';

/** What integrations stand on. */
export interface IntegrationParts {
  readonly region: Region;
  readonly tasks: Tasks;
  readonly model: SfnModel;
  /** The ids of requests. */
  readonly ids: RandomStream;
  activity(arn: string): Activity | undefined;
  /** The Standard execution of that ARN. */
  execution(arn: string): Execution | undefined;
}

type Steps2<T> = Generator<Yieldable, T, never>;

/** Runs the tasks of executions: functions, activities, services. */
export class Integrations {
  readonly #parts: IntegrationParts;

  constructor(parts: IntegrationParts) {
    this.#parts = parts;
  }

  /** Why a task can't be scheduled. */
  refusal(task: TaskCall): string | undefined {
    if (task.kind !== 'activity' || this.#parts.activity(task.resource)) return undefined;
    return `The activity ${task.resource} does not exist.`;
  }

  /** Runs a task of an execution to its end. */
  *call(task: TaskCall, progress: TaskProgress, execution: Execution): Steps<TaskAnswer> {
    if (task.kind === 'activity') return yield* this.#activity(task, progress);
    if (task.kind === 'lambda') return yield* this.#function(task);
    const call = new ServiceCall(task.service, task.action);
    if (task.pattern === 'waitForTaskToken') return yield* this.#callback(task, call, progress, execution);
    const called = yield* this.#service(task, call, execution);
    if (task.pattern !== 'sync' || 'error' in called) return called;
    const isExecution = task.service === 'states';
    const job = isExecution ? undefined : jobOf(task.service, task.action, called.output);
    progress.submitted(called.output);
    if (job) return yield* this.#job(task.service, job);
    return yield* this.#nested(called.output['ExecutionArn'] as string, task.action.endsWith(':2'));
  }

  /** Runs the task of a state that is tested by itself: there is no execution, and no token that could come back. */
  *tested(task: TaskCall): Steps<TaskAnswer> {
    if (task.kind === 'lambda') return yield* this.#function(task);
    if (task.kind === 'activity' || task.pattern !== 'request')
      throw new NotModelled('AWS Step Functions', `TestState of ${task.resource} without a mock`);
    return yield* this.#service(task, new ServiceCall(task.service, task.action), undefined);
  }

  /** A function by its own ARN: its answer is the result. */
  *#function({ resource, input }: TaskCall): Steps<TaskAnswer> {
    const call = new ServiceCall('lambda', 'invoke');
    const called = yield* this.#invoke(call, { FunctionName: resource, Payload: input });
    return 'error' in called ? called : { output: called.output['Payload'] ?? null };
  }

  *#service(task: TaskCall, call: ServiceCall, execution: Execution | undefined): Steps<Called> {
    const { input } = task;
    if (!isObject(input))
      return {
        error: 'States.Runtime',
        cause: `The Parameters of ${task.service}:${task.action} must be an object.`,
      };
    if (call.isSdk) return yield* this.#send(call, input);
    switch (call.getter) {
      case 'lambda':
        return yield* this.#invoke(call, input);
      case 'sqs':
        return this.#with(yield* this.#send(call, textual(input, 'MessageBody')));
      case 'sns':
        return this.#with(yield* this.#send(call, textual(input, 'Message')));
      case 'sfn':
        return this.#with(yield* this.#send(call, textual(input, 'Input')));
      case 'ecs': {
        const called = this.#with(yield* this.#send(call, input));
        if ('error' in called || task.pattern === 'request') return called;
        const { Failures } = called.output;
        if (!Array.isArray(Failures) || Failures.length === 0) return called;
        return { error: 'AmazonECS.Unknown', cause: JSON.stringify(called.output) };
      }
      case 'glue': {
        const called = this.#with(yield* this.#send(call, input));
        if ('error' in called) return called;
        return { output: { ...called.output, JobName: input['JobName'] ?? null } };
      }
      case 's3':
        return this.#with(yield* this.#send(call, inBytes(input)));
      case 'eventbridge': {
        const entries = (input['Entries'] ?? []) as JsonObject[];
        // Who sends an event is among its resources.
        const own = execution ? [execution.arn, execution.machine.arn] : [];
        const Entries = entries.map((entry) => ({
          ...textual(entry, 'Detail'),
          Resources: [...((entry['Resources'] ?? []) as Json[]), ...own],
        }));
        const called = this.#with(yield* this.#send(call, { ...input, Entries }));
        if ('error' in called || called.output['FailedEntryCount'] === 0) return called;
        return { error: 'EventBridge.FailedEntry', cause: JSON.stringify(called.output) };
      }
      default:
        return this.#with(yield* this.#send(call, input));
    }
  }

  /** Lambda's Invoke, with the payload as JSON both ways. */
  *#invoke(call: ServiceCall, input: JsonObject): Steps<Called> {
    const { Payload: payload = {}, ...rest } = input;
    const bytes = new TextEncoder().encode(JSON.stringify(payload));
    const called = yield* this.#send(call, { ...rest, Payload: bytes as unknown as Json });
    if ('error' in called) return called;
    const { StatusCode = 200, ExecutedVersion = '$LATEST', FunctionError, Payload: text } = called.output;
    const Payload = parsed(text as string | undefined);
    if (FunctionError !== undefined) {
      const type = isObject(Payload) ? Payload['errorType'] : undefined;
      return { error: typeof type === 'string' ? type : 'Lambda.Unknown', cause: String(text ?? '') };
    }
    return this.#with({ output: { ExecutedVersion, Payload, StatusCode } });
  }

  *#send(call: ServiceCall, input: JsonObject): Steps<Called> {
    const { region } = this.#parts;
    try {
      return { output: call.output(yield* region.call(call.getter, call.operation, call.input(input))) };
    } catch (error) {
      if (error instanceof AwsError) return call.failure(error, this.#id());
      throw error;
    }
  }

  /** What an optimised integration adds to an answer. */
  #with(called: Called): Called {
    if ('error' in called) return called;
    const id = this.#id();
    return {
      output: {
        ...called.output,
        SdkHttpMetadata: { HttpStatusCode: 200 },
        SdkResponseMetadata: { RequestId: id },
      },
    };
  }

  /** Calls, and waits for the token to come back. */
  *#callback(
    task: TaskCall,
    call: ServiceCall,
    progress: TaskProgress,
    execution: Execution,
  ): Steps<TaskAnswer> {
    const { region, tasks } = this.#parts;
    const reply = region.world.simulation.reply<TaskAnswer>(`the token of ${task.state}`);
    const token = task.token!;
    // The token may come back before the call has.
    tasks.open(token, { reply, progress });
    try {
      const called = yield* this.#service(task, call, execution);
      if ('error' in called) return called;
      progress.submitted(called.output);
      return yield* reply as Iterable<unknown> as Steps2<TaskAnswer>;
    } finally {
      tasks.close(token);
    }
  }

  *#activity({ resource, state, token, input }: TaskCall, progress: TaskProgress): Steps<TaskAnswer> {
    const { region, tasks } = this.#parts;
    const activity = this.#parts.activity(resource)!;
    const reply = region.world.simulation.reply<TaskAnswer>(`the activity of ${state}`);
    let answer: TaskAnswer | undefined;
    tasks.open(token!, { reply, progress });
    try {
      activity.offer({ taskToken: token!, input: JSON.stringify(input), progress });
      answer = yield* reply as Iterable<unknown> as Steps2<TaskAnswer>;
      return answer;
    } finally {
      activity.metrics.count(
        !answer ? 'ActivitiesTimedOut' : 'output' in answer ? 'ActivitiesSucceeded' : 'ActivitiesFailed',
      );
      activity.withdraw(token!);
      tasks.close(token!);
    }
  }

  /** Looks again and again until a job has ended; given up, it ends the job. */
  *#job(service: string, job: Job): Steps<TaskAnswer> {
    const { region, model } = this.#parts;
    const send: Send = (action, input) => this.#send(new ServiceCall(service, action), input);
    let answer: TaskAnswer | undefined;
    try {
      while (!answer) {
        yield model.syncPollInterval;
        answer = yield* job.look(send);
      }
      return answer;
    } finally {
      if (!answer) region.world.simulation.process(() => send(...job.stop) as Steps2<Called>);
    }
  }

  /** Waits for an execution that a task has started; given up, it stops it. */
  *#nested(arn: string, isJson: boolean): Steps<TaskAnswer> {
    const { region } = this.#parts;
    if (parseArn(arn)?.region !== region.name)
      throw new NotModelled('AWS Step Functions', 'executions in another Region');
    const execution = this.#parts.execution(arn);
    if (!execution) throw new NotModelled('AWS Step Functions', 'startExecution.sync of Express executions');
    let ended = false;
    try {
      yield* execution.done;
      ended = true;
    } finally {
      if (!ended) execution.stop();
    }
    const { name, machine, status, startDate, stopDate, input, output, error, cause } = execution;
    const text = (value: Json | undefined) => (isJson ? value : JSON.stringify(value));
    const described: JsonObject = {
      ExecutionArn: arn,
      Input: text(input)!,
      InputDetails: { Included: true },
      Name: name,
      StartDate: startDate.getTime(),
      StateMachineArn: machine.arn,
      Status: status,
      StopDate: stopDate!.getTime(),
    };
    if (status === 'SUCCEEDED')
      return { output: { ...described, Output: text(output)!, OutputDetails: { Included: true } } };
    const why = {
      ...(error !== undefined && { Error: error }),
      ...(cause !== undefined && { Cause: cause }),
    };
    return { error: 'States.TaskFailed', cause: JSON.stringify({ ...described, ...why }) };
  }

  #id(): string {
    return uuid(this.#parts.ids);
  }
}

/** With a member as text, where it is JSON. */
function textual(input: JsonObject, member: string): JsonObject {
  const text = asText(input[member]);
  return text === undefined ? input : { ...input, [member]: text };
}

/** With the body of an object in bytes, as S3 takes it. */
function inBytes(input: JsonObject): JsonObject {
  const text = asText(input['Body']);
  if (typeof text !== 'string') return input;
  return { ...input, Body: new TextEncoder().encode(text) as unknown as Json };
}

/** What a function answered; a text that is no JSON stays one. */
function parsed(text: string | undefined): Json {
  if (text === undefined || text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
