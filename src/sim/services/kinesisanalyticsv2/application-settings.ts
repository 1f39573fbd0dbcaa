import { NotModelled } from '../../cloud/index.ts';
import { flinkError } from './errors.ts';
import { flinkLimits as limits } from './limits.ts';
import { schema, type ConfigurationType, type Input } from './schema.ts';

type Created = NonNullable<Input<'CreateApplication'>['applicationConfiguration']>;
type Updated = NonNullable<Input<'UpdateApplication'>['applicationConfigurationUpdate']>;

/** How an application runs. Milliseconds. */
export interface ApplicationSettings {
  /** Where its code lies: 's3://bucket/key'. */
  readonly code: string;
  readonly parallelism: number;
  readonly parallelismPerKpu: number;
  readonly autoScaling: boolean;
  readonly customParallelism: boolean;
  readonly checkpointing: boolean;
  readonly checkpointInterval: number;
  readonly checkpointPause: number;
  readonly customCheckpoints: boolean;
  readonly snapshots: boolean;
}

/** What applies where nothing is set. */
export const defaults: ApplicationSettings = {
  code: '',
  parallelism: limits.parallelism.default,
  parallelismPerKpu: limits.parallelismPerKpu.default,
  autoScaling: true,
  customParallelism: false,
  checkpointing: true,
  checkpointInterval: limits.checkpointInterval.default,
  checkpointPause: limits.checkpointPause.default,
  customCheckpoints: false,
  snapshots: true,
};

/** What changes, in the names of CreateApplication: all that is not there stays. */
interface Changes {
  readonly applicationCodeConfiguration?: {
    readonly codeContent?: {
      readonly s3ContentLocation?: { readonly bucketARN?: string; readonly fileKey?: string };
    };
  };
  readonly applicationSnapshotConfiguration?: { readonly snapshotsEnabled?: boolean };
  readonly flinkApplicationConfiguration?: {
    readonly parallelismConfiguration?: {
      readonly configurationType?: ConfigurationType;
      readonly parallelism?: number;
      readonly parallelismPerKPU?: number;
      readonly autoScalingEnabled?: boolean;
    };
    readonly checkpointConfiguration?: {
      readonly configurationType?: ConfigurationType;
      readonly checkpointingEnabled?: boolean;
      readonly checkpointInterval?: number;
      readonly minPauseBetweenCheckpoints?: number;
    };
  };
}

/** The settings that CreateApplication names. @throws NotModelled */
export function settingsOf(
  given: Created = {},
  snapshots: boolean = defaults.snapshots,
): ApplicationSettings {
  const refused = (['vpcConfigurations', 'sqlApplicationConfiguration'] as const).find(
    (name) => given[name] !== undefined,
  );
  if (refused) throw new NotModelled(schema.title, refused);
  return merge({ ...defaults, snapshots }, given as Changes);
}

/** The settings after UpdateApplication, which calls each member `…Update`. */
export function updatedSettings(before: ApplicationSettings, given: Updated): ApplicationSettings {
  return merge(before, withoutUpdate(given) as Changes);
}

function withoutUpdate(given: object): object {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, unknown]) => [
      name.replace(/Update$/, ''),
      typeof value === 'object' && value !== null ? withoutUpdate(value) : value,
    ]),
  );
}

function merge(before: ApplicationSettings, changes: Changes): ApplicationSettings {
  const location = changes.applicationCodeConfiguration?.codeContent?.s3ContentLocation;
  const { parallelismConfiguration: parallel, checkpointConfiguration: checkpoints } =
    changes.flinkApplicationConfiguration ?? {};
  const [bucket, ...key] = before.code.split('/');
  const typeOf = (given: { configurationType?: ConfigurationType } | undefined, was: boolean) =>
    given?.configurationType ? given.configurationType === 'CUSTOM' : was;
  const customParallelism = typeOf(parallel, before.customParallelism);
  const customCheckpoints = typeOf(checkpoints, before.customCheckpoints);
  // With the type DEFAULT the defaults hold, whatever else is said.
  const [p, c] = [customParallelism ? before : defaults, customCheckpoints ? before : defaults];
  const newP = customParallelism ? parallel : undefined;
  const newC = customCheckpoints ? checkpoints : undefined;
  return {
    code: location ? `${location.bucketARN ?? bucket}/${location.fileKey ?? key.join('/')}` : before.code,
    customParallelism,
    parallelism: newP?.parallelism ?? p.parallelism,
    parallelismPerKpu: newP?.parallelismPerKPU ?? p.parallelismPerKpu,
    autoScaling: newP?.autoScalingEnabled ?? p.autoScaling,
    customCheckpoints,
    checkpointing: newC?.checkpointingEnabled ?? c.checkpointing,
    checkpointInterval: newC?.checkpointInterval ?? c.checkpointInterval,
    checkpointPause: newC?.minPauseBetweenCheckpoints ?? c.checkpointPause,
    snapshots: changes.applicationSnapshotConfiguration?.snapshotsEnabled ?? before.snapshots,
  };
}

/** Throws where the application would need more KPUs than it can have. */
export function checkKpus({ parallelism, parallelismPerKpu }: ApplicationSettings, most: number): void {
  const needed = Math.ceil(parallelism / parallelismPerKpu);
  if (needed > most)
    throw flinkError(
      'LimitExceededException',
      `A parallelism of ${parallelism} needs ${needed} KPUs; the application can have ${most}.`,
    );
}
