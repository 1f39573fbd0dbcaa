import type { HttpResponse } from '../../cloud/gateway/payload/http.ts';
import { AuthorizerCache } from '../../cloud/gateway/authorize/index.ts';
import { canaryVariables, takesCanary } from '../../cloud/gateway/route/index.ts';
import type { Lasting, Price, Region, Usage } from '../../cloud/index.ts';
import { CREATION_TIME, ResponseCache, type CacheSettings } from './cache/index.ts';
import { cachePrices } from './prices.ts';
import type { CacheClusterStatus, CanarySettings, MethodSetting, Stage } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

const GIGABYTE = 1_073_741_824;

/** What a request meets at a stage: the deployment, and the variables that go with it. */
export interface Release {
  readonly snapshot: Snapshot;
  readonly variables: ReadonlyMap<string, string>;
  readonly cache: ResponseCache<HttpResponse> | undefined;
  readonly canary: boolean;
}

/** What a stage asks of the service. */
interface House {
  readonly region: Region;
  date(): Date;
  usage(price: Price): Usage;
}

/** What a stage asks of its API: the deployments, by id. */
interface Deployed {
  readonly deployments: ReadonlyMap<string, { readonly snapshot: Snapshot }>;
}

/** A stage: where clients reach a deployment. */
export class StageState {
  /** What AWS shows of it. */
  record: Stage;
  /** What its Lambda authorizers answered. */
  readonly authorizers = new AuthorizerCache<unknown>();
  readonly #gateway: House;
  readonly #api: Deployed;
  #cache: ResponseCache<HttpResponse> | undefined;
  #canaryCache: ResponseCache<HttpResponse> | undefined;
  #cacheReady = 0;
  #bill: Lasting | undefined;

  /** Made by `Stages`. */
  constructor(gateway: House, api: Deployed, record: Stage) {
    this.#gateway = gateway;
    this.#api = api;
    this.record = record;
    if (record.cacheClusterEnabled) this.#openCache();
  }

  /** It as AWS shows it. */
  get shown(): Stage {
    return { ...this.record, cacheClusterStatus: this.#cacheStatus };
  }

  /** Takes changes. */
  change(next: Stage): void {
    const { cacheClusterEnabled: on = false, cacheClusterSize: size } = this.record;
    this.record = { ...next, lastUpdatedDate: this.#gateway.date() };
    if (next.cacheClusterEnabled && (!on || next.cacheClusterSize !== size)) this.#openCache();
    if (!next.cacheClusterEnabled) this.#closeCache();
  }

  /** Empties its cache of answers. */
  flush(): void {
    this.#cache?.flush();
    this.#canaryCache?.flush();
  }

  /** It is gone. */
  close(): void {
    this.#closeCache();
  }

  /** The deployment that a request meets. */
  release(random: () => number): Release {
    const { deploymentId, variables = {}, canarySettings: canary } = this.record;
    const own = new Map(Object.entries(variables));
    const cache = this.#cacheStatus === 'AVAILABLE' ? this.#cache : undefined;
    if (canary && takesCanary(settingsOf(canary), random)) {
      const deployment = this.#api.deployments.get(canary.deploymentId ?? '');
      if (deployment)
        return {
          snapshot: deployment.snapshot,
          variables: canaryVariables(own, settingsOf(canary)),
          cache: canary.useStageCache ? cache : cache && (this.#canaryCache ??= this.#newCache()),
          canary: true,
        };
    }
    return {
      snapshot: this.#api.deployments.get(deploymentId!)!.snapshot,
      variables: own,
      cache,
      canary: false,
    };
  }

  /** A method's settings: what it has of its own goes before what the stage has for all. */
  settings(path: string, verb: string): MethodSetting {
    const { methodSettings = {} } = this.record;
    const key = settingKey(path, verb);
    return methodSettings[key] ?? methodSettings[key.slice(2)] ?? methodSettings['*/*'] ?? {};
  }

  /** How a method is cached. What the stage sets for all methods caches GET alone. */
  caching(path: string, verb: string): CacheSettings {
    const { methodSettings = {} } = this.record;
    const setting = this.settings(path, verb);
    const key = settingKey(path, verb);
    // Tools write the path of a resource below the root without its first slash.
    const own = methodSettings[key] !== undefined || methodSettings[key.slice(2)] !== undefined;
    const { cachingEnabled = false, ...rest } = setting;
    return { ...rest, cachingEnabled: cachingEnabled && (own || verb === 'GET') };
  }

  get #cacheStatus(): CacheClusterStatus {
    if (!this.#cache) return 'NOT_AVAILABLE';
    return this.#now < this.#cacheReady ? 'CREATE_IN_PROGRESS' : 'AVAILABLE';
  }

  get #now(): number {
    return this.#gateway.region.world.simulation.now;
  }

  #newCache(): ResponseCache<HttpResponse> {
    return new ResponseCache(Number(this.record.cacheClusterSize ?? '0.5') * GIGABYTE);
  }

  #openCache(): void {
    this.#cache = this.#newCache();
    this.#canaryCache = undefined;
    this.#cacheReady = this.#now + CREATION_TIME;
    this.#bill?.stop();
    const price = cachePrices[this.record.cacheClusterSize ?? '0.5'];
    this.#bill = this.#gateway.usage(price).start(1 / 3600, 60);
  }

  #closeCache(): void {
    this.#cache = this.#canaryCache = undefined;
    this.#bill?.stop();
    this.#bill = undefined;
  }
}

/** The key of a method's settings: `~1pets/GET`. */
export const settingKey = (path: string, verb: string): string => `${path.replaceAll('/', '~1')}/${verb}`;

function settingsOf({ percentTraffic = 0, stageVariableOverrides = {} }: CanarySettings) {
  return { percentTraffic, stageVariableOverrides: new Map(Object.entries(stageVariableOverrides)) };
}
