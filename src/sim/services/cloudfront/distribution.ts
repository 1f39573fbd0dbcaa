import type { Metric } from '../../cloud/index.ts';
import { type Region, type World } from '../../cloud/index.ts';
import { endpointsOf } from '../../cloud/endpoints/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { edgeCity, regionData, type Coordinates } from '../../cloud/places/index.ts';
import { publicNamesOf } from '../../cloud/public-names.ts';
import { Reply, type Yieldable } from '../../kernel/index.ts';
import { Dispatch, refusal } from './dispatch.ts';
import { between, edgeNetworkOf, regionalPlace, type EdgeNetwork } from './edge-network.ts';
import type { Headers, Response } from './http.ts';
import type { Layers } from './layers.ts';
import { cloudFrontMetrics } from './metrics.ts';
import { exchange } from './origin.ts';
import { Origins, type Ask } from './origin-group.ts';
import { cloudFrontPrices } from './prices.ts';
import { behaviorsOf, readBehavior, readErrors, type DistributionConfig, type OriginConfig, type PolicyShelf, type ReadBehavior } from './read-config.ts'; // prettier-ignore
import type { Gatekeeper } from './signatures.ts';
import { behind, type Result, type Source } from './source.ts';

/** What a viewer asks of a distribution. */
export interface ViewerOptions {
  /** Where the viewer is: the code of a city's airport ('FRA'), a Region's code, or degrees. Default 'IAD', Ashburn. */
  readonly at?: string | Coordinates;
  /** Its country, for geographic restrictions. Default: that of the city. */
  readonly country?: string;
  /** Its IP address, for signed policies. Default 203.0.113.1. */
  readonly ip?: string;
  /** Default GET. */
  readonly method?: string;
  /** From the slash on, with a query string or without. Default '/'. */
  readonly path?: string;
  /** By name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default https. */
  readonly protocol?: 'http' | 'https';
  /** The domain name that it asks. Default: the distribution's own. */
  readonly host?: string;
  /** Of a request that brings something. */
  readonly body?: unknown;
}

/** What the viewer gets. */
export interface ViewerResponse {
  /** 200 and the like. */
  readonly status: number;
  /** By name in small letters; `x-cache`, `x-amz-cf-pop` and `age` are CloudFront's. */
  readonly headers: Headers;
  /** Whatever the origin put there. */
  readonly body: unknown;
  /** Bytes. */
  readonly size: number;
  /** `Hit`, `RefreshHit`, `Miss` or `Error`: what the point of presence did. */
  readonly result: Result;
  /** The code of the point of presence. */
  readonly pop: string;
  /** Seconds from the request to the response. */
  readonly seconds: number;
  /** Seconds since the origin gave or confirmed what is served. */
  readonly age: number;
}

/** A distribution at work, by its deployed configuration. */
export class Distribution {
  /** Its id: `E…`. */
  readonly id: string;
  /** Its ARN. */
  readonly arn: string;
  /** Its domain name: `d….cloudfront.net`. */
  readonly domainName: string;
  /** What its viewers have asked. */
  requests = 0;
  /** What has gone to its origins. */
  originRequests = 0;
  readonly #region: Region;
  readonly #network: EdgeNetwork;
  readonly #metrics: MetricSet<keyof typeof cloudFrontMetrics>;
  readonly #gate: Gatekeeper;
  readonly #shelf: PolicyShelf;
  #config: DistributionConfig;
  #dispatch: Dispatch;
  #behaviors: readonly ReadBehavior[] = [];

  /** Made by `CloudFront`. `region` is us-east-1. */
  constructor(
    region: Region,
    { id, arn, domainName }: { id: string; arn: string; domainName: string },
    config: DistributionConfig,
    shelf: PolicyShelf,
    gate: Gatekeeper,
  ) {
    // prettier-ignore
    this.id = id;
    this.arn = arn;
    this.domainName = domainName;
    this.#region = region;
    this.#network = edgeNetworkOf(region.world);
    this.#metrics = new MetricSet(region, cloudFrontMetrics, { DistributionId: id, Region: 'Global' });
    this.#shelf = shelf;
    this.#gate = gate;
    this.#config = config;
    this.#dispatch = this.#read();
  }

  /** @internal The points of presence have another configuration. */
  deploy(config: DistributionConfig): void {
    this.#config = config;
    this.#dispatch = this.#read();
  }

  /** One of its CloudWatch metrics, in us-east-1: `cloud.record(site.metric('Requests'))`. */
  metric(name: keyof typeof cloudFrontMetrics): Metric {
    return this.#metrics.get(name);
  }

