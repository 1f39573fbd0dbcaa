import { NotModelled, type Metric, type Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { Service } from '../../tongue/service.ts';
import { Application, type RestoreFrom, type Snapshot } from './application.ts';
import { defaults, settingsOf, updatedSettings, type ApplicationSettings } from './application-settings.ts';
import { flinkError } from './errors.ts';
import type { Program } from './job/environment.ts';
import { flinkLimits as limits } from './limits.ts';
import type { FlinkMetricName } from './metrics.ts';
import { defaultModel, type FlinkModel } from './model.ts';
import {
  schema,
  type Input,
  type Methods,
  type Model,
  type Output,
  type RunConfiguration,
} from './schema.ts';

/** How an application is made in short form. */
export interface ApplicationOptions {
  /** What it does. It is called at every start of the job. */
  readonly program: Program;
  /** Parallel tasks. Default 1. */
  readonly parallelism?: number;
  /** Parallel tasks of one KPU: 1 to 8. Default 1. */
  readonly parallelismPerKpu?: number;
  /** Whether AWS changes the parallelism by the CPU. Default true. */
  readonly autoScaling?: boolean;
  /** Seconds between two checkpoints. Default 60. */
  readonly checkpointInterval?: number;
  /** Whether there are checkpoints at all. Default true. */
  readonly checkpointing?: boolean;
  /** Whether stops and updates make snapshots. Default true. */
  readonly snapshots?: boolean;
}

const NAME = { ...limits.name, pattern: '[a-zA-Z0-9_.-]+' };
const SQL =
  'Amazon Kinesis Data Analytics for SQL was discontinued on 27 January 2026: no SQL application can be made.';

/**
 * Amazon Managed Service for Apache Flink in one Region: applications that work through streams.
 * https://docs.aws.amazon.com/managed-flink/latest/java/what-is.html
 */
export class KinesisAnalyticsV2 extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'kinesisanalytics';
  static override readonly needs = ['kinesis', 's3'];
  static override readonly rules = {
    ApplicationName: NAME,
    SnapshotName: { min: 1, max: 256, pattern: '[a-zA-Z0-9_.-]+' },
    Parallelism: limits.parallelism,
    ParallelismPerKPU: limits.parallelismPerKpu,
    ParallelismUpdate: limits.parallelism,
    ParallelismPerKPUUpdate: limits.parallelismPerKpu,
    CheckpointInterval: limits.checkpointInterval,
    MinPauseBetweenCheckpoints: limits.checkpointPause,
    Limit: limits.listed,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: FlinkModel = { ...defaultModel };
  readonly #programs = new Map<string, Program>();
  readonly #applications = new Registry<Application>((name) =>
    flinkError('ResourceNotFoundException', `The application ${name} does not exist.`),
  );

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /**
   * Makes an application that is RUNNING at once, or finds the one of that name.
   *
   * @throws LimitExceededException (more than 64 KPUs)
   */
  application(name: string, options: ApplicationOptions): Application {
    const known = this.#applications.find(name);
    if (known) return known;
    const { program, parallelism = 1, parallelismPerKpu = 1, checkpointInterval = 60 } = options;
    const code = `arn:aws:s3:::${name}/program`;
    this.code(code, program);
    const application = this.#make(name, {
      ...defaults,
      ...{ code, parallelism, parallelismPerKpu, customParallelism: true, customCheckpoints: true },
      autoScaling: options.autoScaling ?? defaults.autoScaling,
      checkpointing: options.checkpointing ?? defaults.checkpointing,
      checkpointInterval: checkpointInterval * 1000,
      checkpointPause: Math.min(defaults.checkpointPause, checkpointInterval * 1000),
      snapshots: options.snapshots ?? this.model.snapshots,
    });
    const { start } = this.model;
    this.model.start = 0;
    void application.start();
    this.model.start = start;
    return application;
  }

  /**
   * Says what a JAR does: the applications whose code lies there run this program.
   *
   * @param location the ARN of its bucket and its key: 'arn:aws:s3:::code/board.jar'
   */
  code(location: string, program: Program): void {
    this.#programs.set(location, program);
  }

  /** One of an application's CloudWatch metrics. */
  metric(applicationName: string, name: FlinkMetricName): Metric {
    return this.#applications.get(applicationName).metrics.get(name);
  }

  // ── Applications ──────────────────────────────────────────────────────────────────────────────────────────────

  createApplication(input: Input<'CreateApplication'>): Output<'CreateApplication'> {
    const { applicationName, runtimeEnvironment, applicationConfiguration, tags = [] } = input;
    if (runtimeEnvironment === 'SQL-1_0') throw flinkError('UnsupportedOperationException', SQL);
    if (runtimeEnvironment.startsWith('ZEPPELIN') || input.applicationMode === 'INTERACTIVE')
      throw new NotModelled(schema.title, runtimeEnvironment);
    const settings = settingsOf(applicationConfiguration, this.model.snapshots);
    const all = withTags(new Map(), pairs(tags), TAG_RULES);
    const application = this.#make(applicationName, settings);
    application.tags = all;
    this.#records.set(application, {
      runtimeEnvironment,
      serviceExecutionRole: input.serviceExecutionRole,
      ...(input.applicationDescription !== undefined && {
        applicationDescription: input.applicationDescription,
      }),
    });
    return { applicationDetail: this.#detail(application) };
  }

  describeApplication(input: Input<'DescribeApplication'>): Output<'DescribeApplication'> {
    return { applicationDetail: this.#detail(this.#applications.get(input.applicationName)) };
  }

  listApplications(input: Input<'ListApplications'> = {}): Output<'ListApplications'> {
    const { limit: size = limits.listed.default, nextToken } = input;
    const { page, ...more } = this.#applications.page({ nextToken, size, badToken });
    const applicationSummaries = page.map((one) => ({
      applicationName: one.name,
      applicationARN: one.arn,
      applicationStatus: one.status,
      applicationVersionId: one.version,
      runtimeEnvironment: this.#record(one).runtimeEnvironment,
      applicationMode: 'STREAMING' as const,
    }));
    return { applicationSummaries, ...more };
  }

  startApplication(input: Input<'StartApplication'>): Output<'StartApplication'> {
    const application = this.#applications.get(input.applicationName);
    this.#program(application.settings.code);
    void application.start(restoreFrom(input.runConfiguration));
    return { operationId: this.uuid() };
  }

  stopApplication({ applicationName, force }: Input<'StopApplication'>): Output<'StopApplication'> {
    void this.#applications.get(applicationName).stop(force);
    return { operationId: this.uuid() };
  }

  updateApplication(input: Input<'UpdateApplication'>): Output<'UpdateApplication'> {
    const application = this.#applications.get(input.applicationName);
    const { currentApplicationVersionId: version, conditionalToken } = input;
    if (version === undefined && conditionalToken === undefined)
      throw flinkError(
        'InvalidArgumentException',
        'Either CurrentApplicationVersionId or ConditionalToken is needed.',
      );
    const current = conditionalToken ?? String(version);
    if (current !== String(application.version))
      throw flinkError(
        'ConcurrentModificationException',
        `The application ${application.name} has version ${application.version}, not ${current}.`,
      );
    const settings = updatedSettings(application.settings, input.applicationConfigurationUpdate ?? {});
    this.#program(settings.code, application.status === 'RUNNING');
    application.update(settings, restoreFrom(input.runConfigurationUpdate));
    return { applicationDetail: this.#detail(application), operationId: this.uuid() };
  }

  deleteApplication(input: Input<'DeleteApplication'>): Output<'DeleteApplication'> {
    const application = this.#applications.get(input.applicationName);
    if (input.createTimestamp.getTime() !== application.created.getTime())
      throw flinkError('InvalidArgumentException', 'CreateTimestamp is not that of the application.');
    application.lifecycle.to('DELETING');
    application.remove();
    this.simulation.schedule(this.model.stop, () => this.#applications.remove(application.name));
    return {};
  }

  // ── Snapshots ─────────────────────────────────────────────────────────────────────────────────────────────────

  createApplicationSnapshot(input: Input<'CreateApplicationSnapshot'>): Output<'CreateApplicationSnapshot'> {
    const application = this.#applications.get(input.applicationName);
    const { snapshots, status, settings } = application;
    if (!settings.snapshots)
      throw flinkError('InvalidRequestException', `Snapshots of ${application.name} are not enabled.`);
    if (status !== 'RUNNING')
      throw flinkError('InvalidRequestException', `The application ${application.name} is ${status}.`);
    if (snapshots.has(input.snapshotName))
      throw flinkError('ResourceInUseException', `The snapshot ${input.snapshotName} exists already.`);
    if (snapshots.size >= this.quota(limits.snapshots))
      throw flinkError('LimitExceededException', 'The application has as many snapshots as it can have.');
    application.takeSnapshot(input.snapshotName);
    return {};
  }

  describeApplicationSnapshot(
    input: Input<'DescribeApplicationSnapshot'>,
  ): Output<'DescribeApplicationSnapshot'> {
    const { snapshots } = this.#applications.get(input.applicationName);
    return { snapshotDetails: detailsOf(snapshots.get(input.snapshotName)) };
  }

  listApplicationSnapshots(input: Input<'ListApplicationSnapshots'>): Output<'ListApplicationSnapshots'> {
    const { limit: size = limits.listed.default, nextToken, applicationName } = input;
    const all = this.#applications.get(applicationName).snapshots.list().reverse();
    const { page, ...more } = pageOf(all, { nextToken, size, badToken });
    return { snapshotSummaries: page.map(detailsOf), ...more };
  }

  deleteApplicationSnapshot(input: Input<'DeleteApplicationSnapshot'>): Output<'DeleteApplicationSnapshot'> {
    const { snapshots } = this.#applications.get(input.applicationName);
    const { name, created } = snapshots.get(input.snapshotName);
    if (created.getTime() !== input.snapshotCreationTimestamp.getTime())
      throw flinkError('InvalidArgumentException', 'SnapshotCreationTimestamp is not that of the snapshot.');
    snapshots.remove(name);
    return {};
  }

  // ── Tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  tagResource({ resourceARN, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const application = this.#tagged(resourceARN);
    application.tags = withTags(application.tags, pairs(tags), TAG_RULES);
    return {};
  }

  untagResource({ resourceARN, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const application = this.#tagged(resourceARN);
    application.tags = withoutTags(application.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceARN }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: [...this.#tagged(resourceARN).tags].map(([key, value]) => ({ key, value })) };
  }

  readonly #records = new WeakMap<Application, ApplicationRecord>();

  #record(application: Application): ApplicationRecord {
    return this.#records.get(application) ?? UNRECORDED;
  }

  #make(name: string, settings: ApplicationSettings): Application {
    if (this.#applications.has(name))
      throw flinkError('ResourceInUseException', `The application ${name} exists already.`);
    if (this.#applications.size >= this.quota(limits.applications))
      throw flinkError('LimitExceededException', 'The account has as many applications as it can have.');
    const { region, model } = this;
    const program = (code: string) => this.#program(code)!;
    const mostKpus = () => this.quota(limits.kpus);
    return this.#applications.add(
      name,
      new Application({ region, model, program, mostKpus }, name, settings),
    );
  }

  /** What the code there does. */
  #program(code: string, needed = true): Program | undefined {
    const program = this.#programs.get(code);
    if (!program && needed)
      throw flinkError(
        'InvalidApplicationConfigurationException',
        `No program lies at ${code || '(no code)'}: cloud.kinesisanalyticsv2.code(…) puts one there.`,
      );
    return program;
  }

  #tagged(arn: string): Application {
    return this.#applications.get(arn.split('/').at(-1) ?? '');
  }

  #detail(application: Application): Output<'DescribeApplication'>['applicationDetail'] {
    const { name, arn, status, version, settings, created } = application;
    const [bucketARN = '', ...key] = settings.code.split('/');
    return {
      ...this.#record(application),
      applicationName: name,
      applicationARN: arn,
      applicationStatus: status,
      applicationVersionId: version,
      createTimestamp: created,
      conditionalToken: String(version),
      applicationMode: 'STREAMING',
      applicationConfigurationDescription: {
        ...(settings.code !== '' && {
          applicationCodeConfigurationDescription: {
            codeContentType: 'ZIPFILE',
            codeContentDescription: {
              s3ApplicationCodeLocationDescription: { bucketARN, fileKey: key.join('/') },
            },
          },
        }),
        applicationSnapshotConfigurationDescription: { snapshotsEnabled: settings.snapshots },
        flinkApplicationConfigurationDescription: {
          parallelismConfigurationDescription: {
            configurationType: settings.customParallelism ? 'CUSTOM' : 'DEFAULT',
            parallelism: settings.parallelism,
            parallelismPerKPU: settings.parallelismPerKpu,
            currentParallelism: application.parallelism,
            autoScalingEnabled: settings.autoScaling,
          },
          checkpointConfigurationDescription: {
            configurationType: settings.customCheckpoints ? 'CUSTOM' : 'DEFAULT',
            checkpointingEnabled: settings.checkpointing,
            checkpointInterval: settings.checkpointInterval,
            minPauseBetweenCheckpoints: settings.checkpointPause,
          },
        },
      },
    };
  }
}

