import type { Region } from '../../cloud/index.ts';
import { pageOf, type Page } from '../../cloud/page.ts';
import type { Delivery } from '../../cloud/target.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { Activity } from './activity.ts';
import { describeExecution, executionItem, redriveState, syncAnswer } from './describe.ts';
import { notValid, sfnError } from './errors.ts';
import type { Execution } from './execution.ts';
import { Executions } from './executions.ts';
import { Integrations } from './integrations.ts';
import { sfnLimits as limits } from './limits.ts';
import type { StateMachine as Definition } from './machine/definition.ts';
import { definitionMessage } from './machine/diagnostics.ts';
import type { Json } from './machine/json.ts';
import type { Ports, Steps } from './machine/ports.ts';
import { TestStateError } from './machine/test-state-request.ts';
import { testState, type TestStateResult } from './machine/test-state.ts';
import { validate } from './machine/validate.ts';
import { childItems, describeMapRun, findMapRun, mapRunItem, settingsOf } from './map-runs.ts';
import { defaultModel, type SfnModel } from './model.ts';
import { checkArn, checkName, notSupported, unqualified } from './names.ts';
import type { Revision } from './revision.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import { StateMachine } from './state-machine.ts';
import { Tasks } from './tasks.ts';
import { Throttle } from './throttle.ts';
import { worldOf, type World } from './world.ts';
import { Qualifiers } from './qualifiers.ts';

type CreateInput = Input<'CreateStateMachine'>;

/** What `machine` takes besides a name and a definition. */
export type MachineOptions = Partial<Omit<CreateInput, 'name' | 'definition'>>;

/**
 * AWS Step Functions in one Region: state machines, the executions that run them, and the activities that work for them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/welcome.html
 */
