import type { AwsError } from '../../cloud/index.ts';
import { sha256, utf8 } from '../../cloud/digest/index.ts';
import { base64 } from './base64.ts';
import type { FunctionPackage } from './code/package.ts';
import type { Configuration } from './configuration.ts';
import { invalidParameter } from './errors.ts';
import type { Account } from './function.ts';
import { layersOf } from './layers.ts';
import { lambdaLimits as limits } from './limits.ts';
import type { Input } from './schema.ts';

/** Code that came with a request. */
export class Code {
  readonly package: FunctionPackage | undefined;
  readonly size: number;
  readonly sha256: string;
  readonly imageUri: string | undefined;

  /** @param text what its digest is made of */
  constructor(held: FunctionPackage | undefined, size: number, text: string, imageUri?: string) {
    this.package = held;
    this.size = held ? SIZE : size;
    const digest = sha256(utf8(text));
    // An image's digest is shown as it is.
    this.sha256 = imageUri === undefined ? base64(digest) : digest;
    this.imageUri = imageUri;
  }
}

/** Bytes of a package that holds a function of the program: it has none of its own. */
const SIZE = 512;

const RUNTIMES =
  'nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2';

/** The error for a runtime that is none. */
export const unknownRuntime = (runtime: string): AwsError =>
  invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES}] or be a valid ARN`,
  );

type Settings = Partial<Omit<Input<'CreateFunction'>, 'code'>>;

/** A configuration as a request sets it, on top of what was there before. */
export function configured(
  account: Account,
  name: string,
  input: Settings,
  code: Code | undefined,
  before?: Configuration,
): Configuration {
  const { runtime, environment, layers, snapStart, vpcConfig } = input;
  const packageType = input.packageType ?? before?.packageType ?? 'Zip';
  if (!before && packageType === 'Zip' && (runtime === undefined || input.handler === undefined))
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  const variables = environment?.variables;
  if (variables) checkVariables(variables);
  if (layers && layers.length > limits.layers.max)
    throw invalidParameter(`Cannot reference more than ${limits.layers.max} layers.`);
  const logGroup = input.loggingConfig?.logGroup ?? before?.logging.logGroup ?? `/aws/lambda/${name}`;
  const applyOn = snapStart?.applyOn ?? before?.snapStart ?? 'None';
  const storage = input.ephemeralStorage?.size ?? before?.ephemeralStorage ?? limits.ephemeralStorage.default;
  if (applyOn === 'PublishedVersions') {
    const used = runtime ?? before?.runtime;
    if (used !== undefined && !/^(java(11|17|21|25)|python3\.1[2-9]|dotnet(8|10)|nodejs)/.test(used))
      throw invalidParameter(`${used} is not supported for SnapStart enabled functions.`);
    if (storage > limits.ephemeralStorage.min)
      throw invalidParameter(
        'SnapStart is not supported for functions with more than 512 MB of ephemeral storage.',
      );
  }
  const vpc = vpcConfig && attached(vpcConfig);
  return {
    runtime: runtime ?? before?.runtime,
    role: input.role ?? before!.role,
    handler: input.handler ?? before?.handler,
    description: input.description ?? before?.description ?? '',
    timeout: input.timeout ?? before?.timeout ?? limits.timeout.default,
    memorySize: input.memorySize ?? before?.memorySize ?? limits.memory.default,
    codeSize: code?.size ?? before!.codeSize,
    codeSha256: code?.sha256 ?? before!.codeSha256,
    lastModified: new Date(account.region.world.simulation.epochMillis),
    revisionId: account.uuid(),
    architecture: input.architectures?.[0] ?? before?.architecture ?? 'x86_64',
    ephemeralStorage: storage,
    environment: environment ? (variables ?? {}) : before?.environment,
    packageType,
    imageUri: code?.imageUri ?? before?.imageUri,
    imageConfig: !input.imageConfig
      ? before?.imageConfig
      : Object.keys(input.imageConfig).length > 0
        ? { imageConfig: input.imageConfig }
        : undefined,
    deadLetterArn: input.deadLetterConfig
      ? input.deadLetterConfig.targetArn || undefined
      : before?.deadLetterArn,
    tracing: input.tracingConfig?.mode ?? before?.tracing ?? 'PassThrough',
    snapStart: applyOn,
    logging: { ...logging(input, before), logGroup },
    vpc: vpcConfig ? vpc : before?.vpc,
    layers: layers ? layersOf(account, layers) : (before?.layers ?? []),
    fileSystems: input.fileSystemConfigs ?? before?.fileSystems,
    kmsKeyArn: input.kmsKeyArn ?? before?.kmsKeyArn,
  };
}

function logging({ loggingConfig: given = {} }: Settings, before?: Configuration) {
  const { logFormat = 'Text', applicationLogLevel, systemLogLevel } = { ...before?.logging, ...given };
  // Levels are for JSON only: it begins with INFO for both.
  if (logFormat === 'Text') return { logFormat };
  return {
    logFormat,
    applicationLogLevel: applicationLogLevel ?? 'INFO',
    systemLogLevel: systemLogLevel ?? 'INFO',
  };
}

/** Names that the runtime keeps for itself. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_DEFAULT_REGION|AWS_REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_FUNCTION_\w+|AWS_LAMBDA_LOG_\w+|AWS_LAMBDA_INITIALIZATION_TYPE|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_LAMBDA_RUNTIME_API|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((key) => RESERVED.test(key));
  if (reserved.length > 0)
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  const text = JSON.stringify(variables);
  if (utf8(text).length > limits.environment.max)
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${text}`,
    );
}

function attached(given: NonNullable<Input<'CreateFunction'>['vpcConfig']>): Configuration['vpc'] {
  const { subnetIds = [], securityGroupIds = [], ipv6AllowedForDualStack: ipv6 = false } = given;
  if (subnetIds.length === 0 && securityGroupIds.length === 0) return undefined;
  return { subnetIds, securityGroupIds, vpcId: 'vpc', ipv6 };
}
