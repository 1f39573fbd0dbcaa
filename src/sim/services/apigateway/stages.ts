import { within } from '../../cloud/index.ts';
import { badRequest, conflict, limitExceeded, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { entries, flag, numberOf, patched, text, type Patchable, type Patches } from './patch.ts';
import type { DeploymentState, RestApiState } from './rest-api.ts';
import { typeOf } from './rest-apis.ts';
import type { CanarySettings, Deployment, Input, MethodSetting, Output, Stage } from './schema.ts';
import { snapshotOf } from './snapshot.ts';
import { settingKey, StageState } from './stage.ts';

/** Deployments, and the stages that clients reach them by. */
export class Stages extends Part {
  createDeployment(input: Input<'CreateDeployment'>): Output<'CreateDeployment'> {
    const { restApiId, stageName, description, stageDescription, canarySettings, ...rest } = input;
    const api = this.api(restApiId);
    const { record } = api;
    if (typeOf(record) === 'PRIVATE' && record.policy === undefined) throw badRequest("Private REST API doesn't have a resource policy attached to it"); // prettier-ignore
    const deployment = this.#deploy(api, description);
    const deploymentId = deployment.record.id!;
    if (stageName === undefined) return deployment.record;
    const stage = api.stages.get(stageName);
    if (!stage) {
      const more = stageDescription === undefined ? {} : { description: stageDescription };
      this.create(api, { restApiId, stageName, deploymentId, ...rest, ...more });
    } else if (canarySettings) {
      stage.change({ ...stage.record, canarySettings: { useStageCache: false, percentTraffic: 0, ...canarySettings, deploymentId } }); // prettier-ignore
    } else {
      stage.change({
        ...stage.record,
        deploymentId,
        ...(rest.variables && { variables: rest.variables }),
        ...(stageDescription !== undefined && { description: stageDescription }),
      });
    }
    return deployment.record;
  }

  getDeployment({ restApiId, deploymentId, embed = [] }: Input<'GetDeployment'>): Output<'GetDeployment'> {
    const { record, snapshot } = deploymentOf(this.api(restApiId), deploymentId);
    if (!embed.includes('apisummary')) return record;
    const apiSummary: NonNullable<Deployment['apiSummary']> = {};
    for (const { resourcePath, target } of snapshot.tree.all()) {
      const { httpMethod, authorizationType, apiKeyRequired } = target.method;
      (apiSummary[resourcePath] ??= {})[httpMethod!] = {
        authorizationType: authorizationType!,
        apiKeyRequired: apiKeyRequired!,
      };
    }
    return { ...record, apiSummary };
  }

  getDeployments({ restApiId, ...paging }: Input<'GetDeployments'>): Output<'GetDeployments'> {
    const { deployments } = this.api(restApiId);
    return page(Array.from(deployments.values(), ({ record }) => record).reverse(), paging); // prettier-ignore
  }

  updateDeployment(input: Input<'UpdateDeployment'>): Output<'UpdateDeployment'> {
    const deployment = deploymentOf(this.api(input.restApiId), input.deploymentId);
    const patches: Patches<Deployment> = { '/description': text('description') };
    return (deployment.record = patched(deployment.record, input.patchOperations, patches));
  }

  deleteDeployment({ restApiId, deploymentId }: Input<'DeleteDeployment'>): Output<'DeleteDeployment'> {
    const api = this.api(restApiId);
    deploymentOf(api, deploymentId);
    for (const { record } of api.stages.values())
      if (record.deploymentId === deploymentId || record.canarySettings?.deploymentId === deploymentId)
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    api.deployments.delete(deploymentId);
    return {};
  }

  createStage(input: Input<'CreateStage'>): Output<'CreateStage'> {
    return this.create(this.api(input.restApiId), input).shown;
  }

  /** A new stage. */
  create(api: RestApiState, input: Input<'CreateStage'>): StageState {
    const { restApiId: _, stageName, deploymentId, canarySettings, variables, ...given } = input;
    if (!/^[a-zA-Z0-9_-]+$/.test(stageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
    if (api.stages.has(stageName)) throw conflict('Stage already exists');
    if (api.stages.size >= this.gateway.quota(limits.stages)) throw limitExceeded('Maximum number of stages reached for this API'); // prettier-ignore
    deploymentOf(api, deploymentId, () => badRequest('Deployment id does not exist'));
    if (canarySettings?.deploymentId !== undefined) deploymentOf(api, canarySettings.deploymentId, () => badRequest('Deployment id does not exist')); // prettier-ignore
    const now = this.gateway.date();
    const record: Stage = {
      stageName,
      deploymentId,
      ...given,
      cacheClusterEnabled: given.cacheClusterEnabled ?? false,
      ...(given.cacheClusterEnabled && { cacheClusterSize: given.cacheClusterSize ?? '0.5' }),
      methodSettings: {},
      ...(variables && Object.keys(variables).length > 0 && { variables }),
      ...(canarySettings && {
        canarySettings: { percentTraffic: 0, useStageCache: false, ...canarySettings },
      }),
      tracingEnabled: given.tracingEnabled ?? false,
      createdDate: now,
      lastUpdatedDate: now,
    };
    checkVariables(record);
    const stage = new StageState(this.gateway, api, record);
    api.stages.set(stageName, stage);
    return stage;
  }

  getStage({ restApiId, stageName }: Input<'GetStage'>): Output<'GetStage'> {
    return stageOf(this.api(restApiId), stageName).shown;
  }

  getStages({ restApiId, deploymentId }: Input<'GetStages'>): Output<'GetStages'> {
    const all = Array.from(this.api(restApiId).stages.values(), (stage) => stage.shown);
    return { item: all.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId) };
  }

  updateStage({ restApiId, stageName, patchOperations }: Input<'UpdateStage'>): Output<'UpdateStage'> {
    const api = this.api(restApiId);
    const stage = stageOf(api, stageName);
    const next = patched(stage.record, patchOperations, PATCHES);
    for (const id of [next.deploymentId, next.canarySettings?.deploymentId])
      if (id !== undefined) deploymentOf(api, id, () => badRequest('Deployment id does not exist'));
    checkVariables(next);
    if (next.cacheClusterEnabled) next.cacheClusterSize ??= '0.5';
    stage.change(next);
    return stage.shown;
  }

  deleteStage({ restApiId, stageName }: Input<'DeleteStage'>): Output<'DeleteStage'> {
    const api = this.api(restApiId);
    stageOf(api, stageName).close();
    api.stages.delete(stageName);
    return {};
  }

  flushStageCache({ restApiId, stageName }: Input<'FlushStageCache'>): Output<'FlushStageCache'> {
    stageOf(this.api(restApiId), stageName).flush();
    return {};
  }

  flushStageAuthorizersCache(
    input: Input<'FlushStageAuthorizersCache'>,
  ): Output<'FlushStageAuthorizersCache'> {
    stageOf(this.api(input.restApiId), input.stageName).authorizers.flush();
    return {};
  }

  #deploy(api: RestApiState, description: string | undefined): DeploymentState {
    const methods = [...api.resources.values()].flatMap((resource) => [...resource.methods.values()]);
    if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
    if (methods.some(({ methodIntegration }) => !methodIntegration)) throw badRequest('No integration defined for method'); // prettier-ignore
    const record: Deployment = {
      id: this.gateway.id(6),
      ...(description !== undefined && { description }),
      createdDate: this.gateway.date(),
    };
    const deployment = { record, snapshot: snapshotOf(api) };
    api.deployments.set(record.id!, deployment);
    return deployment;
  }
}

/** An API's stage of that name. Throws NotFoundException. */
export function stageOf(api: RestApiState, name: string): StageState {
  const found = api.stages.get(name);
  if (!found) throw notFound('Invalid stage identifier specified');
  return found;
}

const noDeployment = () => notFound('Invalid Deployment identifier specified');

function deploymentOf({ deployments }: RestApiState, id: string, missing = noDeployment): DeploymentState {
  const found = deployments.get(id);
  if (!found) throw missing();
  return found;
}

function checkVariables({ variables = {} }: Stage): void {
  const all = Object.entries(variables);
  if (all.length > limits.variables.max) throw badRequest('Stage variable limit exceeded');
  for (const [name, value] of all) {
    if (!within(limits.variableName, name.length) || !/^\w+$/.test(name)) throw badRequest(`Stage variable name is invalid: ${name}`); // prettier-ignore
    if (!within(limits.variableValue, value.length) || !/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) throw badRequest(`Stage variable value is invalid: ${value}. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.`); // prettier-ignore
  }
}

const CANARY: CanarySettings = { percentTraffic: 0, useStageCache: false };

/** What a stage's canary is made of; the first change makes the canary, of the stage's own deployment. */
function canary(apply: (settings: CanarySettings, value: string, key: string) => void): Patchable<Stage> {
  return {
    ops: ['replace', 'add', 'remove'],
    apply(record, { value, keys: [key = ''] }) {
      record.canarySettings ??= { ...CANARY, deploymentId: record.deploymentId! };
      apply(record.canarySettings, value, key);
    },
  };
}

/** What a method's settings begin with. */
const SETTING: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: limits.cacheTtl.default,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

function setting<K extends keyof MethodSetting>(
  name: K,
  read: (value: string) => MethodSetting[K],
): Patchable<Stage> {
  return {
    ops: ['replace'],
    apply(record, { keys: [path = '', verb = ''], value }) {
      const all = (record.methodSettings ??= {});
      const key = settingKey(path, verb);
      // What the stage sets for all methods caches GET alone.
      const notCached = key !== '*/*' && verb !== 'GET' && { cachingEnabled: false };
      all[key] = { ...(all[key] ?? { ...SETTING, ...all['*/*'], ...notCached }), [name]: read(value) };
    },
  };
}

const isTrue = (value: string) => value === 'true';
const same = (value: string) => value;

function ttl(value: string): number {
  const seconds = numberOf(value);
  if (!within(limits.cacheTtl, seconds)) throw badRequest(`Invalid cache TTL: ${value}`);
  return seconds;
}

const PATCHES: Patches<Stage> = {
  '/deploymentId': {
    ops: ['replace', 'copy'],
    apply(record, { op, value, from }) {
      if (op === 'copy' && from !== '/canarySettings/deploymentId')
        throw badRequest(`Invalid patch path ${from}`);
      record.deploymentId = op === 'copy' ? record.canarySettings!.deploymentId! : value;
    },
  },
  '/description': text('description'),
  '/variables': {
    ops: ['copy'],
    apply(record) {
      record.variables = { ...record.variables, ...record.canarySettings?.stageVariableOverrides };
    },
  },
  '/cacheClusterEnabled': flag('cacheClusterEnabled'),
  '/cacheClusterSize': text('cacheClusterSize') as Patchable<Stage>,
  '/tracingEnabled': flag('tracingEnabled'),
  '/canarySettings': { ops: ['remove'], apply: (record) => void delete record.canarySettings },
  '/canarySettings/deploymentId': canary((settings, value) => void (settings.deploymentId = value)),
  '/canarySettings/percentTraffic': canary(
    (settings, value) => void (settings.percentTraffic = numberOf(value)),
  ),
  '/canarySettings/useStageCache': canary((settings, value) => void (settings.useStageCache = isTrue(value))),
  '/canarySettings/stageVariableOverrides/*': canary((settings, value, key) => {
    settings.stageVariableOverrides = { ...settings.stageVariableOverrides, [key]: value };
  }),
  '/accessLogSettings/format': logs('format'),
  '/accessLogSettings/destinationArn': logs('destinationArn'),
  '/variables/*': entries('variables', same),
  '/*/*/metrics/enabled': setting('metricsEnabled', isTrue),
  '/*/*/logging/loglevel': setting('loggingLevel', same),
  '/*/*/logging/dataTrace': setting('dataTraceEnabled', isTrue),
  '/*/*/throttling/rateLimit': setting('throttlingRateLimit', numberOf),
  '/*/*/throttling/burstLimit': setting('throttlingBurstLimit', numberOf),
  '/*/*/caching/enabled': setting('cachingEnabled', isTrue),
  '/*/*/caching/ttlInSeconds': setting('cacheTtlInSeconds', ttl),
  '/*/*/caching/dataEncrypted': setting('cacheDataEncrypted', isTrue),
  '/*/*/caching/requireAuthorizationForCacheControl': setting('requireAuthorizationForCacheControl', isTrue),
  '/*/*/caching/unauthorizedCacheControlHeaderStrategy': setting('unauthorizedCacheControlHeaderStrategy', (value) => value as 'FAIL_WITH_403'), // prettier-ignore
  '/*/*': {
    ops: ['remove'],
    apply: (record, { keys: [path = '', verb = ''] }) =>
      void delete record.methodSettings?.[settingKey(path, verb)],
  },
};

function logs(name: 'format' | 'destinationArn'): Patchable<Stage> {
  return {
    ops: ['add', 'replace'],
    apply: (record, { value }) =>
      void (record.accessLogSettings = { ...record.accessLogSettings, [name]: value }),
  };
}
