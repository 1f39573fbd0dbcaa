import { AwsError, type Region } from '../../cloud/index.ts';
import { endpointsOf, type Endpoints } from '../../cloud/endpoints/index.ts';
import { controlPlaneRegion, type Coordinates } from '../../cloud/places/index.ts';
import { publicNamesOf } from '../../cloud/public-names.ts';
import { Reply } from '../../kernel/index.ts';
import { camel } from '../../tongue/names.ts';
import { sentence, type Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { CollectionsApi } from './collections-api.ts';
import { controlPlaneOf, type ControlPlane } from './control-plane.ts';
import { DnsResolver, type ResolverOptions } from './dns-resolver.ts';
import { route53Error } from './errors.ts';
import { ZoneHandle } from './handles.ts';
import type { HealthCheck } from './health-check.ts';
import { HealthChecksApi } from './health-checks-api.ts';
import { route53Limits as limits } from './limits.ts';
import type { Route53Model } from './model.ts';
import type { Context } from './part.ts';
import { route53Prices } from './prices.ts';
import { policyOf, readName, type RecordType, type ResourceRecordSet } from './records/index.ts';
import { RecordsApi } from './records-api.ts';
import { schema, type Input, type Methods } from './schema.ts';
import { recordOf, type RecordOptions, type Zone } from './zone.ts';
import { ZonesApi } from './zones-api.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [ZonesApi, RecordsApi, HealthChecksApi, CollectionsApi];
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

/** What `healthCheck` takes: AWS's configuration; of an endpoint by HTTP unless it says otherwise. */
export type HealthCheckOptions = Partial<Input<'CreateHealthCheck'>['healthCheckConfig']>;

/**
 * Amazon Route 53: hosted zones, records, routing policies and health checks. It is a global service: all Regions and
 * accounts of a cloud see one. Its control plane stands in us-east-1; what answers questions does not.
 *
 *     const zone = cloud.route53.zone('example.com');
 *     await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
 *     cloud.route53.resolver({ at: 'FRA' }).ask('www.example.com').values; // ['192.0.2.1']
 */
export interface Route53 extends Pick<All<Parts>, keyof Methods> {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class Route53 extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    TTL: limits.ttl,
    Weight: limits.weight,
    Bias: limits.bias,
    SetIdentifier: limits.setIdentifier,
    FailureThreshold: limits.failureThreshold,
    Port: limits.port,
    HealthThreshold: { min: 0, max: 256 },
    ChildHealthChecks: { max: limits.children.max },
    SearchString: limits.searchString,
    ResourcePath: limits.resourcePath,
    'CreateHostedZoneRequest.CallerReference': limits.callerReference,
    'CreateHealthCheckRequest.CallerReference': limits.checkReference,
    'CreateReusableDelegationSetRequest.CallerReference': limits.callerReference,
    Comment: limits.comment,
  };
  static override readonly refuse = (broken: readonly Violation[]): AwsError => route53Error('InvalidInput', sentence(broken)); // prettier-ignore
  readonly #plane: ControlPlane;
  readonly #zones: ZonesApi;
  readonly #records: RecordsApi;
  readonly #checks: HealthChecksApi;
  readonly #parts: Parts;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#plane = controlPlaneOf(region.world);
    const context: Context = {
      region,
      plane: this.#plane,
      random: this.random('ids'),
      uuid: () => this.uuid(),
      date: () => this.date,
      quota: (row) => this.quota(row),
      usage: (price) => this.usage(price),
    };
    this.#zones = new ZonesApi(context);
    this.#records = new RecordsApi(context, this.#zones);
    this.#checks = new HealthChecksApi(context);
    this.#parts = [this.#zones, this.#records, this.#checks, new CollectionsApi(context, this.#zones, this.#checks)]; // prettier-ignore
    this.#count();
  }

  /** What AWS does not say, as parameters. */
  get model(): Route53Model {
    return this.#plane.dns.model;
  }

  /** Who answers at which address, in all Regions: health checks ask there. */
  get endpoints(): Endpoints {
    return endpointsOf(this.region.world);
  }

  /** Makes a hosted zone: a public one, or with VPCs a private one. `account` data and ids are AWS's own. */
  zone(
    name: string,
    { vpcs = [], comment }: { vpcs?: readonly string[]; comment?: string } = {},
  ): ZoneHandle {
    const [first, ...rest] = vpcs.map((vpcId) => ({ vpcId, vpcRegion: this.region.name as 'us-east-1' }));
    const { hostedZone } = this.createHostedZone({
      name,
      callerReference: this.uuid(),
      ...(first && { vpc: first }),
      ...(comment !== undefined && { hostedZoneConfig: { comment } }),
    });
    for (const vpc of rest) this.associateVPCWithHostedZone({ hostedZoneId: hostedZone.id, vpc });
    return this.#handle(this.#zones.zone(hostedZone.id));
  }

  /** Makes a health check and hands it out: of an endpoint by HTTP, unless the configuration says otherwise. */
  healthCheck(config: HealthCheckOptions): HealthCheck {
    const callerReference = this.uuid();
    const { healthCheck } = this.createHealthCheck({
      callerReference,
      healthCheckConfig: { type: 'HTTP', ...config },
    });
    return this.#checks.check(healthCheck.id);
  }

  /** A resolver on the internet, or that of a VPC. */
  resolver(options: ResolverOptions = {}): DnsResolver {
    const { vpc } = options;
    const at: string | Coordinates | undefined =
      options.at ?? (vpc === undefined ? undefined : this.region.name);
    const seesPrivate = () => vpc !== undefined && this.#seesPrivateZones(vpc);
    return new DnsResolver(
      this.#plane.dns,
      { ...options, ...(at !== undefined && { at }) },
      { vpc, seesPrivate },
    );
  }

  /**
   * Tells the registry of a top-level domain where a domain's name servers are, as its registrar does when the NS records
   * are changed there. Without it a domain leads to its topmost public hosted zone.
   */
  delegate(domain: string, nameServers: readonly string[]): void {
    const name = readName(domain);
    this.#plane.dns.delegations.set(name, { domain: name, nameServers: nameServers.map(readName) });
  }

  /** @internal What an operation does: a part's method, where the control plane is up. */
  perform(operation: string, input: object): unknown {
    const name = camel(operation);
    const home = controlPlaneRegion('route53', this.region.name);
    if (!this.region.world.faults.isControlPlaneUp('route53', home))
      throw new AwsError(schema.serviceId, 'ServiceUnavailable', { status: 503, fault: 'server' }, 'Service is unable to handle request.'); // prettier-ignore
    const part = this.#parts.find((one) => name in one) as unknown as Record<string, (input: object) => unknown>; // prettier-ignore
    return part[name]!(input);
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(Route53.prototype, camel(operation), {
        configurable: true,
        value(this: Route53, input: object) {
          return this.perform(operation, input);
        },
      });
  }

  #handle(zone: Zone): ZoneHandle {
    const names = publicNamesOf(this.region.world);
    const aliasZone = (name: string) => names.find(name)?.hostedZoneId;
    const change = (action: 'CREATE' | 'UPSERT' | 'DELETE', set: ResourceRecordSet): Reply<void> => {
      const reply = new Reply<void>(this.simulation, `${action} of ${set.name}`);
      const { changeInfo } = this.changeResourceRecordSets({ hostedZoneId: zone.id, changeBatch: { changes: [{ action, resourceRecordSet: set }] } }); // prettier-ignore
      this.#zones.whenInSync(changeInfo.id, () => reply.resolve());
      return reply;
    };
    return new ZoneHandle({
      zone,
      change: (action, record: RecordOptions) => change(action, recordOf(zone, record, aliasZone)),
      remove: (name, type: RecordType, setIdentifier) => {
        const full = recordOf(zone, { name, type }, () => undefined).name;
        const set = zone.written
          .group(readName(full), type)
          .find((one) => one.setIdentifier === setIdentifier);
        return change('DELETE', set ?? recordOf(zone, { name, type, values: '192.0.2.1' }, () => undefined));
      },
    });
  }

  /** Both attributes of the VPC have to be set. hosted-zone-private-considerations.html */
  #seesPrivateZones(vpcId: string): boolean {
    const ec2 = this.region.service('ec2') as {
      describeVpcAttribute(input: object): { enableDnsSupport?: { value?: boolean }; enableDnsHostnames?: { value?: boolean } }; // prettier-ignore
    };
    const { enableDnsSupport } = ec2.describeVpcAttribute({ vpcId, attribute: 'enableDnsSupport' });
    const { enableDnsHostnames } = ec2.describeVpcAttribute({ vpcId, attribute: 'enableDnsHostnames' });
    return (enableDnsSupport?.value ?? false) && (enableDnsHostnames?.value ?? false);
  }

  /** Bills and counts what public zones answer, once for the whole cloud. Aliases to AWS resources cost nothing. */
  #count(): void {
    const { answered } = this.#plane.dns;
    if (answered.length > 0) return;
    answered.push(({ id }, { through }) => {
      const zone = this.#plane.zones.find(id);
      zone?.queries?.add(1);
      const last = through.at(-1);
      if (last?.aliasTarget && last.aliasTarget.hostedZoneId !== id) return;
      this.usage(priceOf(through)).add(1);
    });
  }
}

/** By the dearest policy on the way: ours, where several are on it; not found on a page of AWS's. */
function priceOf(through: readonly ResourceRecordSet[]) {
  const policies = new Set(through.map(policyOf));
  if (policies.has('ip-based')) return route53Prices.ipQueries;
  if (policies.has('geolocation') || policies.has('geoproximity')) return route53Prices.geoQueries;
  return policies.has('latency') ? route53Prices.latencyQueries : route53Prices.queries;
}
