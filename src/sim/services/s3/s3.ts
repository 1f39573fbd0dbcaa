import { NotModelled, type World } from '../../cloud/index.ts';
import { Service } from '../../tongue/service.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { Bucket } from './bucket.ts';
import { s3Error } from './errors.ts';
import { s3Limits } from './limits.ts';
import { greet, isGreeted, targetsIn } from './notification.ts';
import type { S3Object } from './object.ts';
import { isPublic, listenAsWebsite, websiteHost } from './website.ts';
import { policyIn } from '../../cloud/policy/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/** The buckets of each cloud: a name is taken for all accounts and Regions of a partition. */
const namespaces = new WeakMap<World, Map<string, Bucket>>();

/** Parameters without which a request means what the model does. */
const HARMLESS = [
  'expectedBucketOwner',
  'contentLength',
  'encodingType',
  'checksumAlgorithm',
  'checksumCRC32',
];

/**
 * Amazon S3 in one Region: buckets, objects, who is told of changes, and static websites. A bucket's policy decides what
 * strangers see of its website. Versions, multipart uploads, conditions and storage classes are not modelled.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
 */
export class S3 extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = s3Limits;
  static override readonly rules = {
    'PutObjectRequest.Key': { min: 1 },
    MaxKeys: { min: 0 },
  };

  /** A bucket of this account and Region: made, or found by its name. @throws InvalidBucketName, BucketAlreadyExists */
  bucket(name: string): Bucket {
    const known = this.#all.get(name);
    if (known?.region === this.region) return known;
    return this.#create(name);
  }

  createBucket(input: Input<'CreateBucket'>): Output<'CreateBucket'> {
    const { bucket: name, createBucketConfiguration: { locationConstraint } = {} } = input;
    this.#only(input, ['bucket', 'createBucketConfiguration']);
    const here = this.region.name === 'us-east-1' ? undefined : this.region.name;
    if (locationConstraint !== here)
      throw s3Error(
        'InvalidArgument',
        `The location constraint ${locationConstraint ?? 'unspecified'} is incompatible with the Region ${this.region.name}.`,
      );
    // In us-east-1 a bucket that one owns is made again without an error.
    const known = this.#all.get(name);
    if (!known || known.region !== this.region || here !== undefined) this.#create(name);
    return { location: `/${name}` };
  }

  deleteBucket({ bucket: name }: Input<'DeleteBucket'>): Output<'DeleteBucket'> {
    const bucket = this.#find(name);
    if (bucket.size > 0) throw s3Error('BucketNotEmpty');
    hostsOf(this.region.world).close(websiteHost(bucket));
    this.#all.delete(name);
    return {};
  }

  headBucket({ bucket: name }: Input<'HeadBucket'>): Output<'HeadBucket'> {
    const bucket = this.#all.get(name);
    if (!bucket) throw s3Error('NotFound');
    return { bucketRegion: bucket.region.name, bucketArn: bucket.arn };
  }

  listBuckets({ prefix = '', ...input }: Input<'ListBuckets'> = {}): Output<'ListBuckets'> {
    this.#only(input, []);
    const own = [...this.#all.values()].filter(({ region, name }) => {
      return region.account === this.region.account && name.startsWith(prefix);
    });
    const buckets = own.map(({ name, created, region }) => ({
      name,
      creationDate: created,
      bucketRegion: region.name,
    }));
    return { buckets: buckets.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  putObject(input: Input<'PutObject'>): Output<'PutObject'> {
    const { bucket, key, body = new Uint8Array(), contentType } = input;
    this.#only(input, ['bucket', 'key', 'body', 'contentType']);
    const { eTag } = this.#find(bucket).put(key, body, contentType);
    return { eTag };
  }

  getObject(input: Input<'GetObject'>): Output<'GetObject'> {
    this.#only(input, ['bucket', 'key', 'checksumMode']);
    const object = this.#find(input.bucket).get(input.key);
    return { body: object.body, ...headers(object) };
  }

  headObject(input: Input<'HeadObject'>): Output<'HeadObject'> {
    this.#only(input, ['bucket', 'key', 'checksumMode']);
    const bucket = this.#all.get(input.bucket);
    if (!bucket?.keys.includes(input.key)) throw s3Error('NotFound');
    return headers(bucket.get(input.key));
  }

  deleteObject(input: Input<'DeleteObject'>): Output<'DeleteObject'> {
    this.#only(input, ['bucket', 'key']);
    this.#find(input.bucket).delete(input.key);
    return {};
  }

  listObjectsV2(input: Input<'ListObjectsV2'>): Output<'ListObjectsV2'> {
    const { bucket: name, prefix, delimiter, maxKeys, startAfter, continuationToken } = input;
    this.#only(input, [
      'bucket',
      'prefix',
      'delimiter',
      'maxKeys',
      'startAfter',
      'continuationToken',
      'fetchOwner',
    ]);
    const bucket = this.#find(name);
    const listing = bucket.list({ prefix, delimiter, maxKeys, startAfter, continuationToken });
    const { keys, commonPrefixes, keyCount, nextContinuationToken } = listing;
    return {
      name,
      prefix: prefix ?? '',
      maxKeys: maxKeys ?? s3Limits.listed.default,
      keyCount,
      isTruncated: nextContinuationToken !== undefined,
      ...(keys.length > 0 && { contents: keys.map((key) => entryOf(bucket.get(key))) }),
      ...(commonPrefixes.length > 0 && { commonPrefixes: commonPrefixes.map((one) => ({ prefix: one })) }),
      ...(delimiter !== undefined && { delimiter }),
      ...(nextContinuationToken !== undefined && { nextContinuationToken }),
    };
  }

  listObjects(input: Input<'ListObjects'>): Output<'ListObjects'> {
    const { bucket: name, prefix, delimiter, maxKeys, marker } = input;
    this.#only(input, ['bucket', 'prefix', 'delimiter', 'maxKeys', 'marker']);
    const bucket = this.#find(name);
    const { keys, commonPrefixes, nextContinuationToken } = bucket.list({
      prefix,
      delimiter,
      maxKeys,
      startAfter: marker,
    });
    return {
      name,
      prefix: prefix ?? '',
      marker: marker ?? '',
      maxKeys: maxKeys ?? s3Limits.listed.default,
      isTruncated: nextContinuationToken !== undefined,
      ...(keys.length > 0 && { contents: keys.map((key) => entryOf(bucket.get(key))) }),
      ...(commonPrefixes.length > 0 && { commonPrefixes: commonPrefixes.map((one) => ({ prefix: one })) }),
    };
  }

  putBucketNotificationConfiguration(
    input: Input<'PutBucketNotificationConfiguration'>,
  ): Reply<Output<'PutBucketNotificationConfiguration'>> {
    const { bucket: name, notificationConfiguration: configuration, skipDestinationValidation } = input;
    const bucket = this.#find(name);
    const targets = targetsIn(configuration, () => this.uuid());
    const events = configuration.eventBridgeConfiguration
      ? [{ id: 'events', arn: 'events', events: [], prefix: '', suffix: '' }]
      : [];
    const greeted = skipDestinationValidation ? [] : targets.filter(isGreeted);
    return this.simulation.process(function* (): Generator<Yieldable, Record<never, never>, never> {
      for (const target of greeted) {
        const took = yield* greet(bucket, target);
        if (!took)
          throw s3Error('InvalidArgument', 'Unable to validate the following destination configurations');
      }
      bucket.targets = [...targets, ...events];
      return {};
    }, 'PutBucketNotificationConfiguration');
  }

  getBucketNotificationConfiguration(
    input: Input<'GetBucketNotificationConfiguration'>,
  ): Output<'GetBucketNotificationConfiguration'> {
    const { targets } = this.#find(input.bucket);
    const of = (service: string) =>
      targets
        .filter(({ arn }) => arn.split(':')[2] === service)
        .map(({ id, arn, events, prefix, suffix }) => {
          const rules = [
            { name: 'prefix', value: prefix },
            { name: 'suffix', value: suffix },
          ].filter(({ value }) => value !== '');
          return {
            arn,
            id,
            events: [...events] as never[],
            ...(rules.length > 0 && { filter: { key: { filterRules: rules } } }),
          };
        });
    const [queues, topics, functions] = [of('sqs'), of('sns'), of('lambda')];
    return {
      ...(queues.length > 0 && {
        queueConfigurations: queues.map(({ arn: queueArn, ...one }) => ({ queueArn, ...one })),
      }),
      ...(topics.length > 0 && {
        topicConfigurations: topics.map(({ arn: topicArn, ...one }) => ({ topicArn, ...one })),
      }),
      ...(functions.length > 0 && {
        lambdaFunctionConfigurations: functions.map(({ arn: lambdaFunctionArn, ...one }) => ({
          lambdaFunctionArn,
          ...one,
        })),
      }),
      ...(targets.some(({ arn }) => arn === 'events') && { eventBridgeConfiguration: {} }),
    };
  }

  /** @internal The policy of the bucket that an ARN is of, or of one of its objects. */
  override policyOf(arn: string): string | undefined {
    const [, name = ''] = /^arn:[^:]+:s3:::([^/]+)/.exec(arn) ?? [];
    return this.#all.get(name)?.policy;
  }

  // ── As a website ──────────────────────────────────────────────────────────────────────────────────────────────

  putBucketWebsite({
    bucket: name,
    websiteConfiguration: configuration,
  }: Input<'PutBucketWebsite'>): Output<'PutBucketWebsite'> {
    const { indexDocument, errorDocument, redirectAllRequestsTo, routingRules } = configuration;
    if (redirectAllRequestsTo ?? routingRules) throw new NotModelled(schema.title, 'redirects of a website');
    const index = indexDocument?.suffix;
    if (!index || index.includes('/'))
      throw s3Error('InvalidArgument', 'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty'); // prettier-ignore
    const bucket = this.#find(name);
    bucket.website = { index, error: errorDocument?.key };
    listenAsWebsite(bucket);
    return {};
  }

  getBucketWebsite({ bucket: name }: Input<'GetBucketWebsite'>): Output<'GetBucketWebsite'> {
    const { website } = this.#find(name);
    if (!website) throw s3Error('NoSuchWebsiteConfiguration');
    const { index, error } = website;
    return {
      indexDocument: { suffix: index },
      ...(error !== undefined && { errorDocument: { key: error } }),
    };
  }

  deleteBucketWebsite({ bucket: name }: Input<'DeleteBucketWebsite'>): Output<'DeleteBucketWebsite'> {
    this.#find(name).website = undefined;
    return {};
  }

  putBucketPolicy({ bucket: name, policy }: Input<'PutBucketPolicy'>): Output<'PutBucketPolicy'> {
    const bucket = this.#find(name);
    try {
      policyIn(policy, 'resource');
    } catch (error) {
      throw s3Error('MalformedPolicy', (error as Error).message);
    }
    if (bucket.publicAccess.blockPublicPolicy && isPublic(policy))
      throw s3Error('AccessDenied', 'Public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.'); // prettier-ignore
    bucket.policy = policy;
    return {};
  }

  getBucketPolicy({ bucket: name }: Input<'GetBucketPolicy'>): Output<'GetBucketPolicy'> {
    const { policy } = this.#find(name);
    if (policy === undefined) throw s3Error('NoSuchBucketPolicy');
    return { policy };
  }

  deleteBucketPolicy({ bucket: name }: Input<'DeleteBucketPolicy'>): Output<'DeleteBucketPolicy'> {
    this.#find(name).policy = undefined;
    return {};
  }

  putPublicAccessBlock({
    bucket: name,
    publicAccessBlockConfiguration: configuration,
  }: Input<'PutPublicAccessBlock'>): Output<'PutPublicAccessBlock'> {
    this.#find(name).publicAccess = { ...configuration };
    return {};
  }

  getPublicAccessBlock({ bucket: name }: Input<'GetPublicAccessBlock'>): Output<'GetPublicAccessBlock'> {
    const { publicAccess } = this.#find(name);
    if (Object.keys(publicAccess).length === 0) throw s3Error('NoSuchPublicAccessBlockConfiguration');
    return { publicAccessBlockConfiguration: publicAccess };
  }

  deletePublicAccessBlock({
    bucket: name,
  }: Input<'DeletePublicAccessBlock'>): Output<'DeletePublicAccessBlock'> {
    this.#find(name).publicAccess = {};
    return {};
  }

  get #all(): Map<string, Bucket> {
    const { world } = this.region;
    let all = namespaces.get(world);
    if (!all) namespaces.set(world, (all = new Map<string, Bucket>()));
    return all;
  }

  #create(name: string): Bucket {
    const { min, max } = s3Limits.bucketName;
    const fits = /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name) && name.length >= min && name.length <= max;
    if (!fits || name.includes('..')) throw s3Error('InvalidBucketName');
    const known = this.#all.get(name);
    if (known)
      throw s3Error(
        known.region.account === this.region.account ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists',
      );
    const bucket = new Bucket(this.region, name);
    this.#all.set(name, bucket);
    return bucket;
  }

  /** A bucket of any account and Region. */
  #find(name: string): Bucket {
    const bucket = this.#all.get(name);
    if (!bucket) throw s3Error('NoSuchBucket');
    if (!this.region.world.faults.isUp(bucket.arn)) throw s3Error('ServiceUnavailable');
    return bucket;
  }

  /** Throws NotModelled for a parameter that means something else than the model does. */
  #only(input: object, known: readonly string[]): void {
    for (const [name, value] of Object.entries(input))
      if (value !== undefined && !known.includes(name) && !HARMLESS.includes(name))
        throw new NotModelled(schema.title, name);
  }
}

const headers = ({ body, eTag, lastModified, contentType }: S3Object) => ({
  contentLength: body.length,
  eTag,
  lastModified,
  contentType,
});

const entryOf = ({ key, body, eTag, lastModified }: S3Object) => ({
  key,
  size: body.length,
  eTag,
  lastModified,
  storageClass: 'STANDARD' as const,
});
