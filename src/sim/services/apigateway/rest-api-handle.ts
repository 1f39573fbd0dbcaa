import type { Fetched, FetchOptions, Region } from '../../cloud/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { Reply } from '../../kernel/index.ts';
import type { ApiGatewayModel } from './model.ts';
import { typeOf } from './rest-apis.ts';
import { askFrom } from './ways-in.ts';
import type { CreateRestApiRequest, EndpointType, Input, Op, Output, PatchOperation, PutIntegrationRequest, PutIntegrationResponseRequest, PutMethodRequest } from './schema.ts'; // prettier-ignore

type Ids = 'restApiId' | 'resourceId' | 'httpMethod';

/** What stands behind a method: a function, a web server, a fixed answer, or any integration. */
export interface Route extends Partial<Omit<PutMethodRequest, Ids>> {
  /**
   * The name or ARN of a function that gets the whole request (AWS_PROXY). Its policy lets the API call it then, as the
   * console sees to it.
   */
  lambda?: string;
  /** Whether the function's policy is left as it is, as with the CLI. Default false. */
  unpermitted?: boolean;
  /** The URL of a web server that gets the whole request (HTTP_PROXY); `{name}` stands for a parameter of the path. */
  http?: string;
  /** The template of an answer with status 200 (MOCK). */
  mock?: string;
  /** Anything else: what PutIntegration takes. */
  integration?: Partial<Omit<PutIntegrationRequest, Ids>>;
  /** What is made of the back end's answers, by status: what PutIntegrationResponse takes. */
  responses?: Record<string, Partial<Omit<PutIntegrationResponseRequest, Ids | 'statusCode'>>>;
}

/** What stands behind each method and path: `'GET /pets/{id}'`. */
export type Routes = Readonly<Record<string, Route>>;

/** How `build` makes an API: what CreateRestApi takes, and the stage. */
export interface BuildOptions extends Partial<Omit<CreateRestApiRequest, 'name' | 'endpointConfiguration'>> {
  /** The stage that it is deployed to. Default `prod`. */
  stage?: string;
  /** Default REGIONAL. */
  endpoint?: EndpointType;
  /** Stage variables. */
  variables?: Record<string, string>;
}

/** What a reader asks of an API. */
export interface ApiRequest extends FetchOptions {
  /** The path behind the stage, with its query string. Default `/`. */
  path?: string;
  /** Default: the stage that was deployed last. */
  stage?: string;
  /**
   * Where the client is: an instance in a VPC, by its id, or a city or Region, by its code (`SYD`, `eu-central-1`). From a city or
   * Region the way takes time. Default: somewhere on the Internet, and the way takes none.
   */
  from?: string;
}

/** What a handle asks of its service. */
interface Gateway {
  readonly region: Region;
  readonly model: ApiGatewayModel;
  getRestApi(input: Input<'GetRestApi'>): Output<'GetRestApi'>;
  createDeployment(input: Input<'CreateDeployment'>): Output<'CreateDeployment'>;
  createResource(input: Input<'CreateResource'>): Output<'CreateResource'>;
  createRestApi(input: Input<'CreateRestApi'>): Output<'CreateRestApi'>;
  getResources(input: Input<'GetResources'>): Output<'GetResources'>;
  getStages(input: Input<'GetStages'>): Output<'GetStages'>;
  putIntegration(input: Input<'PutIntegration'>): Output<'PutIntegration'>;
  putIntegrationResponse(input: Input<'PutIntegrationResponse'>): Output<'PutIntegrationResponse'>;
  putMethod(input: Input<'PutMethod'>): Output<'PutMethod'>;
  putMethodResponse(input: Input<'PutMethodResponse'>): Output<'PutMethodResponse'>;
  updateStage(input: Input<'UpdateStage'>): Output<'UpdateStage'>;
}

/** A REST API, for short calls. */
export class RestApiHandle {
  /** The API's id. */
  readonly id: string;
  /** The stage that was deployed last. */
  stage = 'prod';
  readonly #gateway: Gateway;
  #permissions = 0;

  /** Made by `ApiGateway`. */
  constructor(gateway: Gateway, id: string) {
    this.#gateway = gateway;
    this.id = id;
    const [first] = gateway.getStages({ restApiId: id }).item ?? [];
    this.stage = first?.stageName ?? 'prod';
  }

  /** @internal */
  static build(gateway: Gateway, name: string, routes: Routes, options: BuildOptions): RestApiHandle {
    const { stage = 'prod', endpoint = 'REGIONAL', variables, ...rest } = options;
    const { id } = gateway.createRestApi({ name, endpointConfiguration: { types: [endpoint] }, ...rest });
    const api = new RestApiHandle(gateway, id!);
    for (const [key, route] of Object.entries(routes)) api.route(key, route);
    api.stage = stage;
    // Without a method there is nothing to deploy yet.
    if (Object.keys(routes).length > 0) api.deploy(stage, variables && { variables });
    return api;
  }

  /** The address of its last stage. */
  get url(): string {
    return this.urlOf(this.stage);
  }

  /** The ARN of all that it has at all stages, for policies. */
  get arn(): string {
    const { partition, name, account } = this.#gateway.region;
    return `arn:${partition}:execute-api:${name}:${account}:${this.id}`;
  }

  /** The address of a stage. */
  urlOf(stage: string): string {
    const { name, domain } = this.#gateway.region;
    return `https://${this.id}.execute-api.${name}.${domain}/${stage}`;
  }

