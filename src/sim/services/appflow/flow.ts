import { NotModelled, type Region } from '../../cloud/index.ts';
import { next, readSchedulerSchedule, type Schedule } from '../../cloud/calendar/index.ts';
import type { Yieldable } from '../../kernel/index.ts';
import type { AppRecord, Application, Fields } from './application.ts';
import { CONNECTORS } from './connectors.ts';
import { appflowError, notValid } from './errors.ts';
import { appflowLimits as limits } from './limits.ts';
import type { AppflowModel } from './model.ts';
import type { CreateFlowRequest, ExecutionRecord, FlowStatus, Model } from './schema.ts';
import { readTask } from './tasks.ts';
import { compile, type Transform } from './transform.ts';

/** What a flow stands on. */
export interface FlowParts {
  readonly region: Region;
  readonly model: AppflowModel;
  /** The application of a connector, seen through a profile. */
  readonly application: (connector: string, profile: string | undefined) => Application;
  readonly uuid: () => string;
}

type Settings = Model<CreateFlowRequest>;

/** A flow: where records come from and go to, what happens to them on the way, and when. */
export class Flow {
  readonly settings: Settings;
  readonly arn: string;
  readonly executions: Model<ExecutionRecord>[] = [];
  readonly created: Date;
  readonly #parts: FlowParts;
  readonly #transform: Transform;
  readonly #schedule: Schedule | undefined;
  #status: FlowStatus;
  #timer: { cancel(): void } | undefined;
  /** Up to when an incremental flow has read, in seconds. */
  #watermark: number | undefined;
  #failures = 0;

