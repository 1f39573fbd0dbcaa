import { hostsOf } from '../../cloud/http/hosts.ts';
import { within } from '../../cloud/index.ts';
import { badRequest, limitExceeded } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { importInto } from './import.ts';
import { page, Part } from './part.ts';
import { flag, items, number, patched, text, type Patches } from './patch.ts';
import { closeName } from './public-name.ts';
import { resourcePolicy } from './resource-policy.ts';
import type { ResourceRecord, RestApiState } from './rest-api.ts';
import type { EndpointType, Input, Output, RestApi } from './schema.ts';

const QUOTAS = {
  EDGE: limits.edgeApis,
  REGIONAL: limits.regionalApis,
  PRIVATE: limits.privateApis,
} as const;

/** What API Gateway says where it lists one API or all. */
const TAGGED = { tags: {} };

/** REST APIs themselves. */
export class RestApis extends Part {
  createRestApi(input: Input<'CreateRestApi'>): Output<'CreateRestApi'> {
    return this.create(input).record;
  }

  /** A new API, with its root resource. */
  create(input: Input<'CreateRestApi'>): RestApiState {
    const { name, endpointConfiguration, cloneFrom, binaryMediaTypes, policy, ...rest } = input;
    if (name.trim() === '') throw badRequest('API name cannot be empty');
    const types = endpointConfiguration?.types ?? ['EDGE'];
    const type = types[0] ?? 'EDGE';
    const count = [...this.gateway.apis.values()].filter(({ record }) => typeOf(record) === type).length;
    if (!within(QUOTAS[type], count + 1))
      throw limitExceeded('Maximum number of APIs reached for this account');
    if (policy !== undefined) this.#checkPolicy(policy);
    const id = this.gateway.id();
    const root: ResourceRecord = { id: this.gateway.id(), path: '/', methods: new Map() };
    const record: RestApi = {
      id,
      name,
      ...(rest.description ? { description: rest.description } : {}),
      createdDate: this.gateway.date(),
      ...(rest.version !== undefined && { version: rest.version }),
      ...(binaryMediaTypes !== undefined && { binaryMediaTypes }),
      ...(rest.minimumCompressionSize !== undefined && {
        minimumCompressionSize: rest.minimumCompressionSize,
      }),
      apiKeySource: rest.apiKeySource ?? 'HEADER',
      endpointConfiguration: {
        types: [type],
        ipAddressType: endpointConfiguration?.ipAddressType ?? (type === 'PRIVATE' ? 'dualstack' : 'ipv4'),
        ...(endpointConfiguration?.vpcEndpointIds && {
          vpcEndpointIds: endpointConfiguration.vpcEndpointIds,
        }),
      },
      ...(policy !== undefined && { policy }),
      ...(rest.tags && Object.keys(rest.tags).length > 0 && { tags: rest.tags }),
      disableExecuteApiEndpoint: rest.disableExecuteApiEndpoint ?? false,
      rootResourceId: root.id,
    };
    const api: RestApiState = {
      id,
      record,
      resources: new Map([[root.id, root]]),
      models: new Map(),
      validators: new Map(),
      authorizers: new Map(),
      responses: new Map(),
      documentation: new Map(),
      deployments: new Map(),
      stages: new Map(),
    };
    for (const [model, schema] of Object.entries(MODELS)) {
      const description = `This is a default ${model.toLowerCase()} schema model`;
      const contentType = 'application/json';
      api.models.set(model, { id: this.gateway.id(6), name: model, description, contentType, schema });
    }
    if (cloneFrom !== undefined) this.#clone(this.api(cloneFrom), api);
    this.gateway.apis.set(id, api);
    return api;
  }

  getRestApi({ restApiId }: Input<'GetRestApi'>): Output<'GetRestApi'> {
    return { ...TAGGED, ...this.api(restApiId).record };
  }

  getRestApis(input: Input<'GetRestApis'> = {}): Output<'GetRestApis'> {
    return page(Array.from(this.gateway.apis.values(), ({ record }) => ({ ...record })), input); // prettier-ignore
  }

  updateRestApi({ restApiId, patchOperations }: Input<'UpdateRestApi'>): Output<'UpdateRestApi'> {
    const api = this.api(restApiId);
    const next = patched(api.record, patchOperations, PATCHES);
    if (next.policy !== undefined && next.policy !== api.record.policy) this.#checkPolicy(next.policy);
    api.record = next;
    return { ...TAGGED, ...next };
  }

  deleteRestApi({ restApiId }: Input<'DeleteRestApi'>): Output<'DeleteRestApi'> {
    const api = this.api(restApiId);
    for (const stage of api.stages.values()) stage.close();
    this.gateway.apis.delete(restApiId);
    const { region } = this.gateway;
    hostsOf(region.world).close(hostOf(restApiId, region));
    closeName(region, hostOf(restApiId, region));
    return {};
  }