export class Sfn extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'states';
  static override readonly rules = {
    definition: limits.definition,
    taskToken: limits.taskToken,
    maxResults: limits.listed,
    workerName: { max: 80 },
    error: { max: 256 },
    cause: { max: 32_768 },
    roleArn: { min: 1, max: 256 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: SfnModel = { ...defaultModel };
  readonly #machines = new Map<string, StateMachine>();
  readonly #activities = new Map<string, Activity>();
  readonly #tasks = new Tasks();
  readonly #buckets: Throttle;
  readonly #integrations: Integrations;
  readonly #qualifiers: Qualifiers;
  readonly #executions: Executions;
  readonly #world: World;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#buckets = new Throttle(region);
    this.#world = worldOf(region, this.random('executions'), this.random('ids'));
    this.#qualifiers = new Qualifiers(() => this.random('aliases').next());
    this.#integrations = new Integrations({
      region,
      tasks: this.#tasks,
      model: this.model,
      ids: this.random('requests'),
      activity: (arn) => this.#activities.get(arn),
      execution: (arn) => this.#standard(arn),
    });
    this.#executions = new Executions({
      region,
      model: this.model,
      throttle: this.#buckets,
      qualifiers: this.#qualifiers,
      integrations: this.#integrations,
      world: this.#world,
      ids: this.random('ids'),
      duplicates: this.random('duplicates'),
      usage: (price) => this.usage(price),
      quota: (row) => this.quota(row),
      idle: (machine) => this.#forget(machine),
    });
  }

  // ── State machines ────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Creates a state machine and answers a handle on it.
   *
   *     const orders = cloud.sfn.machine('orders', { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
   *
   * @param name its name, or that of one that is there: without a definition
   * @param definition in the Amazon States Language: an object, or its text
   * @param options those of CreateStateMachine. Default: STANDARD, with a role that may do everything
   * @throws InvalidDefinition, StateMachineAlreadyExists, StateMachineDoesNotExist
   */
  machine(name: string, definition?: object | string, options: MachineOptions = {}): StateMachine {
    if (definition === undefined) return this.#machine(this.arn(`stateMachine:${name}`));
    const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
    const roleArn = `arn:${this.region.partition}:iam::${this.region.account}:role/${name}`;
    return this.#create({ roleArn, ...options, name, definition: text });
  }

  /** AWS's own operation: `machine` answers a handle. */
  createStateMachine(input: CreateInput): Output<'CreateStateMachine'> {
    this.#throttle('CreateStateMachine');
    const machine = this.#create(input);
    const { arn: stateMachineArn, creationDate } = machine;
    if (!input.publish) return { stateMachineArn, creationDate };
    const version = machine.versions.at(-1) ?? this.#qualifiers.publish(machine, input.versionDescription);
    return { stateMachineArn, creationDate, stateMachineVersionArn: version.arn };
  }

  #create(input: CreateInput): StateMachine {
    const { name, definition, roleArn, type = 'STANDARD', tags = [], publish, versionDescription } = input;
    checkName(name);
    if (versionDescription !== undefined && !publish)
      throw notValid('Version description can only be set when publish is true');
    const parsed = this.#parse(definition, type);
    const arn = this.arn(`stateMachine:${name}`);
    const before = this.#machines.get(arn);
    if (before) {
      // The same request again.
      const same = before.type === type && before.revision.definition === definition;
      if (before.status === 'DELETING')
        throw sfnError('StateMachineDeleting', `State Machine is deleting: '${arn}'`);
      if (same && before.revision.roleArn === roleArn) return before;
      throw sfnError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);
    }
    if (this.#machines.size >= this.quota(limits.stateMachines))
      throw sfnError('StateMachineLimitExceeded', 'The account has as many state machines as it can have.');
    const all = withTags(new Map(), pairs(tags), TAG_RULES);
    const { loggingConfiguration: logging, tracingConfiguration: tracing } = input;
    const revision = {
      id: this.uuid(),
      definition,
      machine: parsed,
      roleArn,
      logging,
      tracing,
      date: this.date,
    };
    const machine = new StateMachine(
      {
        region: this.region,
        start: (machine, input, options) => this.#executions.start(machine, JSON.stringify(input), options),
        startSync: (machine, input, options) =>
          this.#executions.startSync(machine, JSON.stringify(input), options),
      },
      name,
      arn,
      type,
      revision,
    );
    machine.tags = all;
    this.#machines.set(arn, machine);
    if (publish) this.#qualifiers.publish(machine, versionDescription);
    return machine;
  }

  updateStateMachine(input: Input<'UpdateStateMachine'>): Output<'UpdateStateMachine'> {
    this.#throttle('UpdateStateMachine');
    const machine = this.#machine(input.stateMachineArn);
    const { definition, roleArn, publish, versionDescription } = input;
    const { loggingConfiguration: logging, tracingConfiguration: tracing } = input;
    if (definition === undefined && roleArn === undefined && !logging && !tracing)
      throw sfnError('MissingRequiredParameter', 'Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration or the EncryptionConfiguration must be specified'); // prettier-ignore
    const before = machine.revision;
    machine.revision = {
      ...before,
      id: this.uuid(),
      date: this.date,
      ...(definition !== undefined && { definition, machine: this.#parse(definition, machine.type) }),
      ...(roleArn !== undefined && { roleArn }),
      ...(logging && { logging }),
      ...(tracing && { tracing }),
    };
    const { id: revisionId, date: updateDate } = machine.revision;
    if (!publish) return { updateDate, revisionId };
    const { arn: stateMachineVersionArn } = this.#qualifiers.publish(machine, versionDescription);
    return { updateDate, revisionId, stateMachineVersionArn };
  }

  deleteStateMachine({ stateMachineArn }: Input<'DeleteStateMachine'>): Output<'DeleteStateMachine'> {
    this.#throttle('DeleteStateMachine');
    const machine = this.#machines.get(checkArn(stateMachineArn, 'stateMachine'));
    if (!machine) return {};
    machine.status = 'DELETING';
    this.#forget(machine);
    return {};
  }

  /** A machine that is being deleted goes with its last execution. */
  #forget(machine: StateMachine): void {
    if ([...machine.executions.values()].some(({ status }) => status === 'RUNNING')) return;
    this.#machines.delete(machine.arn);
    machine.metrics.withdraw();
  }

  describeStateMachine(input: Input<'DescribeStateMachine'>): Output<'DescribeStateMachine'> {
    this.#throttle('DescribeStateMachine');
    const { stateMachineArn } = input;
    const { machine, revision, version } = this.#qualified(stateMachineArn);
    const { name, type, status, creationDate } = machine;
    const { definition, roleArn, id: revisionId, logging, tracing } = revision;
    return {
      stateMachineArn,
      name,
      type,
      status,
      definition: input.includedData === 'METADATA_ONLY' ? '{}' : definition,
      roleArn,
      creationDate: version?.creationDate ?? creationDate,
      revisionId,
      loggingConfiguration: logging ?? { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: tracing ?? { enabled: false },
      ...(version?.description !== undefined && { description: version.description }),
    };
  }

  describeStateMachineForExecution({
    executionArn,
  }: Input<'DescribeStateMachineForExecution'>): Output<'DescribeStateMachineForExecution'> {
    this.#throttle('DescribeStateMachineForExecution');
    const { machine, revision } = this.#execution(executionArn);
    const { definition, roleArn, date: updateDate, id: revisionId, logging, tracing } = revision;
    const { arn: stateMachineArn, name } = machine;
    return {
      ...{ stateMachineArn, name, definition, roleArn, updateDate, revisionId },
      loggingConfiguration: logging ?? { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: tracing ?? { enabled: false },
    };
  }

  listStateMachines(input: Input<'ListStateMachines'> = {}): Output<'ListStateMachines'> {
    this.#throttle('ListStateMachines');
    const all = [...this.#machines.values()].map(({ arn: stateMachineArn, name, type, creationDate }) => ({
      ...{ stateMachineArn, name, type, creationDate },
    }));
    const { page: stateMachines, ...more } = this.#page(all, input);
    return { stateMachines, ...more };
  }

  validateStateMachineDefinition(
    input: Input<'ValidateStateMachineDefinition'>,
  ): Output<'ValidateStateMachineDefinition'> {
    this.#throttle('ValidateStateMachineDefinition');
    const { definition, type = 'STANDARD', maxResults = 0 } = input;
    const most = maxResults === 0 ? 100 : maxResults;
    const { result, diagnostics, truncated } = validate(definition, this.#world.jsonata, type, most);
    return { result, diagnostics, truncated };
  }

  #parse(definition: string, type: 'STANDARD' | 'EXPRESS'): Definition {
    const { diagnostics } = validate(definition, this.#world.jsonata, type);
    if (diagnostics.length > 0) throw sfnError('InvalidDefinition', definitionMessage(diagnostics));
    return JSON.parse(definition) as Definition;
  }

  // ── Versions and aliases ──────────────────────────────────────────────────────────────────────────────────────

  publishStateMachineVersion(
    input: Input<'PublishStateMachineVersion'>,
  ): Output<'PublishStateMachineVersion'> {
    this.#throttle('PublishStateMachineVersion');
    const machine = this.#machine(input.stateMachineArn);
    const { revisionId, description } = input;
    if (revisionId !== undefined && revisionId !== machine.revision.id)
      throw sfnError('ConflictException', `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${machine.revision.id}.`); // prettier-ignore
    const version = this.#qualifiers.publish(machine, description, this.quota(limits.versions), this.date);
    return { stateMachineVersionArn: version.arn, creationDate: version.creationDate };
  }

  listStateMachineVersions(input: Input<'ListStateMachineVersions'>): Output<'ListStateMachineVersions'> {
    this.#throttle('ListStateMachineVersions');
    const { versions } = this.#machine(input.stateMachineArn);
    const all = versions.map(({ arn: stateMachineVersionArn, creationDate }) => ({ stateMachineVersionArn, creationDate })); // prettier-ignore
    const { page: stateMachineVersions, ...more } = this.#page(all.reverse(), input);
    return { stateMachineVersions, ...more };
  }

  deleteStateMachineVersion(input: Input<'DeleteStateMachineVersion'>): Output<'DeleteStateMachineVersion'> {
    this.#throttle('DeleteStateMachineVersion');
    const arn = input.stateMachineVersionArn;
    const machine = this.#machines.get(unqualified(arn));
    if (machine) this.#qualifiers.deleteVersion(machine, arn);
    return {};
  }

  createStateMachineAlias(input: Input<'CreateStateMachineAlias'>): Output<'CreateStateMachineAlias'> {
    this.#throttle('CreateStateMachineAlias');
    const [first] = input.routingConfiguration;
    if (!first) throw notValid('routingConfiguration must have one or two versions.');
    const machine = this.#machine(unqualified(first.stateMachineVersionArn));
    const alias = this.#qualifiers.createAlias(machine, input, this.quota(limits.aliases), this.date);
    return { stateMachineAliasArn: alias.arn, creationDate: alias.creationDate };
  }

  updateStateMachineAlias(input: Input<'UpdateStateMachineAlias'>): Output<'UpdateStateMachineAlias'> {
    this.#throttle('UpdateStateMachineAlias');
    const { stateMachineAliasArn: arn, routingConfiguration: routing, description } = input;
    if (!routing && description === undefined)
      throw sfnError('MissingRequiredParameter', 'Either the routing configuration or the description must be specified.'); // prettier-ignore
    const machine = this.#machine(unqualified(arn));
    const alias = this.#qualifiers.alias(machine, arn);
    if (routing) alias.routing = this.#qualifiers.routing(machine, routing);
    if (description !== undefined) alias.description = description;
    alias.updateDate = this.date;
    return { updateDate: alias.updateDate };
  }

  deleteStateMachineAlias(input: Input<'DeleteStateMachineAlias'>): Output<'DeleteStateMachineAlias'> {
    this.#throttle('DeleteStateMachineAlias');
    const arn = input.stateMachineAliasArn;
    const machine = this.#machine(unqualified(arn));
    machine.aliases.delete(this.#qualifiers.alias(machine, arn).name);
    return {};
  }

  describeStateMachineAlias(input: Input<'DescribeStateMachineAlias'>): Output<'DescribeStateMachineAlias'> {
    this.#throttle('DescribeStateMachineAlias');
    const arn = input.stateMachineAliasArn;
    const alias = this.#qualifiers.alias(this.#machine(unqualified(arn)), arn);
    const { name, routing: routingConfiguration, description, creationDate, updateDate } = alias;
    return {
      ...{ stateMachineAliasArn: arn, name, routingConfiguration, creationDate, updateDate },
      ...(description !== undefined && { description }),
    };
  }

  listStateMachineAliases(input: Input<'ListStateMachineAliases'>): Output<'ListStateMachineAliases'> {
    this.#throttle('ListStateMachineAliases');
    const { machine, version } = this.#qualified(input.stateMachineArn);
    const all = [...machine.aliases.values()]
      .filter(({ routing }) => !version || routing.some((to) => to.stateMachineVersionArn === version.arn))
      .map(({ arn: stateMachineAliasArn, creationDate }) => ({ stateMachineAliasArn, creationDate }));
    const { page: stateMachineAliases, ...more } = this.#page(all, input);
    return { stateMachineAliases, ...more };
  }

  // ── Executions ────────────────────────────────────────────────────────────────────────────────────────────────

  startExecution(input: Input<'StartExecution'>): Output<'StartExecution'> {
    const { stateMachineArn, name, input: text = '{}' } = input;
    const { machine, qualifier } = this.#qualified(stateMachineArn);
    const execution = this.#executions.start(machine, text, { name, qualifier });
    return { executionArn: execution.arn, startDate: execution.startDate };
  }

  startSyncExecution(input: Input<'StartSyncExecution'>): Reply<Output<'StartSyncExecution'>> {
    const { stateMachineArn, name, input: text = '{}' } = input;
    const { machine, qualifier } = this.#qualified(stateMachineArn);
    const execution = this.#executions.startSync(machine, text, { name, qualifier });
    const memory = this.model.expressMemory;
    return this.simulation.process(function* () {
      return syncAnswer(yield* execution, memory);
    });
  }

  stopExecution(input: Input<'StopExecution'>): Reply<Output<'StopExecution'>> {
    this.#throttle('StopExecution');
    const { executionArn, error, cause } = input;
    const execution = this.#execution(executionArn);
    execution.stop({ ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) });
    return this.simulation.process(function* () {
      const { stopDate } = yield* execution.done;
      return { stopDate: stopDate! };
    });
  }

  redriveExecution({ executionArn }: Input<'RedriveExecution'>): Output<'RedriveExecution'> {
    this.#throttle('RedriveExecution');
    const execution = this.#execution(executionArn);
    const { status, reason } = redriveState(execution, this.date);
    if (status !== 'REDRIVABLE') throw sfnError('ExecutionNotRedrivable', reason);
    this.#executions.redrive(execution);
    return { redriveDate: execution.redriveDate! };
  }

  describeExecution(input: Input<'DescribeExecution'>): Output<'DescribeExecution'> {
    this.#throttle('DescribeExecution');
    return describeExecution(this.#execution(input.executionArn), this.date, input.includedData);
  }

  listExecutions(input: Input<'ListExecutions'> = {}): Output<'ListExecutions'> {
    this.#throttle('ListExecutions');
    const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = input;
    if ((stateMachineArn === undefined) === (mapRunArn === undefined))
      throw notValid('Must provide State Machine ARN or MapRun ARN');
    const isWanted = (one: { status: string; redriveCount?: number }) =>
      (statusFilter === undefined || one.status === statusFilter) &&
      (!redriveFilter || (redriveFilter === 'REDRIVEN') === (one.redriveCount ?? 0) > 0);
    if (stateMachineArn === undefined) {
      const { run } = findMapRun(this.#machines, mapRunArn!);
      const { page: executions, ...more } = this.#page(childItems(run).filter(isWanted), input);
      return { executions, ...more };
    }
    const { machine, qualifier } = this.#qualified(stateMachineArn);
    if (machine.type === 'EXPRESS') throw notSupported();
    const all = [...machine.executions.values()]
      .filter(isWanted)
      .filter((one) => !qualifier || [one.versionArn, one.aliasArn].includes(stateMachineArn))
      .reverse();
    const { page, ...more } = this.#page(all, input);
    return { executions: page.map(executionItem), ...more };
  }

  getExecutionHistory(input: Input<'GetExecutionHistory'>): Output<'GetExecutionHistory'> {
    this.#throttle('GetExecutionHistory');
    const { executionArn, reverseOrder } = input;
    const { events } = this.#execution(executionArn);
    const all = events.map((event) => ({ ...event, timestamp: new Date(event.timestamp * 1000) }));
    const { page, ...more } = this.#page(reverseOrder ? all.reverse() : all, input);
    return { events: page as Output<'GetExecutionHistory'>['events'], ...more };
  }

  // ── Tasks and activities ──────────────────────────────────────────────────────────────────────────────────────

  sendTaskSuccess({ taskToken, output }: Input<'SendTaskSuccess'>): Output<'SendTaskSuccess'> {
    this.#throttle('SendTaskSuccess');
    let value: Json;
    try {
      value = JSON.parse(output) as Json;
    } catch {
      throw sfnError('InvalidOutput', 'Invalid Output: the output is not valid JSON');
    }
    this.#tasks.get(taskToken).reply.resolve({ output: value });
    return {};
  }

  sendTaskFailure({ taskToken, error, cause }: Input<'SendTaskFailure'>): Output<'SendTaskFailure'> {
    this.#throttle('SendTaskFailure');
    const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
    this.#tasks.get(taskToken).reply.resolve(failure);
    return {};
  }

  sendTaskHeartbeat({ taskToken }: Input<'SendTaskHeartbeat'>): Output<'SendTaskHeartbeat'> {
    this.#throttle('SendTaskHeartbeat');
    this.#tasks.get(taskToken).progress.heartbeat();
    return {};
  }

  createActivity({ name, tags = [] }: Input<'CreateActivity'>): Output<'CreateActivity'> {
    this.#throttle('CreateActivity');
    checkName(name);
    const activityArn = this.arn(`activity:${name}`);
    const before = this.#activities.get(activityArn);
    if (before) return { activityArn, creationDate: before.creationDate };
    if (this.#activities.size >= this.quota(limits.activities))
      throw sfnError('ActivityLimitExceeded', 'The account has as many activities as it can have.');
    const all = withTags(new Map(), pairs(tags), TAG_RULES);
    const activity = new Activity(this.region, name, activityArn, this.date);
    activity.tags = all;
    this.#activities.set(activityArn, activity);
    return { activityArn, creationDate: activity.creationDate };
  }

  deleteActivity({ activityArn }: Input<'DeleteActivity'>): Output<'DeleteActivity'> {
    this.#throttle('DeleteActivity');
    checkArn(activityArn, 'activity');
    this.#activities.get(activityArn)?.metrics.withdraw();
    this.#activities.delete(activityArn);
    return {};
  }

  describeActivity({ activityArn }: Input<'DescribeActivity'>): Output<'DescribeActivity'> {
    this.#throttle('DescribeActivity');
    const { name, creationDate } = this.#activity(activityArn);
    return { activityArn, name, creationDate };
  }

  listActivities(input: Input<'ListActivities'> = {}): Output<'ListActivities'> {
    this.#throttle('ListActivities');
    const all = [...this.#activities.values()].map(({ arn: activityArn, name, creationDate }) => ({ activityArn, name, creationDate })); // prettier-ignore
    const { page: activities, ...more } = this.#page(all, input);
    return { activities, ...more };
  }

  /** Answers at once where a task waits, else within a minute: empty where none has come. */
  getActivityTask({ activityArn, workerName }: Input<'GetActivityTask'>): Reply<Output<'GetActivityTask'>> {
    this.#throttle('GetActivityTask');
    const activity = this.#activity(activityArn);
    const reply = this.simulation.reply<Output<'GetActivityTask'>>('GetActivityTask');
    activity.poll(reply, workerName);
    if (!reply.settled) this.simulation.schedule(limits.activityPoll.max, () => activity.dismiss(reply));
    return reply;
  }

  // ── Testing one state ─────────────────────────────────────────────────────────────────────────────────────────

  testState(input: Input<'TestState'>): Reply<Output<'TestState'>> {
    const { roleArn = '', ...request } = input;
    const info = {
      id: this.arn('express:test:test:test'),
      name: 'test',
      roleArn,
      machineId: this.arn('stateMachine:test'),
      machineName: 'test',
      region: this.region.name,
      type: 'EXPRESS' as const,
    };
    const ports: Ports = {
      ...this.#world,
      record: () => {},
      call: (task) => this.#integrations.tested(task),
    };
    return this.simulation.process(function* (): Generator<Yieldable, Output<'TestState'>, never> {
      try {
        const body: Steps<TestStateResult> = testState(request as never, info, ports);
        return (yield* body as Generator<Yieldable, TestStateResult, never>) as Output<'TestState'>;
      } catch (error) {
        if (error instanceof TestStateError) throw sfnError(error.code, error.message);
        throw error;
      }
    });
  }

  // ── Map Runs ──────────────────────────────────────────────────────────────────────────────────────────────────

  describeMapRun({ mapRunArn }: Input<'DescribeMapRun'>): Output<'DescribeMapRun'> {
    this.#throttle('DescribeMapRun');
    return describeMapRun(findMapRun(this.#machines, mapRunArn));
  }

  listMapRuns(input: Input<'ListMapRuns'>): Output<'ListMapRuns'> {
    this.#throttle('ListMapRuns');
    const execution = this.#execution(input.executionArn);
    const { page, ...more } = this.#page(execution.mapRuns, input);
    return { mapRuns: page.map((run) => mapRunItem({ execution, run })), ...more };
  }

  /** Other settings for a Map Run, from now on: children that run go on, more begin where more may. */
  updateMapRun(input: Input<'UpdateMapRun'>): Output<'UpdateMapRun'> {
    this.#throttle('UpdateMapRun');
    const settings = settingsOf(input);
    findMapRun(this.#machines, input.mapRunArn).run.update(settings);
    return {};
  }

  // ── Tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    this.#throttle('TagResource');
    const resource = this.#tagged(resourceArn);
    resource.tags = withTags(resource.tags, pairs(tags), TAG_RULES);
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    this.#throttle('UntagResource');
    const resource = this.#tagged(resourceArn);
    resource.tags = withoutTags(resource.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    this.#throttle('ListTagsForResource');
    return { tags: [...this.#tagged(resourceArn).tags].map(([key, value]) => ({ key, value })) };
  }

  // ── Deliveries ────────────────────────────────────────────────────────────────────────────────────────────────

  /** @internal An event, a schedule or a pipe starts an execution with its payload as the input. */
  override deliver(arn: string, { payload, synchronous }: Delivery): Reply<unknown> {
    const { machine, qualifier } = this.#qualified(arn);
    const { simulation } = this;
    if (synchronous && machine.type === 'EXPRESS') {
      const execution = this.#executions.startSync(machine, payload, { qualifier });
      return simulation.process(function* () {
        return (yield* execution).take();
      });
    }
    const { arn: executionArn } = this.#executions.start(machine, payload, { qualifier });
    return simulation.process(() => ({ executionArn }));
  }

  // ── Look-ups ──────────────────────────────────────────────────────────────────────────────────────────────────

  #throttle(name: string): void {
    this.#buckets.count(name);
  }

  /** A state machine by its own ARN. */
  #machine(arn: string): StateMachine {
    const machine = this.#machines.get(checkArn(arn, 'stateMachine'));
    if (!machine) throw sfnError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return machine;
  }

  /** A state machine by its ARN, or by that of a version or an alias. */
  #qualified(arn: string): {
    machine: StateMachine;
    revision: Revision;
    qualifier?: string;
    version?: StateMachine['versions'][number];
  } {
    checkArn(arn, 'stateMachine');
    const qualifier = arn.split(':')[7];
    const machine = this.#machines.get(unqualified(arn));
    const found = machine && this.#qualifiers.find(machine, qualifier);
    if (!found) throw sfnError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    return { machine, ...found, ...(qualifier !== undefined && { qualifier }) };
  }

  #standard(arn: string): Execution | undefined {
    const [machine, name] = arn.split(':').slice(6);
    return this.#machines.get(this.arn(`stateMachine:${machine}`))?.executions.get(name ?? '');
  }

  #execution(arn: string): Execution {
    if (/^arn:[^:]*:states:[^:]*:[^:]*:express:/.test(arn)) throw notSupported();
    checkArn(arn, 'execution');
    const execution = this.#standard(arn);
    if (!execution) throw sfnError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
    return execution;
  }

  #activity(arn: string): Activity {
    const activity = this.#activities.get(checkArn(arn, 'activity'));
    if (!activity) throw sfnError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
    return activity;
  }

  #tagged(arn: string): { tags: ReadonlyMap<string, string> } {
    const resource = this.#machines.get(arn) ?? this.#activities.get(arn);
    if (!resource) throw sfnError('ResourceNotFound', `Resource not found: '${arn}'`);
    return resource;
  }

  #page<T>(
    all: readonly T[],
    { nextToken, maxResults = 0 }: { nextToken?: string; maxResults?: number },
  ): Page<T> {
    const size = maxResults === 0 ? limits.listed.default : maxResults;
    return pageOf(all, { nextToken, size, badToken: () => sfnError('InvalidToken', `Invalid Token: '${nextToken}'`) }); // prettier-ignore
  }
}

const pairs = (tags: readonly { key?: string; value?: string }[]) =>
  tags.map(({ key = '', value = '' }) => [key, value] as const);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => notValid(`The tag key ${key} is not valid.`),
  badValue: (value, key) => notValid(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => sfnError('TooManyTags', 'A resource can have 50 tags at most.'),
};
