import { sha256, utf8 } from '../../cloud/digest/index.ts';
import type { Output } from './schema.ts';

/** A version's configuration, with the defaults for what was not given. */
export interface Configuration {
  readonly runtime: string | undefined;
  readonly role: string;
  readonly handler: string | undefined;
  readonly description: string;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly codeSize: number;
  readonly codeSha256: string;
  readonly lastModified: Date;
  readonly revisionId: string;
  readonly architecture: 'x86_64' | 'arm64';
  /** MB. */
  readonly ephemeralStorage: number;
  /** Undefined where none were given. */
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly packageType: 'Zip' | 'Image';
  readonly imageUri: string | undefined;
  readonly imageConfig: Output<'CreateFunction'>['imageConfigResponse'];
  readonly deadLetterArn: string | undefined;
  readonly tracing: 'Active' | 'PassThrough';
  readonly snapStart: 'None' | 'PublishedVersions';
  readonly logging: {
    readonly logFormat: 'Text' | 'JSON';
    readonly applicationLogLevel?: string;
    readonly systemLogLevel?: string;
    readonly logGroup: string;
  };
  readonly vpc:
    | {
        readonly subnetIds: string[];
        readonly securityGroupIds: string[];
        readonly vpcId: string;
        readonly ipv6: boolean;
      }
    | undefined;
  readonly layers: readonly { readonly arn: string; readonly codeSize: number }[];
  readonly fileSystems: Output<'CreateFunction'>['fileSystemConfigs'];
  readonly kmsKeyArn: string | undefined;
}

/** What a version does just now. */
export interface Standing {
  readonly state: 'Pending' | 'Active' | 'Inactive' | 'Failed';
  readonly update: 'Successful' | 'InProgress' | undefined;
}

/** A version as AWS describes it. */
export function describe(
  name: string,
  arn: string,
  version: string,
  c: Configuration,
  { state, update }: Standing,
  partition: string,
  region: string,
): Output<'GetFunctionConfiguration'> {
  const { logging, vpc } = c;
  const zip = c.packageType === 'Zip';
  return {
    functionName: name,
    functionArn: arn,
    ...(zip && { runtime: c.runtime as never, handler: c.handler }),
    role: c.role,
    codeSize: c.codeSize,
    description: c.description,
    timeout: c.timeout,
    memorySize: c.memorySize,
    lastModified: c.lastModified.toISOString().replace('Z', '+0000'),
    codeSha256: c.codeSha256,
    version,
    ...(vpc && {
      vpcConfig: {
        subnetIds: vpc.subnetIds,
        securityGroupIds: vpc.securityGroupIds,
        vpcId: vpc.vpcId,
        ipv6AllowedForDualStack: vpc.ipv6,
      },
    }),
    ...(c.deadLetterArn !== undefined && { deadLetterConfig: { targetArn: c.deadLetterArn } }),
    ...(c.environment && { environment: { variables: { ...c.environment } } }),
    ...(c.kmsKeyArn !== undefined && { kmsKeyArn: c.kmsKeyArn }),
    tracingConfig: { mode: c.tracing },
    revisionId: c.revisionId,
    ...(c.layers.length > 0 && { layers: c.layers.map((layer) => ({ ...layer })) }),
    state,
    ...(state === 'Pending' && {
      stateReason: 'The function is being created.',
      stateReasonCode: 'Creating' as const,
    }),
    ...(state === 'Inactive' && { stateReason: 'The function is idle.', stateReasonCode: 'Idle' as const }),
    ...(update !== undefined && { lastUpdateStatus: update }),
    ...(update === 'InProgress' && {
      lastUpdateStatusReason: 'The function is being created.',
      lastUpdateStatusReasonCode: 'Creating' as never,
    }),
    ...(c.fileSystems && { fileSystemConfigs: c.fileSystems }),
    packageType: c.packageType,
    ...(c.imageConfig && { imageConfigResponse: c.imageConfig }),
    architectures: [c.architecture],
    ephemeralStorage: { size: c.ephemeralStorage },
    snapStart: {
      applyOn: c.snapStart,
      optimizationStatus: c.snapStart === 'PublishedVersions' && version !== '$LATEST' ? 'On' : 'Off',
    },
    ...(zip && {
      runtimeVersionConfig: {
        runtimeVersionArn: `arn:${partition}:lambda:${region}::runtime:${sha256(utf8(c.runtime ?? ''))}`,
      },
    }),
    loggingConfig: { ...logging } as never,
  };
}

/** What a list tells: not how the function stands. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export function listed(one: Output<'GetFunctionConfiguration'>): Output<'GetFunctionConfiguration'> {
  const left = { ...one };
  delete left.state;
  delete left.stateReason;
  delete left.stateReasonCode;
  delete left.lastUpdateStatus;
  delete left.lastUpdateStatusReason;
  delete left.lastUpdateStatusReasonCode;
  return left;
}