type ApplicationRecord = Pick<
  Output<'DescribeApplication'>['applicationDetail'],
  'runtimeEnvironment' | 'serviceExecutionRole' | 'applicationDescription'
>;

/** Of an application made in short form. */
const UNRECORDED: ApplicationRecord = { runtimeEnvironment: 'FLINK-2_2' };

function restoreFrom(
  given: Pick<Model<RunConfiguration>, 'applicationRestoreConfiguration'> = {},
): RestoreFrom {
  const { applicationRestoreType: type, snapshotName } = given.applicationRestoreConfiguration ?? {};
  if (type === 'SKIP_RESTORE_FROM_SNAPSHOT') return 'none';
  if (type !== 'RESTORE_FROM_CUSTOM_SNAPSHOT') return 'latest';
  if (snapshotName === undefined)
    throw flinkError('InvalidArgumentException', 'RESTORE_FROM_CUSTOM_SNAPSHOT needs a SnapshotName.');
  return { snapshot: snapshotName };
}

const detailsOf = ({ name, version, created }: Snapshot) => ({
  snapshotName: name,
  snapshotStatus: 'READY' as const,
  applicationVersionId: version,
  snapshotCreationTimestamp: created,
});

const badToken = () => flinkError('InvalidArgumentException', 'NextToken is not valid.');

const pairs = (tags: readonly { key: string; value?: string | undefined }[]) =>
  tags.map(({ key, value = '' }) => [key, value] as const);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => flinkError('InvalidArgumentException', `The tag key ${key} is not valid.`),
  badValue: (value, key) =>
    flinkError('InvalidArgumentException', `The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => flinkError('TooManyTagsException', `An application has ${limits.tags.max} tags at most.`),
};