  importRestApi({ body, failOnWarnings, parameters }: Input<'ImportRestApi'>): Output<'ImportRestApi'> {
    const types = [(parameters?.endpointConfigurationTypes as EndpointType | undefined) ?? 'EDGE'];
    const api = this.create({ name: 'imported', endpointConfiguration: { types } });
    try {
      this.#import(api, body, 'overwrite', failOnWarnings, parameters);
    } catch (error) {
      this.deleteRestApi({ restApiId: api.id });
      throw error;
    }
    return api.record;
  }

  putRestApi({
    restApiId,
    mode,
    body,
    failOnWarnings,
    parameters,
  }: Input<'PutRestApi'>): Output<'PutRestApi'> {
    const api = this.api(restApiId);
    const warnings = this.#import(api, body, mode ?? 'merge', failOnWarnings, parameters);
    return { ...TAGGED, ...api.record, ...(warnings.length > 0 && { warnings }) };
  }

  #import(
    api: RestApiState,
    body: Uint8Array,
    mode: string,
    failOnWarnings: boolean | undefined,
    parameters: Record<string, string> = {},
  ): string[] {
    // prettier-ignore
    const warnings = importInto(api, body, mode, parameters, () => this.gateway.id());
    if (failOnWarnings && warnings.length > 0)
      throw badRequest(`Warnings found during import: ${warnings.join('; ')}`);
    return warnings;
  }

  #clone(from: RestApiState, to: RestApiState): void {
    to.resources.clear();
    const ids = new Map(Array.from(from.resources.keys(), (id) => [id, this.gateway.id()]));
    for (const resource of from.resources.values()) {
      const { id, parentId, methods, ...rest } = resource;
      const parent = parentId === undefined ? {} : { parentId: ids.get(parentId)! };
      to.resources.set(ids.get(id)!, {
        ...rest,
        ...parent,
        id: ids.get(id)!,
        methods: structuredClone(methods),
      });
    }
    to.record.rootResourceId = ids.get(from.record.rootResourceId!)!;
    for (const [name, model] of from.models) to.models.set(name, { ...model });
    for (const [id, validator] of from.validators) to.validators.set(id, { ...validator });
    for (const [id, authorizer] of from.authorizers) to.authorizers.set(id, { ...authorizer });
    for (const [type, response] of from.responses) to.responses.set(type, structuredClone(response));
  }

  #checkPolicy(policy: string): void {
    if (!within(limits.policy, policy.length)) throw badRequest('Policy length is too large');
    try {
      resourcePolicy(policy);
    } catch {
      throw badRequest(
        'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
      );
    }
  }
}

const begin = (title: string) => `{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title" : "${title} Schema",
  "type" : "object"`;

/** The models that every API begins with. */
const MODELS = {
  Empty: `${begin('Empty')}\n}`,
  Error: `${begin('Error')},\n  "properties" : {\n    "message" : { "type" : "string" }\n  }\n}`,
};

/** EDGE, REGIONAL or PRIVATE. */
export const typeOf = ({ endpointConfiguration }: RestApi): EndpointType =>
  endpointConfiguration?.types?.[0] ?? 'EDGE';

/** The name at which an API answers. */
export const hostOf = (id: string, region: { name: string; domain: string }): string =>
  `${id}.execute-api.${region.name}.${region.domain}`;

const PATCHES: Patches<RestApi> = {
  '/name': text('name'),
  '/description': text('description', ['replace', 'remove']),
  '/policy': {
    ops: ['add', 'replace', 'remove'],
    apply(record, { op, value }) {
      if (op === 'remove' || value === '') delete record.policy;
      else record.policy = value;
    },
  },
  '/apiKeySource': {
    ops: ['replace', 'add'],
    apply(record, { value }) {
      if (value !== 'HEADER' && value !== 'AUTHORIZER') throw badRequest('Invalid apiKeySource');
      record.apiKeySource = value;
    },
  },
  '/minimumCompressionSize': number('minimumCompressionSize', ['replace', 'add', 'remove']),
  '/disableExecuteApiEndpoint': flag('disableExecuteApiEndpoint'),
  '/binaryMediaTypes/*': items('binaryMediaTypes'),
  '/endpointConfiguration/ipAddressType': {
    ops: ['replace'],
    apply(record, { value }) {
      if (value !== 'ipv4' && value !== 'dualstack')
        throw badRequest('ipAddressType must be either ipv4 or dualstack.');
      if (value === 'ipv4' && typeOf(record) === 'PRIVATE') throw badRequest('Only dualstack ipAddressType is supported for Private APIs.'); // prettier-ignore
      record.endpointConfiguration = { ...record.endpointConfiguration, ipAddressType: value };
    },
  },
  '/endpointConfiguration/types/*': {
    ops: ['add', 'remove', 'replace'],
    apply(record, { op, value }) {
      if (op !== 'replace')
        throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
      if (value !== 'EDGE' && value !== 'REGIONAL' && value !== 'PRIVATE') throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE'); // prettier-ignore
      const { ipAddressType } = record.endpointConfiguration!;
      record.endpointConfiguration = {
        types: [value],
        ipAddressType: value === 'PRIVATE' ? 'dualstack' : ipAddressType!,
      };
    },
  },
};