  /** Asks the API, as a client on the Internet or in a VPC. */
  request({ path = '/', stage = this.stage, from, ...options }: ApiRequest = {}): Reply<Fetched> {
    const { region, model } = this.#gateway;
    const url = `${this.urlOf(stage)}${path}`;
    if (from === undefined) return hostsOf(region.world).fetch(url, options);
    const type = typeOf(this.#gateway.getRestApi({ restApiId: this.id }));
    const door = { region, type, handshakes: model.handshakes };
    return region.world.simulation.process(() => askFrom(door, from, url, options), `a request to ${url}`);
  }

  /** Adds a method. It reaches clients with the next deployment. */
  route(
    key: string,
    { lambda, unpermitted = false, http, mock, integration, responses, ...method }: Route,
  ): void {
    const [verb = '', path = ''] = key.split(' ');
    if (!path.startsWith('/'))
      throw new RangeError(`A route is a method and a path, 'GET /pets'; not '${key}'.`);
    const restApiId = this.id;
    const resourceId = this.resourceId(path);
    const ids = { restApiId, resourceId, httpMethod: verb };
    const names = [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => name!);
    const declared = Object.fromEntries(names.map((name) => [`method.request.path.${name}`, true]));
    const requestParameters = { ...declared, ...method.requestParameters };
    const some = Object.keys(requestParameters).length > 0;
    this.#gateway.putMethod({
      ...ids,
      authorizationType: 'NONE',
      ...method,
      ...(some && { requestParameters }),
    });
    const whole = integrationOf({ lambda, http, mock }, names, this.#gateway);
    this.#gateway.putIntegration({ ...ids, type: 'MOCK', ...whole, ...integration });
    if (lambda !== undefined && !unpermitted) this.#permit(lambda, resourceId);
    const answers =
      responses ?? (mock === undefined ? {} : { 200: { responseTemplates: { 'application/json': mock } } });
    for (const [statusCode, answer] of Object.entries(answers)) {
      const headers = Object.keys(answer.responseParameters ?? {}).map((name) => [name, false]);
      this.#gateway.putMethodResponse({ ...ids, statusCode, responseParameters: Object.fromEntries(headers) as Record<string, boolean> }); // prettier-ignore
      this.#gateway.putIntegrationResponse({ ...ids, statusCode, ...answer });
    }
  }

  /** Lets the API's methods call a function: a statement in the function's policy. */
  #permit(functionName: string, resourceId: string): void {
    const { region } = this.#gateway;
    const lambda = region.service('lambda') as { addPermission(input: object): unknown };
    const statementId = `api-${this.id}-${resourceId}-${++this.#permissions}`;
    const principal = 'apigateway.amazonaws.com';
    const sourceArn = `${this.arn}/*/*/*`;
    lambda.addPermission({
      functionName,
      statementId,
      action: 'lambda:InvokeFunction',
      principal,
      sourceArn,
    });
  }

  /** Deploys what the API is now to a stage; a stage that is not there is made. Answers the deployment's id. */
  deploy(
    stage = this.stage,
    more: {
      variables?: Record<string, string>;
      canarySettings?: {
        percentTraffic?: number;
        stageVariableOverrides?: Record<string, string>;
        useStageCache?: boolean;
      };
    } = {},
  ): string {
    const { id } = this.#gateway.createDeployment({ restApiId: this.id, stageName: stage, ...more });
    this.stage = stage;
    return id!;
  }

  /**
   * Changes settings of a stage, by the paths of UpdateStage.
   *
   *     api.set({ '/*​/*​/throttling/rateLimit': 10, '/*​/*​/throttling/burstLimit': 5 });
   */
  set(changes: Readonly<Record<string, string | number | boolean>>, stage = this.stage): void {
    const op: Op = 'replace';
    const patchOperations: PatchOperation[] = Object.entries(changes).map(([path, value]) => ({ op, path, value: String(value) })); // prettier-ignore
    this.#gateway.updateStage({ restApiId: this.id, stageName: stage, patchOperations });
  }

  /** The id of a resource, which is made where it is not there, as those above it are. */
  resourceId(path: string): string {
    const restApiId = this.id;
    const all: { id?: string; path?: string }[] = [];
    for (let position: string | undefined; ;) {
      const page = this.#gateway.getResources({
        restApiId,
        limit: 500,
        ...(position !== undefined && { position }),
      });
      all.push(...(page.items ?? []));
      position = page.position;
      if (position === undefined) break;
    }
    const ids = new Map(all.map((resource) => [resource.path!, resource.id!]));
    let at = '';
    let id = ids.get('/')!;
    for (const pathPart of path.split('/').filter(Boolean)) {
      at += `/${pathPart}`;
      id = ids.get(at) ?? this.#gateway.createResource({ restApiId, parentId: id, pathPart }).id!;
    }
    return id;
  }
}

function integrationOf(
  { lambda, http, mock }: Pick<Route, 'lambda' | 'http' | 'mock'>,
  names: readonly string[],
  { region }: Gateway,
): Partial<PutIntegrationRequest> {
  if (lambda !== undefined) {
    const arn = lambda.startsWith('arn:') ? lambda : region.arn('lambda', `function:${lambda}`);
    const uri = `arn:${region.partition}:apigateway:${region.name}:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri };
  }
  if (http !== undefined) {
    const inside = names.filter((name) => http.includes(`{${name}}`));
    const mapped = inside.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]);
    const requestParameters = Object.fromEntries(mapped) as Record<string, string>;
    return {
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: http,
      ...(inside.length > 0 && { requestParameters }),
    };
  }
  return mock === undefined
    ? {}
    : { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };
}
