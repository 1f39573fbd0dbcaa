import { endpointsOf } from '../../cloud/endpoints/index.ts';
import { edgeCity } from '../../cloud/places/index.ts';
import { publicNamesOf } from '../../cloud/public-names.ts';
import { Registry } from '../../cloud/registry.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { Distribution } from './distribution.ts';
import { edgeNetworkOf } from './edge-network.ts';
import { cloudFrontError } from './errors.ts';
import { invalidates, Invalidations } from './invalidation.ts';
import { cloudFrontLimits as limits } from './limits.ts';
import { listOf, newId, type Context } from './part.ts';
import type { PoliciesApi } from './policies-api.ts';
import { cloudFrontPrices } from './prices.ts';
import { behaviorsOf, checkConfig, readBehavior, type DistributionConfig } from './read-config.ts';
import type * as aws from './schema.ts';
import type { Input, Model, Output } from './schema.ts';
import { checkVersion } from './shelf.ts';

/** CloudFront's hosted zone, which aliases name. https://docs.aws.amazon.com/general/latest/gr/cf_region.html (checked 2026-11-28) */
const HOSTED_ZONE = 'Z2FDTNDATAQYW2';
/** Seconds for which the addresses of a distribution hold. */
const ADDRESS_TTL = 60;

/** A distribution as the control plane keeps it. */
interface DistributionRecord {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly distribution: Distribution;
  readonly invalidations: Registry<Model<aws.Invalidation>>;
  readonly active: Invalidations;
  config: DistributionConfig;
  etag: string;
  modified: Date;
  status: 'InProgress' | 'Deployed';
  tags: ReadonlyMap<string, string>;
}