  /** Asks as a viewer does. The reply settles with the response when it has come. */
  request(options: ViewerOptions = {}): Reply<ViewerResponse> {
    const { simulation } = this.#world;
    const {
      at = 'IAD',
      method = 'GET',
      path: target = '/',
      headers = {},
      protocol = 'https',
      body,
    } = options;
    const reply = new Reply<ViewerResponse>(simulation, `a response of ${this.domainName}`);
    const city = typeof at === 'string' ? edgeCity(at) : undefined;
    const place = city ?? (typeof at === 'string' ? regionData(at) : at);
    if (!place) throw new RangeError(`'${String(at)}' is no city or Region whose place is known.`);
    const pop = this.#network.popFor(place, this.#config.priceClass ?? 'PriceClass_All');
    // Nobody answers: the reply never settles.
    if (!pop) return reply;
    const begun = simulation.now;
    const way = between(place, pop) / 2;
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const viewer = {
      method,
      path: path === '/' && this.#config.defaultRootObject ? `/${this.#config.defaultRootObject}` : path,
      query: question < 0 ? '' : target.slice(question + 1),
      headers: new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      ...(body !== undefined && { body }),
    };
    const answer = (response: Response, result: Result): void => {
      this.#count(response, result, protocol);
      const { now } = simulation;
      const age = Math.max(0, now - response.at);
      const told = new Map(response.headers)
        .set('x-cache', `${result} from cloudfront`)
        .set('x-amz-cf-pop', `${pop.code}50-P1`);
      if (result === 'Hit') told.set('age', String(Math.floor(age)));
      simulation.schedule(way, () =>
        reply.resolve({
          status: response.status,
          headers: told,
          body: response.body,
          size: response.size,
          result,
          pop: pop.code,
          seconds: simulation.now - begun,
          age,
        }),
      );
    };
    simulation.schedule(way, () => {
      const url = `${protocol}://${options.host ?? this.domainName}${target}`;
      const denied = this.#denial(viewer.path, { country: options.country ?? city?.country, ip: options.ip ?? '203.0.113.1', url, protocol }); // prettier-ignore
      if (denied) return answer(denied, 'Error');
      const ask = (asked: typeof viewer, done: typeof answer) =>
        this.#dispatch.request(asked, this.#layers(asked.path, pop.code, pop), simulation.now, done);
      ask(viewer, (response, result) => {
        const page = this.#config.customErrorResponses?.items?.find(({ errorCode }) => errorCode === response.status); // prettier-ignore
        if (!page?.responsePagePath) return answer(response, result);
        ask(
          { ...viewer, method: 'GET', path: page.responsePagePath, query: '' },
          (found) =>
          answer(found.status === 200 ? { ...found, status: Number(page.responseCode ?? response.status) } : response, 'Error'), // prettier-ignore
        );
      });
    });
    return reply;
  }

