import { AwsError, type Region } from '../../cloud/index.ts';
import { endpointsOf, type Endpoints } from '../../cloud/endpoints/index.ts';
import { controlPlaneRegion } from '../../cloud/places/index.ts';
import { camel } from '../../tongue/names.ts';
import { sentence, type Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import type { Distribution } from './distribution.ts';
import { DistributionsApi } from './distributions-api.ts';
import { edgeNetworkOf } from './edge-network.ts';
import { cloudFrontError } from './errors.ts';
import { cloudFrontLimits as limits } from './limits.ts';
import type { CloudFrontModel } from './model.ts';
import type { Context } from './part.ts';
import { PoliciesApi } from './policies-api.ts';
import { schema, type Input, type Methods } from './schema.ts';
import { configOf, type DistributionOptions } from './options.ts';
import { signUrl, type SignOptions } from './signatures.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [DistributionsApi, PoliciesApi];
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

/** The parts of each account, by its number: CloudFront is one service in all Regions. */
const accounts = new WeakMap<object, Map<string, Parts>>();

/**
 * Amazon CloudFront: copies near viewers. A global service: all Regions of a cloud see one. Its control plane stands in
 * us-east-1; points of presence answer without it.
 *
 *     const site = cloud.cloudfront.distribution({ origin: 'shop.example.com' });
 *     const { status, result, seconds } = yield* site.request({ at: 'FRA', path: '/logo.png' });
 */
export interface CloudFront extends Pick<All<Parts>, keyof Methods> {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class CloudFront extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly refuse = (broken: readonly Violation[]): AwsError => cloudFrontError('InvalidArgument', sentence(broken)); // prettier-ignore
  readonly #parts: Parts;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const { world, account } = region;
    let known = accounts.get(world);
    if (!known) accounts.set(world, (known = new Map()));
    let parts = known.get(account);
    if (!parts) {
      const context: Context = {
        region: region.region('us-east-1'),
        random: this.random('ids'),
        uuid: () => this.uuid(),
        date: () => this.date,
        quota: (row) => this.quota(row),
        usage: (price) => this.usage(price),
      };
      const policies = new PoliciesApi(context);
      known.set(account, (parts = [new DistributionsApi(context, policies), policies]));
    }
    this.#parts = parts;
  }

  /** What AWS does not say, as parameters. */
  get model(): CloudFrontModel {
    return edgeNetworkOf(this.region.world).model;
  }

  /** Who answers at which address: origins listen there, by their domain names. */
  get endpoints(): Endpoints {
    return endpointsOf(this.region.world);
  }

  /** Makes a distribution and hands it out. */
  distribution(options: DistributionOptions): Distribution {
    const input: Input<'CreateDistribution'> = { distributionConfig: configOf(options, this.uuid(), (config) => this.createCachePolicy({ cachePolicyConfig: config }).cachePolicy!.id) }; // prettier-ignore
    return this.#parts[0].distribution(this.createDistribution(input).distribution!.id);
  }

  /** Drops the copies of these paths, in the time that an invalidation takes. */
  invalidate({ id }: Pick<Distribution, 'id'>, ...paths: readonly string[]): void {
    const invalidationBatch = {
      paths: { quantity: paths.length, items: [...paths] },
      callerReference: this.uuid(),
    };
    this.createInvalidation({ distributionId: id, invalidationBatch });
  }

  /** Signs a URL as the owner of a private key does. */
  sign(url: string, options: SignOptions): string {
    return signUrl(url, options);
  }

  /** @internal What an operation does: a part's method, where the control plane is up. */
  perform(operation: string, input: object): unknown {
    const name = camel(operation);
    const home = controlPlaneRegion('cloudfront', this.region.name);
    if (!this.region.world.faults.isControlPlaneUp('cloudfront', home))
      throw new AwsError(schema.serviceId, 'ServiceUnavailable', { status: 503, fault: 'server' }, 'CloudFront is unable to handle request.'); // prettier-ignore
    const part = this.#parts.find((one) => name in one) as unknown as Record<string, (input: object) => unknown>; // prettier-ignore
    return part[name]!(input);
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(CloudFront.prototype, camel(operation), {
        configurable: true,
        value(this: CloudFront, input: object) {
          return this.perform(operation, input);
        },
      });
  }
}
