import { withTags, withoutTags, type TagRules } from '../../cloud/tags.ts';
import { codeIn, isZip } from './code/package.ts';
import { listed } from './configuration.ts';
import { Code, configured } from './configure.ts';
import { conflict, functionNotFound, invalidParameter, lambdaError, violates } from './errors.ts';
import { LambdaFunction, type Account } from './function.ts';
import { lambdaLimits as limits } from './limits.ts';
import { functionArn } from './name.ts';
import { Part, refuseNotModelled } from './part.ts';
import type { Input, Output } from './schema.ts';

const RESOURCE =
  'arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)';

/** Functions: made, changed, read, tagged, taken away. */
export class Functions extends Part {
  createFunction(input: Input<'CreateFunction'>): Output<'CreateFunction'> {
    refuseNotModelled(
      input,
      'codeSigningConfigArn tenancyConfig capacityProviderConfig durableConfig publishTo',
    );
    const { name } = this.reference(input.functionName);
    if (name.length > limits.name.max)
      throw lambdaError(
        'InvalidParameterValueException',
        `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
      );
    const { functions } = this.account;
    const code = readCode(this.account, input.code, input.packageType);
    const configuration = configured(this.account, name, input, code);
    if (functions.has(name)) throw conflict(`Function already exist: ${name}`);
    const fn = new LambdaFunction(this.account, name, configuration, code.package);
    fn.tags = withTags(new Map(), Object.entries(input.tags ?? {}), TAG_RULES);
    functions.set(name, fn);
    const { creation, network } = this.account.model;
    const answer = fn.begin(configuration.vpc ? Math.max(creation, network) : creation);
    if (!input.publish) return answer;
    const version = fn.publish(undefined);
    return { ...answer, version: version.version };
  }

  getFunction({ functionName, qualifier }: Input<'GetFunction'>): Output<'GetFunction'> {
    const configuration = this.getFunctionConfiguration({
      functionName,
      ...(qualifier !== undefined && { qualifier }),
    });
    const fn = this.find(functionName);
    const { packageType, imageUri } = fn.latest.configuration;
    const { reserved } = fn.concurrency;
    const { region } = this;
    return {
      configuration,
      code:
        packageType === 'Image'
          ? {
              repositoryType: 'ECR',
              imageUri,
              resolvedImageUri: `${imageUri?.replace(/:[^:/]*$/, '')}@sha256:${configuration.codeSha256}`,
            }
          : {
              repositoryType: 'S3',
              location: `https://awslambda-${region.name}-tasks.s3.${region.name}.${region.domain}/snapshots/${region.account}/${fn.name}-${configuration.revisionId}`,
            },
      ...(fn.tags.size > 0 && { tags: Object.fromEntries(fn.tags) }),
      ...(reserved !== undefined && { concurrency: { reservedConcurrentExecutions: reserved } }),
    };
  }

  getFunctionConfiguration(input: Input<'GetFunctionConfiguration'>): Output<'GetFunctionConfiguration'> {
    const { name, qualifier } = this.reference(input.functionName, input.qualifier);
    const fn = this.byName(name, qualifier);
    fn.settle();
    return fn.describe(fn.find(qualifier).version, qualifier);
  }

  listFunctions(input: Input<'ListFunctions'> = {}): Output<'ListFunctions'> {
    refuseNotModelled(input, 'masterRegion');
    const all = [...this.account.functions.values()].flatMap((fn) => {
      fn.settle();
      const latest = fn.describe(fn.latest, '$LATEST');
      if (input.functionVersion !== 'ALL') return [fn.describe(fn.latest)];
      return [latest, ...[...fn.versions.values()].map((version) => fn.describe(version))];
    });
    const short = all.map(listed);
    const { page, nextMarker } = this.page(short, input);
    return { functions: page, ...(nextMarker !== undefined && { nextMarker }) };
  }

  deleteFunction(input: Input<'DeleteFunction'>): Output<'DeleteFunction'> {
    const { name, qualifier } = this.reference(input.functionName, input.qualifier);
    const fn = this.byName(name);
    if (qualifier === '$LATEST')
      throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    if (qualifier !== undefined) {
      const used = [...fn.aliases.values()].find(
        ({ routing, weights }) =>
          routing.version === qualifier || Object.keys(weights ?? {}).includes(qualifier),
      );
      if (used)
        throw conflict(
          `Cannot delete function version: ${fn.arn}:${qualifier} is used by alias: ${used.name}`,
        );
      fn.versions.get(qualifier)?.renew();
      fn.versions.delete(qualifier);
      return { statusCode: 204 };
    }
    fn.delete();
    this.account.functions.delete(name);
    return { statusCode: 204 };
  }

  updateFunctionCode(input: Input<'UpdateFunctionCode'>): Output<'UpdateFunctionCode'> {
    refuseNotModelled(input, 'publishTo');
    const fn = this.find(input.functionName);
    fn.checkChangeable();
    checkRevision(fn, input.revisionId);
    const before = fn.latest.configuration;
    const code = readCode(this.account, input, before.packageType);
    const [architecture = before.architecture] = input.architectures ?? [];
    const configuration = {
      ...before,
      codeSha256: code.sha256,
      codeSize: code.size,
      imageUri: code.imageUri,
      architecture,
      lastModified: this.date,
      revisionId: this.account.uuid(),
    };
    if (input.dryRun) return fn.describe(fn.latest);
    fn.change(this.account.model.update, configuration, code.package);
    const answer = fn.describe(fn.latest);
    if (!input.publish) return answer;
    fn.settle();
    const version = fn.publish(undefined);
    return { ...answer, version: version.version, functionArn: version.arn };
  }

  updateFunctionConfiguration(
    input: Input<'UpdateFunctionConfiguration'>,
  ): Output<'UpdateFunctionConfiguration'> {
    refuseNotModelled(input, 'capacityProviderConfig durableConfig');
    const fn = this.find(input.functionName);
    fn.checkChangeable();
    checkRevision(fn, input.revisionId);
    const { latest } = fn;
    const configuration = configured(this.account, fn.name, input, undefined, latest.configuration);
    const { update, network } = this.account.model;
    const seconds = input.vpcConfig && configuration.vpc ? Math.max(update, network) : update;
    fn.change(seconds, configuration, latest.code);
    return fn.describe(latest);
  }

  // ── Tags, recursion, the account ──────────────────────────────────────────────────────────────────────────────

  tagResource({ resource, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const fn = this.#tagged(resource);
    fn.tags = withTags(fn.tags, Object.entries(tags), TAG_RULES);
    return {};
  }

  untagResource({ resource, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const fn = this.#tagged(resource);
    fn.tags = withoutTags(fn.tags, tagKeys);
    return {};
  }

  listTags({ resource }: Input<'ListTags'>): Output<'ListTags'> {
    return { tags: Object.fromEntries(this.#tagged(resource).tags) };
  }

  getFunctionRecursionConfig(
    input: Input<'GetFunctionRecursionConfig'>,
  ): Output<'GetFunctionRecursionConfig'> {
    return { recursiveLoop: this.find(input.functionName).recursiveLoop };
  }

  putFunctionRecursionConfig(
    input: Input<'PutFunctionRecursionConfig'>,
  ): Output<'PutFunctionRecursionConfig'> {
    const fn = this.find(input.functionName);
    fn.recursiveLoop = input.recursiveLoop;
    return { recursiveLoop: fn.recursiveLoop };
  }

  getAccountSettings(): Output<'GetAccountSettings'> {
    const { admission, functions } = this.account;
    const sizes = [...functions.values()].flatMap((fn) => [fn.latest, ...fn.versions.values()]);
    return {
      accountLimit: {
        totalCodeSize: this.account.quota(limits.storage),
        codeSizeUnzipped: 262_144_000,
        codeSizeZipped: limits.zip.max,
        concurrentExecutions: admission.account.limit,
        unreservedConcurrentExecutions: admission.account.unreserved,
      },
      accountUsage: {
        totalCodeSize: sizes.reduce((sum, { configuration }) => sum + configuration.codeSize, 0),
        functionCount: functions.size,
      },
    };
  }

  #tagged(resource: string): LambdaFunction {
    if (!new RegExp(`^${RESOURCE}$`).test(resource))
      throw violates('resource', resource, `Member must satisfy regular expression pattern: ${RESOURCE}`);
    const { name, qualifier } = this.reference(resource);
    if (qualifier !== undefined)
      throw invalidParameter(
        'Tags on function aliases and versions are not supported. Please specify a function ARN.',
      );
    const fn = this.account.functions.get(name);
    if (!fn) throw functionNotFound(functionArn(this.region, name));
    return fn;
  }
}

function checkRevision(fn: LambdaFunction, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== fn.latest.configuration.revisionId)
    throw lambdaError(
      'PreconditionFailedException',
      'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId',
    );
}

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalidParameter(`The tag key ${key} is not valid.`),
  badValue: (value, key) => invalidParameter(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: (count) =>
    invalidParameter(`Number of tags exceeds resource tag limit: ${count} is more than ${limits.tags.max}.`),
};

/** What comes with CreateFunction and UpdateFunctionCode. */
function readCode(
  { ordinal, uuid }: Account,
  input: Input<'CreateFunction'>['code'],
  packageType: 'Zip' | 'Image' = 'Zip',
): Code {
  const { zipFile, s3Bucket, s3Key, imageUri } = input;
  if (packageType === 'Image') {
    if (imageUri === undefined)
      throw invalidParameter('Please provide ImageUri when updating a function with packageType Image.');
    return new Code(undefined, 0, imageUri, imageUri);
  }
  if (imageUri !== undefined)
    throw invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");
  if (zipFile) {
    if (zipFile.length === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
    if (zipFile.length > limits.zip.max)
      throw lambdaError(
        'RequestTooLargeException',
        `Zipped size must be smaller than ${limits.zip.max} bytes`,
      );
    if (!isZip(zipFile))
      throw invalidParameter(
        'Could not unzip uploaded file. Please check your file, then try to upload again.',
      );
    const held = codeIn(zipFile);
    return new Code(
      held,
      zipFile.length,
      held ? `code ${ordinal(held.load)}` : zipFile.subarray(0, 4096).join(),
    );
  }
  if (s3Bucket === undefined || s3Key === undefined)
    throw invalidParameter('Please provide a source for function code.');
  return new Code(undefined, 0, `${s3Bucket}/${s3Key}/${uuid()}`);
}