  get #world(): World {
    return this.#region.world;
  }

  #read(): Dispatch {
    this.#behaviors = behaviorsOf(this.#config).map((one) => readBehavior(one, this.#shelf));
    const isS3 = this.#config.origins.items.every(({ s3OriginConfig }) => s3OriginConfig !== undefined);
    return new Dispatch({ domain: this.domainName, behaviors: this.#behaviors, errors: readErrors(this.#config, isS3) }); // prettier-ignore
  }

  /** Why a request gets no further than the point of presence: before any cache is asked. */
  #denial(
    path: string,
    {
      country,
      ip,
      url,
      protocol,
    }: { country: string | undefined; ip: string; url: string; protocol: string },
  ): Response | undefined {
    // prettier-ignore
    const { now, epochMillis } = this.#world.simulation;
    if (!this.#config.enabled) return refusal(403, now);
    const { restrictionType = 'none', items = [] } = this.#config.restrictions?.geoRestriction ?? {};
    if (restrictionType !== 'none' && items.includes(country ?? '') !== (restrictionType === 'whitelist'))
      return refusal(403, now);
    const behavior = this.#dispatch.behavior(path) as ReadBehavior | undefined;
    if (!behavior) return undefined;
    if (protocol === 'http' && behavior.viewerProtocolPolicy === 'https-only') return refusal(403, now);
    if (protocol === 'http' && behavior.viewerProtocolPolicy === 'redirect-to-https')
      return refusal(301, now, new Map([['location', url.replace('http:', 'https:')]]));
    if (behavior.keyGroups.length === 0) return undefined;
    const denial = this.#gate.denialOf(url, ip, epochMillis / 1000, behavior.keyGroups);
    return denial === undefined ? undefined : refusal(403, now, new Map([['x-denied', denial]]));
  }

  /** The caches and origins that a path's requests go through from a point of presence. */
  #layers(path: string, code: string, at: Coordinates): Layers {
    const behavior = this.#dispatch.behavior(path);
    const id = behavior?.targetOriginId;
    const group = this.#config.originGroups?.items?.find((one) => one.id === id);
    const ids = group ? group.members.items.map(({ originId }) => originId) : [id];
    const [first, second] = ids.map((one) => this.#config.origins.items.find((origin) => origin.id === one));
    const region = this.#network.regionFor(at);
    const shieldRegion = first?.originShield?.enabled ? first.originShield.originShieldRegion : undefined;
    const asking = shieldRegion ?? region;
    const after = (seconds: number, action: () => void) => this.#world.simulation.schedule(seconds, action);
    const wired = (source: Source, a: Coordinates | undefined, b: Coordinates | undefined) => behind(source, between(a, b), after); // prettier-ignore
    const origins = new Origins({
      primary: this.#ask(first!, asking),
      secondary: second && this.#ask(second, asking),
      failoverCodes: group?.failoverCriteria.statusCodes.items ?? [],
      cachesOptions: behavior?.cachesOptions ?? false,
    });
    const regional = wired(this.#network.regional(region), at, regionData(region));
    const shield = shieldRegion === undefined ? undefined : shieldRegion === region ? regional : wired(this.#network.regional(shieldRegion), regionData(region), regionData(shieldRegion)); // prettier-ignore
    const s3Region = first && s3RegionOf(first);
    return {
      pop: this.#network.pop(code),
      regional,
      regionalRegion: region,
      ...(shield && { shield }),
      origins: wired(origins, regionData(asking), this.#originPlace(first)),
      ...(s3Region !== undefined && { s3Region }),
    };
  }

  #originPlace(origin: OriginConfig | undefined): Coordinates | undefined {
    const region = origin && (s3RegionOf(origin) ?? this.#endpointOf(origin)?.place);
    return region === undefined ? undefined : regionData(region);
  }

  #endpointOf(origin: OriginConfig) {
    return endpointsOf(this.#world).at(this.#addressOf(origin));
  }

  /** Where an origin answers: at its own name, or at the address that the name leads to. */
  #addressOf({ domainName, customOriginConfig }: OriginConfig): string {
    const secure = customOriginConfig?.originProtocolPolicy === 'https-only';
    const port = secure ? customOriginConfig.httpsPort : (customOriginConfig?.httpPort ?? 80);
    const own = `${domainName}:${port}`;
    if (endpointsOf(this.#world).at(own)) return own;
    const [address] = publicNamesOf(this.#world).find(domainName)?.addresses('A') ?? [];
    return address === undefined ? own : `${address}:${port}`;
  }

  #ask(origin: OriginConfig, region: string): Ask {
    const { connectionAttempts, connectionTimeout, customOriginConfig, s3OriginConfig } = origin;
    const settings = {
      connectionAttempts,
      connectionTimeout,
      originReadTimeout: customOriginConfig?.originReadTimeout ?? s3OriginConfig?.originReadTimeout,
      isCustom: customOriginConfig !== undefined,
    };
    const world = this.#world;
    world.faults.lies(regionalPlace(region), region);
    return ({ sent, ifNoneMatch }, done) => {
      this.originRequests++;
      const headers = new Map(sent.headers);
      for (const { headerName, headerValue } of origin.customHeaders?.items ?? [])
        headers.set(headerName.toLowerCase(), headerValue);
      if (ifNoneMatch !== undefined) headers.set('if-none-match', ifNoneMatch);
      // The signature of an origin access control: who signed stands in for what it says.
      if (origin.originAccessControlId) headers.set('authorization', `AWS4-HMAC-SHA256 ${this.arn}`);
      const host = sent.headers.get('host') ?? origin.domainName;
      const path = `${origin.originPath ?? ''}${sent.path}`;
      const from = regionalPlace(region);
      const attempt = exchange(world, settings, from, this.#addressOf(origin), host, { ...sent, path, headers }); // prettier-ignore
      void world.simulation.process(function* (): Generator<Yieldable, void, never> {
        done(yield* attempt);
      }, `CloudFront asks ${origin.domainName}`);
    };
  }

  #count({ status, size }: Response, result: Result, protocol: 'http' | 'https'): void {
    this.requests++;
    const metrics = this.#metrics;
    metrics.count('Requests');
    metrics.count('BytesDownloaded', size);
    metrics.count('4xxErrorRate', status >= 400 && status < 500 ? 100 : 0);
    metrics.count('5xxErrorRate', status >= 500 ? 100 : 0);
    metrics.count('TotalErrorRate', status >= 400 ? 100 : 0);
    if (result !== 'Error') metrics.count('CacheHitRate', result === 'Hit' ? 100 : 0);
    const { meter } = this.#world;
    meter.usage(cloudFrontPrices[protocol]).add(1);
    meter.usage(cloudFrontPrices.data).add(size / 1_073_741_824);
  }
}

/** The Region of an S3 bucket, from its domain name. */
function s3RegionOf({ domainName }: OriginConfig): string | undefined {
  return /\.s3[.-]([a-z]+-[a-z-]+-\d)\.amazonaws\.com$/.exec(domainName)?.[1];
}
