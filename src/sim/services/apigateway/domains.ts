import { selectMapping } from '../../cloud/gateway/route/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { HostAnswer, HostRequest } from '../../cloud/http/message.ts';
import type { Reply } from '../../kernel/index.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import { page, Part, type Context } from './part.ts';
import type { BasePathMapping, DomainName, Input, Output } from './schema.ts';
import { stageOf } from './stages.ts';

/** Serves a request at a stage: its path is the one behind the base. */
export type Serve = (apiId: string, stage: string, request: HostRequest) => Reply<HostAnswer>;

/** Custom domain names, and which of their paths lead to which API. Certificates and DNS are not modelled. */
export class Domains extends Part {
  readonly #serve: Serve;
  readonly #domains = new Map<string, { record: DomainName; mappings: Map<string, BasePathMapping> }>();

  /** Made by `ApiGateway`. */
  constructor(gateway: Context, serve: Serve) {
    super(gateway);
    this.#serve = serve;
  }

  createDomainName({ domainName, ...given }: Input<'CreateDomainName'>): Output<'CreateDomainName'> {
    const name = domainName.toLowerCase();
    if (this.#domains.has(name)) throw conflict('The domain name you provided already exists.');
    const { endpointConfiguration = { types: ['EDGE' as const] } } = given;
    const record: DomainName = {
      domainName: name,
      ...given,
      endpointConfiguration,
      domainNameStatus: 'AVAILABLE',
    };
    this.#domains.set(name, { record, mappings: new Map() });
    hostsOf(this.gateway.region.world).listen(name, (request) => this.#answer(name, request));
    return record;
  }

  getDomainName({ domainName }: Input<'GetDomainName'>): Output<'GetDomainName'> {
    return this.#get(domainName).record;
  }

  getDomainNames({ limit, position }: Input<'GetDomainNames'> = {}): Output<'GetDomainNames'> {
    return page(Array.from(this.#domains.values(), ({ record }) => record), { limit, position }); // prettier-ignore
  }

  deleteDomainName({ domainName }: Input<'DeleteDomainName'>): Output<'DeleteDomainName'> {
    this.#get(domainName);
    this.#domains.delete(domainName.toLowerCase());
    hostsOf(this.gateway.region.world).close(domainName);
    return {};
  }

  createBasePathMapping(input: Input<'CreateBasePathMapping'>): Output<'CreateBasePathMapping'> {
    const { domainName, restApiId, stage } = input;
    const { mappings } = this.#get(domainName);
    const api = this.api(restApiId);
    if (stage !== undefined) stageOf(api, stage);
    const basePath = keyOf(input.basePath);
    if (mappings.has(basePath)) throw conflict('Base path already exists for this domain name');
    const mapping: BasePathMapping = { basePath, restApiId, ...(stage !== undefined && { stage }) };
    mappings.set(basePath, mapping);
    return mapping;
  }

  getBasePathMapping({ domainName, basePath }: Input<'GetBasePathMapping'>): Output<'GetBasePathMapping'> {
    const found = this.#get(domainName).mappings.get(keyOf(basePath));
    if (!found) throw notFound('Invalid base path mapping identifier specified');
    return found;
  }

  getBasePathMappings({
    domainName,
    limit,
    position,
  }: Input<'GetBasePathMappings'>): Output<'GetBasePathMappings'> {
    return page([...this.#get(domainName).mappings.values()], { limit, position });
  }

  deleteBasePathMapping(input: Input<'DeleteBasePathMapping'>): Output<'DeleteBasePathMapping'> {
    this.getBasePathMapping(input);
    this.#get(input.domainName).mappings.delete(keyOf(input.basePath));
    return {};
  }

  #answer(name: string, request: HostRequest): Reply<HostAnswer> | HostAnswer {
    const mappings = [...this.#domains.get(name)!.mappings.values()].map((mapping) => ({
      basePath: mapping.basePath === NONE ? '' : mapping.basePath!,
      apiId: mapping.restApiId!,
      stage: mapping.stage ?? '',
    }));
    const found = selectMapping(request.path, mappings);
    if (!found) return FORBIDDEN;
    const { mapping, path } = found;
    // Without a stage of its own the mapping lets the path name it.
    const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
    const [stage, inside] = mapping.stage === '' ? [first, rest || '/'] : [mapping.stage, path];
    return this.#serve(mapping.apiId, stage, { ...request, path: inside });
  }

  #get(name: string) {
    const found = this.#domains.get(name.toLowerCase());
    if (!found) throw notFound('Invalid domain name identifier specified');
    return found;
  }
}

/** How the empty base path is spelt. */
const NONE = '(none)';

function keyOf(basePath = ''): string {
  if (basePath === '' || basePath === '/') return NONE;
  if (basePath.includes('/')) throw badRequest("API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2."); // prettier-ignore
  return basePath;
}

/** What API Gateway says where it knows no API or stage. */
export const FORBIDDEN: HostAnswer = {
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: '{"message":"Forbidden"}',
};
