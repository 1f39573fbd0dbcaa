import { NotModelled, parseArn, type Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { QueuePoller } from '../../cloud/queue-poller.ts';
import { notValid, pipesError } from './errors.ts';
import { eventOf, passes, readFilters, readInputTemplate } from './event.ts';
import { batchOf, Execution } from './execution.ts';
import { pipesLimits as limits } from './limits.ts';
import { pipesMetrics, type PipesMetricName } from './metrics.ts';
import type { PipesModel } from './model.ts';
import type { PipeSettings, Plan } from './plan.ts';
import type { Input, Model, Output, Pipe as AwsPipe } from './schema.ts';

type State = NonNullable<AwsPipe['CurrentState']>;

/** A pipe: it reads a queue, and hands what comes through its filter to its enrichment and its target. */
export class Pipe {
  readonly name: string;
  readonly arn: string;
  readonly region: Region;
  readonly metrics: MetricSet<PipesMetricName>;
  tags: ReadonlyMap<string, string> = new Map();
  readonly #model: PipesModel;
  readonly #lifecycle: Lifecycle<State>;
  readonly #created: Date;
  #modified: Date;
  #settings: PipeSettings;
  #plan: Plan;
  #poller: QueuePoller | undefined;

  /** Made by `Pipes`. @throws ValidationException */
  constructor(region: Region, model: PipesModel, settings: PipeSettings) {
    this.region = region;
    this.#model = model;
    this.name = settings.name;
    this.arn = region.arn('pipes', `pipe/${settings.name}`);
    this.#plan = readSettings(settings);
    this.#settings = settings;
    this.#created = this.#modified = this.#now;
    this.metrics = new MetricSet(region, pipesMetrics, { PipeName: settings.name });
    this.#lifecycle = new Lifecycle<State>(region.world.simulation, 'CREATING', () => this.#poll());
    this.#settle();
  }

  /** Its settings. */
  get settings(): PipeSettings {
    return this.#settings;
  }

  /** What its settings say, read. */
  get plan(): Plan {
    return this.#plan;
  }

  /** Its state: RUNNING. */
  get state(): State {
    return this.#lifecycle.state;
  }

  /** Sets it anew; it does not poll meanwhile. @throws ConflictException, ValidationException */
  update({ sourceParameters, ...given }: Omit<Input<'UpdatePipe'>, 'name'>): void {
    this.#expect('RUNNING', 'STOPPED');
    const { filterCriteria, sqsQueueParameters } = sourceParameters ?? {};
    const set = <T extends object>(all: T) =>
      Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>;
    const source = { ...this.#settings.sourceParameters, ...set({ filterCriteria, sqsQueueParameters }) };
    const settings: PipeSettings = { ...this.#settings, ...set(given), sourceParameters: source };
    this.#plan = readSettings(settings);
    this.#settings = settings;
    this.#begin('UPDATING');
  }

  /** Starts or stops it. @throws ConflictException */
  desire(desiredState: 'RUNNING' | 'STOPPED'): void {
    this.#expect(desiredState === 'RUNNING' ? 'STOPPED' : 'RUNNING');
    this.#settings = { ...this.#settings, desiredState };
    this.#begin(desiredState === 'RUNNING' ? 'STARTING' : 'STOPPING');
  }

  /** Deletes it; calls back when it is gone. */
  delete(gone: () => void): void {
    this.#expect('RUNNING', 'STOPPED');
    this.#lifecycle.to('DELETING');
    this.region.world.simulation.schedule(this.#model.transition, () => {
      this.metrics.withdraw();
      gone();
    });
  }

  /** What ListPipes and the operations that change it answer. */
  summary(): Model<AwsPipe> {
    const { source, target, enrichment, desiredState = 'RUNNING' } = this.#settings;
    const { name, arn, state: currentState } = this;
    const times = { creationTime: this.#created, lastModifiedTime: this.#modified };
    return { name, arn, desiredState, currentState, source, target, enrichment, ...times };
  }

  /** What DescribePipe answers. */
  describe(): Output<'DescribePipe'> {
    const { logConfiguration: _, ...settings } = this.#settings;
    const deleted = this.state === 'DELETING' && ({ desiredState: 'DELETED' } as const);
    return { ...settings, ...this.summary(), ...deleted, tags: Object.fromEntries(this.tags) };
  }

  #expect(...states: State[]): void {
    if (!this.#lifecycle.is(...states))
      throw pipesError('ConflictException', `Pipe ${this.name} is in the state ${this.state}.`);
  }

  #begin(state: State): void {
    this.#modified = this.#now;
    this.#lifecycle.to(state);
    this.#settle();
  }

  #settle(): void {
    this.#lifecycle.to(this.#settings.desiredState ?? 'RUNNING', this.#model.transition);
  }

  /** Polls while it is RUNNING, and at no other time. */
  #poll(): void {
    this.#poller?.stop();
    this.#poller = undefined;
    if (this.state !== 'RUNNING') return;
    const { sqsQueueParameters: queue = {} } = this.#settings.sourceParameters ?? {};
    this.#poller = new QueuePoller({
      region: this.region,
      queueArn: this.#settings.source,
      batchSize:
        queue.batchSize ?? Math.min(limits.batchSize.default, batchOf(parseArn(this.#settings.target)!)),
      window: queue.maximumBatchingWindowInSeconds ?? limits.window.default,
      scaling: this.#model.scaling,
      wants: (record) => passes(this.#plan.filters, eventOf(record)),
      handle: (records) => new Execution(this, records).run(),
    });
  }

  get #now(): Date {
    return new Date(this.region.world.simulation.epochMillis);
  }
}

/** Refuses what AWS refuses. @throws ValidationException */
function readSettings(settings: PipeSettings): Plan {
  const { source, target, enrichment, roleArn, sourceParameters = {}, targetParameters = {} } = settings;
  const from = parseArn(source);
  const to = parseArn(target);
  if (!from) throw notValid('Source must be an ARN.');
  if (!to || (enrichment !== undefined && !parseArn(enrichment)))
    throw notValid('Target and Enrichment must be ARNs.');
  if (parseArn(roleArn)?.service !== 'iam') throw notValid('RoleArn must be the ARN of an IAM role.');
  if (from.service !== 'sqs') throw new NotModelled('Amazon EventBridge Pipes', `sources of ${from.service}`);
  const { batchSize = limits.batchSize.default, maximumBatchingWindowInSeconds: window = 0 } =
    sourceParameters.sqsQueueParameters ?? {};
  if (from.resource.endsWith('.fifo') && (batchSize > 10 || window > 0))
    throw notValid('A FIFO queue gives batches of 10 messages at most, and without a window.');
  if (batchSize > 10 && window === 0)
    throw notValid('A batch of more than 10 messages needs a MaximumBatchingWindowInSeconds.');
  const most = batchOf(to);
  if (sourceParameters.sqsQueueParameters?.batchSize !== undefined && batchSize > most)
    throw notValid(`The target takes batches of ${most} at most.`);
  if (to.service === 'sns' && to.resource.endsWith('.fifo'))
    throw notValid('A FIFO topic is not supported as a target.');
  const fifo = to.service === 'sqs' && to.resource.endsWith('.fifo');
  if (fifo && targetParameters.sqsQueueParameters?.messageGroupId === undefined)
    throw notValid('SqsQueueParameters with a MessageGroupId must be specified for a FIFO queue.');
  const template = (text: string | undefined) => (text ? readInputTemplate(text) : undefined);
  return {
    filters: readFilters(sourceParameters.filterCriteria?.filters ?? []),
    enrichmentTemplate: template(settings.enrichmentParameters?.inputTemplate),
    targetTemplate: template(targetParameters.inputTemplate),
  };
}