/** Distributions and invalidations. */
export class DistributionsApi {
  readonly #context: Context;
  readonly #policies: PoliciesApi;
  readonly #all = new Registry<DistributionRecord>(() =>
    cloudFrontError('NoSuchDistribution', 'The specified distribution does not exist.'),
  );

  constructor(context: Context, policies: PoliciesApi) {
    this.#context = context;
    this.#policies = policies;
    policies.inUse = (id) =>
      this.#all.list().some(({ config }) => JSON.stringify(config).includes(`"${id}"`));
  }

  createDistribution({
    distributionConfig: config,
  }: Input<'CreateDistribution'>): Output<'CreateDistribution'> {
    const { region, random } = this.#context;
    const all = this.#all.list();
    if (all.some((one) => one.config.callerReference === config.callerReference))
      throw cloudFrontError('DistributionAlreadyExists', 'The caller reference that you are using to create a distribution is associated with another distribution.'); // prettier-ignore
    if (all.length >= this.#context.quota(limits.distributions))
      throw cloudFrontError('TooManyDistributions', 'The account has as many distributions as it can have.');
    this.#check(config, undefined);
    const id = newId(random, 'E');
    const arn = `arn:${region.partition}:cloudfront::${region.account}:distribution/${id}`;
    const domainName = `d${newId(random, '').toLowerCase()}.cloudfront.net`;
    const distribution = new Distribution(
      region,
      { id, arn, domainName },
      config,
      this.#policies,
      this.#policies,
    );
    const record: DistributionRecord = {
      id,
      arn,
      domainName,
      distribution,
      invalidations: new Registry<Model<aws.Invalidation>>(() =>
        cloudFrontError('NoSuchInvalidation', 'The specified invalidation does not exist.'),
      ),
      active: new Invalidations(),
      config,
      etag: newId(random, 'E'),
      modified: this.#context.date(),
      status: 'InProgress',
      tags: new Map(),
    };
    this.#all.add(id, record);
    this.#announce(record);
    this.#deploy(record, config);
    const location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${id}`;
    return { distribution: this.#described(record), location, eTag: record.etag };
  }

  getDistribution({ id }: Input<'GetDistribution'>): Output<'GetDistribution'> {
    const record = this.#all.get(id);
    return { distribution: this.#described(record), eTag: record.etag };
  }

  getDistributionConfig({ id }: Input<'GetDistributionConfig'>): Output<'GetDistributionConfig'> {
    const { config, etag } = this.#all.get(id);
    return { distributionConfig: config, eTag: etag };
  }

  updateDistribution(input: Input<'UpdateDistribution'>): Output<'UpdateDistribution'> {
    const record = this.#all.get(input.id);
    const { distributionConfig: config } = input;
    checkVersion(record, input.ifMatch);
    if (config.callerReference !== record.config.callerReference)
      throw cloudFrontError('IllegalUpdate', 'The update contains modifications that are not allowed.');
    this.#check(config, record.id);
    record.config = config;
    record.etag = newId(this.#context.random, 'E');
    record.modified = this.#context.date();
    this.#deploy(record, config);
    return { distribution: this.#described(record), eTag: record.etag };
  }

  deleteDistribution({ id, ifMatch }: Input<'DeleteDistribution'>): Output<'DeleteDistribution'> {
    const record = this.#all.get(id);
    checkVersion(record, ifMatch);
    if (record.config.enabled || record.status !== 'Deployed')
      throw cloudFrontError('DistributionNotDisabled', 'The distribution you are trying to delete has not been disabled.'); // prettier-ignore
    this.#all.remove(id);
    publicNamesOf(this.#context.region.world).delete(record.domainName);
    return {};
  }

  listDistributions({ marker, maxItems }: Input<'ListDistributions'> = {}): Output<'ListDistributions'> {
    const { page, list } = listOf(this.#all.list(), marker, maxItems);
    const empty = { quantity: 0 };
    const items = page.map(({ id, arn, status, modified, domainName, config, etag }) => ({
      ...{
        aliases: empty,
        cacheBehaviors: empty,
        customErrorResponses: empty,
        priceClass: 'PriceClass_All' as const,
      },
      ...{
        viewerCertificate: { cloudFrontDefaultCertificate: true },
        webACLId: '',
        httpVersion: 'http2' as const,
      },
      ...{
        restrictions: { geoRestriction: { restrictionType: 'none' as const, quantity: 0 } },
        isIPV6Enabled: false,
      },
      ...{ staging: false, ...config },
      ...{ id, arn, status, lastModifiedTime: modified, domainName, eTag: etag },
    }));
    return { distributionList: { ...list, items } } as unknown as Output<'ListDistributions'>;
  }

  // ── Invalidations ─────────────────────────────────────────────────────────────────────────────────────────────

  createInvalidation(input: Input<'CreateInvalidation'>): Output<'CreateInvalidation'> {
    const record = this.#all.get(input.distributionId);
    const { invalidationBatch: batch } = input;
    const paths = batch.paths.items ?? [];
    if (batch.paths.quantity !== paths.length)
      throw cloudFrontError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.'); // prettier-ignore
    const before = record.invalidations.list().find(({ invalidationBatch }) => invalidationBatch.callerReference === batch.callerReference); // prettier-ignore
    if (before) return { invalidation: before };
    const end = record.active.begin(paths);
    const id = newId(this.#context.random, 'I');
    const invalidation: Model<aws.Invalidation> = { id, status: 'InProgress', createTime: this.#context.date(), invalidationBatch: batch }; // prettier-ignore
    record.invalidations.add(id, invalidation);
    this.#context.usage(cloudFrontPrices.invalidations).add(paths.length);
    const network = edgeNetworkOf(this.#context.region.world);
    const told = { ...invalidation };
    this.#later(network.model.invalidation, () => {
      network.invalidate(invalidates(record.domainName, paths));
      invalidation.status = 'Completed';
      end();
    });
    return { invalidation: told, location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${record.id}/invalidation/${id}` }; // prettier-ignore
  }

  getInvalidation({ distributionId, id }: Input<'GetInvalidation'>): Output<'GetInvalidation'> {
    return { invalidation: this.#all.get(distributionId).invalidations.get(id) };
  }

  listInvalidations({
    distributionId,
    marker,
    maxItems,
  }: Input<'ListInvalidations'>): Output<'ListInvalidations'> {
    const { page, list } = listOf(
      this.#all.get(distributionId).invalidations.list().reverse(),
      marker,
      maxItems,
    );
    const items = page.map(({ id, createTime, status }) => ({ id, createTime, status }));
    return { invalidationList: { ...list, items } };
  }

  // ── Tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  tagResource({ resource, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const record = this.#tagged(resource);
    record.tags = withTags(record.tags, (tags.items ?? []).map(({ key, value = '' }) => [key, value] as const), TAG_RULES); // prettier-ignore
    return {};
  }

  untagResource({ resource, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const record = this.#tagged(resource);
    record.tags = withoutTags(record.tags, tagKeys.items ?? []);
    return {};
  }

  listTagsForResource({ resource }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: { items: [...this.#tagged(resource).tags].map(([key, value]) => ({ key, value })) } };
  }

  /** The distribution at work. */
  distribution(id: string): Distribution {
    return this.#all.get(id).distribution;
  }

  #tagged(arn: string): DistributionRecord {
    const found = this.#all.list().find((one) => one.arn === arn);
    if (!found) throw cloudFrontError('NoSuchResource', 'The specified resource does not exist.');
    return found;
  }

  #check(config: DistributionConfig, self: string | undefined): void {
    checkConfig(config);
    for (const behavior of behaviorsOf(config)) readBehavior(behavior, this.#policies);
    for (const { originAccessControlId } of config.origins.items)
      if (originAccessControlId) this.#policies.checkControl(originAccessControlId);
    const names = new Set(config.aliases?.items);
    for (const { id, config: other } of this.#all)
      if (id !== self && other.aliases?.items?.some((name) => names.has(name)))
        throw cloudFrontError('CNAMEAlreadyExists', 'One or more of the CNAMEs you provided are already associated with a different resource.'); // prettier-ignore
  }

  /** The points of presence have the configuration after the time of deployment; the first one at once, but it is told later. */
  #deploy(record: DistributionRecord, config: DistributionConfig): void {
    record.status = 'InProgress';
    const { model } = edgeNetworkOf(this.#context.region.world);
    this.#later(model.deployment, () => {
      if (record.config !== config) return;
      record.distribution.deploy(config);
      record.status = 'Deployed';
    });
  }

  /** Its name leads to an address at which it answers: requests from a city or Region, by the place's code. */
  #announce({ domainName, distribution }: DistributionRecord): void {
    const { world } = this.#context.region;
    const { random } = this.#context;
    let address: string;
    const endpoints = endpointsOf(world);
    do address = `198.51.100.${random.integer(1, 254)}`;
    while (endpoints.at(`${address}:443`));
    publicNamesOf(world).set(domainName, {
      hostedZoneId: HOSTED_ZONE,
      ttl: ADDRESS_TTL,
      addresses: (type) => (type === 'A' ? [address] : []),
      isHealthy: () => true,
    });
    for (const [port, protocol] of [
      [443, 'https'],
      [80, 'http'],
    ] as const)
      // prettier-ignore
      endpoints.listen(`${address}:${port}`, function* (request, from) {
        const { method = 'GET', path = '/', headers = new Map<string, string>(), host, body } = request;
        const at = edgeCity(from) ? { at: from } : {};
        const response = yield* distribution.request({ ...at, method, path, headers: Object.fromEntries(headers), protocol, host, body }); // prettier-ignore
        return { status: response.status, headers: response.headers, body: response.body };
      });
  }

  #later(seconds: number, action: () => void): void {
    if (seconds > 0) this.#context.region.world.simulation.schedule(seconds, action);
    else action();
  }

  #described({
    id,
    arn,
    status,
    modified,
    domainName,
    config,
    invalidations,
  }: DistributionRecord): Model<aws.Distribution> {
    // prettier-ignore
    const inProgressInvalidationBatches = invalidations.list().filter(({ status: one }) => one === 'InProgress').length; // prettier-ignore
    return { id, arn, status, lastModifiedTime: modified, inProgressInvalidationBatches, domainName, distributionConfig: config }; // prettier-ignore
  }
}

const invalidTag = (message: string) => cloudFrontError('InvalidTagging', message);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalidTag(`The tag key ${key} is not valid.`),
  badValue: (value, key) => invalidTag(`The value ${value} of the tag ${key} is not valid.`),
  tooMany: () => invalidTag(`A resource can have ${limits.tags.max} tags at most.`),
};