  constructor(parts: FlowParts, settings: Settings) {
    this.#parts = parts;
    this.settings = settings;
    this.arn = parts.region.arn('appflow', `flow/${settings.flowName}`);
    this.created = this.#date;
    this.#transform = compile(settings.tasks.map(readTask));
    const source = connectorOf(settings.sourceFlowConfig.connectorType, 'source');
    for (const { connectorType } of settings.destinationFlowConfigList)
      connectorOf(connectorType, 'destination');
    if (settings.destinationFlowConfigList.length === 0)
      throw notValid('A flow has one destination at least.');
    const { triggerType, triggerProperties } = settings.triggerConfig;
    if (triggerType === 'Event' && !source.events)
      throw notValid(`${settings.sourceFlowConfig.connectorType} tells of no changes.`);
    if (triggerType === 'Scheduled') {
      const text = triggerProperties?.scheduled?.scheduleExpression ?? '';
      this.#schedule = readSchedulerSchedule(
        text.replace(/^rate\((\d+)(\D)/, 'rate($1 $2').replace('  ', ' '),
      );
      if (!this.#schedule) throw notValid(`Invalid schedule expression ${text}.`);
      const first = next(this.#schedule, this.#epoch, { first: this.#epoch });
      const second = first && next(this.#schedule, first, { first: this.#epoch });
      const interval = source.interval ?? limits.interval.min;
      if (second && second - first < interval)
        throw notValid(`The interval is ${interval} seconds at least.`);
    }
    this.#status = triggerType === 'OnDemand' ? 'Active' : 'Draft';
  }

  get status(): FlowStatus {
    return this.#status;
  }

  /** Runs a flow on demand; activates another. Answers the execution's id, of a flow on demand. */
  start(): string | undefined {
    if (this.settings.triggerConfig.triggerType === 'OnDemand') return this.#run(() => true);
    if (this.#status === 'Active') return undefined;
    this.#status = 'Active';
    this.#failures = 0;
    this.#await();
    return undefined;
  }

  /** Deactivates it; a run under way goes on. */
  stop(): void {
    if (this.settings.triggerConfig.triggerType === 'OnDemand')
      throw appflowError('UnsupportedOperationException', 'A flow on demand cannot be stopped.');
    this.#status = 'Suspended';
    this.#timer?.cancel();
  }

  /** The source tells of a change. */
  changed(connector: string, object: string, record: AppRecord): void {
    const { connectorType } = this.settings.sourceFlowConfig;
    if (this.#status !== 'Active' || this.settings.triggerConfig.triggerType !== 'Event') return;
    if (connectorType === connector && this.#object === object) this.#run((one) => one === record);
  }

  get #scheduled() {
    return this.settings.triggerConfig.triggerProperties?.scheduled;
  }

  get #object(): string {
    return objectOf(this.settings.sourceFlowConfig.sourceConnectorProperties);
  }

  get #date(): Date {
    return new Date(this.#parts.region.world.simulation.epochMillis);
  }

  /** Seconds since 1970. */
  get #epoch(): number {
    return this.#parts.region.world.simulation.epochMillis / 1000;
  }

  #await(): void {
    if (!this.#schedule) return;
    const { scheduleStartTime, scheduleEndTime } = this.#scheduled!;
    const now = this.#epoch;
    const first = scheduleStartTime ? scheduleStartTime.getTime() / 1000 : this.created.getTime() / 1000;
    const at = next(this.#schedule, Math.max(now, first - 0.001), { first });
    if (at === undefined || (scheduleEndTime && at * 1000 > scheduleEndTime.getTime())) return;
    const { simulation } = this.#parts.region.world;
    this.#timer = simulation.timer(at - now, () => {
      this.#runScheduled();
      this.#await();
    });
  }

  #runScheduled(): void {
    // Which mode applies where none is given was not found on a page of AWS's.
    const { dataPullMode = 'Incremental', scheduleOffset = 0, firstExecutionFrom } = this.#scheduled!;
    if (dataPullMode === 'Complete') {
      this.#run(() => true);
      return;
    }
    const { now, epochMillis } = this.#parts.region.world.simulation;
    const begin = epochMillis / 1000 - now;
    const firstPull = now - limits.firstPull.default * 86_400;
    const from =
      this.#watermark ?? (firstExecutionFrom ? firstExecutionFrom.getTime() / 1000 - begin : firstPull);
    const before = now - scheduleOffset;
    this.#run(({ modified }) => modified >= from && modified < before, [from, before]);
  }

  #run(wanted: (record: AppRecord) => boolean, window?: readonly [from: number, before: number]): string {
    const { region, model, uuid } = this.#parts;
    const { simulation } = region.world;
    const begin = simulation.epochMillis - simulation.now * 1000;
    const at = (seconds: number) => new Date(begin + seconds * 1000);
    const execution: Model<ExecutionRecord> = {
      ...{
        executionId: uuid(),
        executionStatus: 'InProgress',
        startedAt: this.#date,
        lastUpdatedAt: this.#date,
      },
      ...(window && { dataPullStartTime: at(window[0]), dataPullEndTime: at(window[1]) }),
    };
    this.executions.push(execution);
    const end = (processed: number, why: string | undefined) => {
      execution.executionStatus = why === undefined ? 'Successful' : 'Error';
      execution.lastUpdatedAt = this.#date;
      execution.executionResult = {
        recordsProcessed: processed,
        ...(why !== undefined && { errorInfo: { putFailuresCount: 0, executionMessage: why } }),
      };
      this.#ended(why === undefined, window?.[1]);
    };
    const { application } = this.#parts;
    const { connectorType, connectorProfileName } = this.settings.sourceFlowConfig;
    const [object, transform, write] = [this.#object, this.#transform, this.#write.bind(this)];
    void simulation.process(function* (): Generator<Yieldable, void, never> {
      let processed = 0;
      try {
        const records = application(connectorType, connectorProfileName).records(object).filter(wanted);
        processed = records.length;
        const output = records.map(({ fields }) => transform(fields)).filter((one) => one !== undefined);
        yield model.runTime;
        yield* write(execution.executionId!, output);
        end(processed, undefined);
      } catch (error) {
        if (error instanceof NotModelled) throw error;
        end(processed, (error as Error).message);
      }
    }, 'AppFlow run');
    return execution.executionId!;
  }

  *#write(executionId: string, output: readonly Fields[]): Generator<Yieldable, void, never> {
    const { region, application } = this.#parts;
    if (output.length === 0) return;
    for (const destination of this.settings.destinationFlowConfigList) {
      const { connectorType, connectorProfileName, destinationConnectorProperties: given } = destination;
      if (given.s3) {
        const { bucketName: Bucket, bucketPrefix, s3OutputFormatConfig } = given.s3;
        const { fileType = 'JSON' } = s3OutputFormatConfig ?? {};
        if (fileType !== 'JSON') throw new NotModelled('Amazon AppFlow', `files of type ${fileType}`);
        const Key = [bucketPrefix, this.settings.flowName, executionId].filter(Boolean).join('/');
        const Body = new TextEncoder().encode(output.map((one) => `${JSON.stringify(one)}\n`).join(''));
        yield* region.call('s3', 'PutObject', { Bucket, Key, Body });
      } else {
        const to = application(connectorType, connectorProfileName);
        for (const record of output) to.insert(objectOf(given), record);
      }
    }
  }

  #ended(successful: boolean, before: number | undefined): void {
    if (successful) {
      this.#failures = 0;
      this.#watermark = before ?? this.#watermark;
      return;
    }
    const { flowErrorDeactivationThreshold = Infinity } = this.#scheduled ?? {};
    if (++this.#failures >= flowErrorDeactivationThreshold) this.stop();
  }
}

/** The object, entity or table that a connector's properties name. */
function objectOf(properties: object): string {
  const [given] = Object.values(properties) as {
    object?: string;
    entityName?: string;
    objectPath?: string;
  }[];
  const { object, entityName, objectPath } = given ?? {};
  return object ?? entityName ?? objectPath ?? '';
}

function connectorOf(type: string, role: 'source' | 'destination') {
  const facts = Object.hasOwn(CONNECTORS, type) ? CONNECTORS[type]! : undefined;
  if (!facts?.[role]) throw notValid(`There is no connector ${type} that is a ${role}.`);
  if (type === 'S3' && role === 'source') throw new NotModelled('Amazon AppFlow', 'S3 as a source');
  return facts;
}
