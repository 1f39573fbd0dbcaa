import { NotModelled } from '../../cloud/index.ts';
import { badRequest } from './errors.ts';
import type { ResourceRecord, RestApiState } from './rest-api.ts';
import type {
  GatewayResponseType,
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
} from './schema.ts';

/* OpenAPI 2.0 and 3.0 with API Gateway's extensions: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */

type Json = Record<string, unknown>;

const EXTENSION = 'x-amazon-apigateway-';
const VERBS: Record<string, string> = {
  [`${EXTENSION}any-method`]: 'ANY',
  ...Object.fromEntries(['get', 'put', 'post', 'delete', 'patch', 'head', 'options'].map((verb) => [verb, verb.toUpperCase()])), // prettier-ignore
};

/**
 * Reads a definition into an API: over what is there, or instead of it. Answers warnings.
 *
 * @throws BadRequestException for what is no definition; NotModelled for YAML
 */
export function importInto(
  api: RestApiState,
  body: Uint8Array,
  mode: string,
  parameters: Readonly<Record<string, string>>,
  id: () => string,
): string[] {
  const text = new TextDecoder().decode(body);
  const definition = read(text);
  return new Importer(api, definition, id, parameters.basepath ?? 'ignore').run(mode === 'overwrite');
}

function read(text: string): Json {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch {
    if (/^\s*(?:#|openapi|swagger|info)/m.test(text) && !/^\s*\{/.test(text)) throw new NotModelled('Amazon API Gateway', 'definitions in YAML'); // prettier-ignore
    throw badRequest('Invalid OpenAPI input.');
  }
  if (!isObject(definition) || !isObject(definition.paths)) throw badRequest('Invalid OpenAPI input.');
  return definition;
}

class Importer {
  readonly #api: RestApiState;
  readonly #definition: Json;
  readonly #id: () => string;
  readonly #basePath: string;
  readonly #warnings: string[] = [];
  readonly #validators = new Map<string, string>();
  readonly #authorizers = new Map<string, { id: string; type: string }>();

  constructor(api: RestApiState, definition: Json, id: () => string, basePath: string) {
    this.#api = api;
    this.#definition = definition;
    this.#id = id;
    this.#basePath = basePath === 'prepend' ? basePathOf(definition) : '';
  }

  run(overwrite: boolean): string[] {
    const { record, resources, models, validators, responses, authorizers } = this.#api;
    const info = objectAt(this.#definition, 'info');
    if (overwrite) {
      const root = resources.get(record.rootResourceId!)!;
      root.methods.clear();
      resources.clear();
      resources.set(root.id, root);
      for (const each of [models, validators, responses, authorizers]) each.clear();
    }
    if (typeof info.title === 'string') record.name = info.title;
    if (typeof info.description === 'string') record.description = info.description;
    if (info.version !== undefined) record.version = String(info.version as string);
    const types = this.#definition[`${EXTENSION}binary-media-types`];
    const before = overwrite ? [] : (record.binaryMediaTypes ?? []);
    if (Array.isArray(types)) record.binaryMediaTypes = [...new Set([...before, ...(types as string[])])];
    else if (overwrite) delete record.binaryMediaTypes;
    const source = this.#definition[`${EXTENSION}api-key-source`];
    if (source === 'HEADER' || source === 'AUTHORIZER') record.apiKeySource = source;
    const policy = this.#definition[`${EXTENSION}policy`];
    if (policy !== undefined) record.policy = JSON.stringify(policy);
    this.#readModels();
    this.#readValidators();
    this.#readAuthorizers();
    this.#readResponses();
    for (const [path, item] of Object.entries(objectAt(this.#definition, 'paths')))
      this.#readPath(path, item as Json);
    return this.#warnings;
  }

  #readModels(): void {
    const { models, id } = this.#api;
    const all = { ...objectAt(this.#definition, 'definitions'), ...objectAt(objectAt(this.#definition, 'components'), 'schemas') }; // prettier-ignore
    for (const name of Object.keys(all).sort()) {
      const schema = all[name] as Json;
      const { description } = schema;
      models.set(name, {
        id: models.get(name)?.id ?? this.#id(),
        name,
        ...(typeof description === 'string' && { description }),
        contentType: 'application/json',
        schema: JSON.stringify(schema, (key, value: unknown) => {
          if (key === 'required' && Array.isArray(value)) return [...(value as string[])].sort();
          if (key !== '$ref' || typeof value !== 'string') return value;
          return `https://apigateway.amazonaws.com/restapis/${id}/models/${nameIn(value)}`;
        }),
      });
    }
  }

  #readValidators(): void {
    for (const [name, settings] of Object.entries(
      objectAt(this.#definition, `${EXTENSION}request-validators`),
    )) {
      const { validateRequestBody = false, validateRequestParameters = false } = settings as Record<
        string,
        boolean
      >;
      const id = this.#id();
      this.#validators.set(name, id);
      this.#api.validators.set(id, { id, name, validateRequestBody, validateRequestParameters });
    }
  }

  #readAuthorizers(): void {
    const schemes = { ...objectAt(this.#definition, 'securityDefinitions'), ...objectAt(objectAt(this.#definition, 'components'), 'securitySchemes') }; // prettier-ignore
    for (const [name, scheme] of Object.entries(schemes)) {
      const settings = (scheme as Json)[`${EXTENSION}authorizer`];
      const authType = (scheme as Json)[`${EXTENSION}authtype`];
      if (!isObject(settings)) continue;
      const type = String(settings.type as string).toUpperCase();
      const id = this.#id();
      this.#authorizers.set(name, { id, type });
      this.#api.authorizers.set(id, {
        id,
        name,
        ...(typeof authType === 'string' && { authType }),
        identitySource: `method.request.header.${String((scheme as Json).name ?? 'Authorization')}`,
        authorizerResultTtlInSeconds: 300,
        ...settings,
        type: type as 'TOKEN',
      });
    }
  }

  #readResponses(): void {
    for (const [type, response] of Object.entries(
      objectAt(this.#definition, `${EXTENSION}gateway-responses`),
    )) {
      const {
        statusCode,
        responseParameters = {},
        responseTemplates = {},
      } = response as Record<string, never>;
      this.#api.responses.set(type, {
        responseType: type as GatewayResponseType,
        ...(statusCode !== undefined && { statusCode: String(statusCode) }),
        responseParameters,
        responseTemplates,
        defaultResponse: false,
      });
    }
  }

  #readPath(path: string, item: Json): void {
    const resource = this.#resource(`${this.#basePath}${path}`);
    const shared = (item.parameters ?? []) as Json[];
    for (const [key, verb] of Object.entries(VERBS)) {
      const operation = item[key];
      if (isObject(operation)) resource.methods.set(verb, this.#method(operation, shared, verb, path));
    }
  }

  #resource(path: string): ResourceRecord {
    const { resources, record } = this.#api;
    let at = resources.get(record.rootResourceId!)!;
    for (const part of path.split('/').filter(Boolean)) {
      const children = [...resources.values()].filter(({ parentId }) => parentId === at.id);
      let next = children.find(({ pathPart }) => pathPart === part);
      if (!next) {
        const place = `${at.path === '/' ? '' : at.path}/${part}`;
        next = {
          id: this.#id().slice(0, 6),
          parentId: at.id,
          pathPart: part,
          path: place,
          methods: new Map(),
        };
        resources.set(next.id, next);
      }
      at = next;
    }
    return at;
  }

  #method(operation: Json, shared: readonly Json[], verb: string, path: string): Method {
    const method: Method = { httpMethod: verb, authorizationType: 'NONE', apiKeyRequired: false };
    const requestParameters: Record<string, boolean> = {};
    for (const { name, in: place, required = false, schema } of [
      ...shared,
      ...((operation.parameters ?? []) as Json[]),
    ]) {
      const where = ({ path: 'path', query: 'querystring', header: 'header' } as Record<string, string>)[
        place as string
      ];
      if (where !== undefined)
        requestParameters[`method.request.${where}.${String(name)}`] = required as boolean;
      if (place === 'body' && isObject(schema) && typeof schema.$ref === 'string')
        method.requestModels = { 'application/json': nameIn(schema.$ref) };
    }
    const bodies = modelsIn(objectAt(operation, 'requestBody'));
    if (Object.keys(bodies).length > 0) method.requestModels = bodies;
    if (Object.keys(requestParameters).length > 0) method.requestParameters = requestParameters;
    if (typeof operation.operationId === 'string') method.operationName = operation.operationId;
    this.#secure(method, (operation.security ?? this.#definition.security ?? []) as Json[]);
    const validator =
      operation[`${EXTENSION}request-validator`] ?? this.#definition[`${EXTENSION}request-validator`];
    const validatorId = this.#validators.get(validator as string);
    if (validatorId !== undefined) method.requestValidatorId = validatorId;
    method.methodResponses = methodResponses(objectAt(operation, 'responses'));
    const integration = operation[`${EXTENSION}integration`];
    if (isObject(integration)) method.methodIntegration = this.#integration(integration, verb, path);
    return method;
  }

  #secure(method: Method, security: readonly Json[]): void {
    for (const name of security.flatMap((each) => Object.keys(each))) {
      const authorizer = this.#authorizers.get(name);
      if (authorizer) {
        method.authorizationType = authorizer.type === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : 'CUSTOM';
        method.authorizerId = authorizer.id;
      } else if (/^(?:sigv4|aws_iam)$/i.test(name)) method.authorizationType = 'AWS_IAM';
      else method.apiKeyRequired = true;
    }
  }

  #integration(given: Json, verb: string, path: string): Integration {
    const { type, responses, requestParameters, passthroughBehavior, ...rest } = given;
    const mapped: Record<string, string> = {};
    for (const [name, value] of Object.entries((requestParameters ?? {}) as Json)) {
      if (typeof value === 'string') mapped[name] = value;
      else this.#warnings.push(`Invalid format for 'requestParameters'. Expected type string for property '${name}' of resource '${path}' and method '${verb}' but got '${String(value)}'`); // prettier-ignore
    }
    const answers = Object.entries((responses ?? {}) as Record<string, Json>).map(([pattern, response]) => {
      const { statusCode, ...others } = response;
      const one: IntegrationResponse = {
        statusCode: String(statusCode as string),
        ...(pattern !== 'default' && { selectionPattern: pattern }),
        ...(others as object),
      };
      return [String(statusCode as string), one] as const;
    });
    const mock = type === 'mock' || type === 'MOCK';
    const integration: Integration = {
      ...(rest as object),
      type: String(type as string).toUpperCase() as 'MOCK',
      passthroughBehavior: ((passthroughBehavior as string | undefined) ?? 'WHEN_NO_MATCH').toUpperCase(),
      timeoutInMillis: (rest.timeoutInMillis as number | undefined) ?? 29_000,
      cacheNamespace:
        (rest.cacheNamespace as string | undefined) ?? this.#resource(`${this.#basePath}${path}`).id,
      cacheKeyParameters: (rest.cacheKeyParameters as string[] | undefined) ?? [],
      ...(Object.keys(mapped).length > 0 && { requestParameters: mapped }),
      ...(answers.length > 0 && { integrationResponses: Object.fromEntries(answers) }),
    };
    if (mock) delete integration.httpMethod;
    return integration;
  }
}

function methodResponses(responses: Json): Record<string, MethodResponse> {
  const all: Record<string, MethodResponse> = {};
  for (const [statusCode, response] of Object.entries(responses as Record<string, Json>)) {
    const { headers = {}, schema } = response;
    const responseModels = isObject(schema) && typeof schema.$ref === 'string' ? { 'application/json': nameIn(schema.$ref) } : modelsIn(response); // prettier-ignore
    const parameters = Object.keys(headers as Json).map(
      (name) => [`method.response.header.${name}`, false] as const,
    );
    all[statusCode] = {
      statusCode,
      ...(parameters.length > 0 && { responseParameters: Object.fromEntries(parameters) }),
      ...(Object.keys(responseModels).length > 0 && { responseModels }),
    };
  }
  return all;
}

/** The models of a body or an answer of OpenAPI 3, by content type. */
function modelsIn({ content }: Json): Record<string, string> {
  const models: Record<string, string> = {};
  for (const [type, media] of Object.entries(isObject(content) ? content : {})) {
    const schema = (media as Json).schema;
    if (isObject(schema) && typeof schema.$ref === 'string') models[type] = nameIn(schema.$ref);
  }
  return models;
}

/** Where the API begins, by `basePath` of OpenAPI 2 or the first server of OpenAPI 3. */
function basePathOf({ basePath, servers }: Json): string {
  if (typeof basePath === 'string') return basePath.replace(/\/$/, '');
  const server = Array.isArray(servers) ? (servers[0] as Json) : {};
  const variable = objectAt(objectAt(server, 'variables'), 'basePath').default;
  const path = typeof variable === 'string' ? variable : String((server.url as string | undefined) ?? '').replace(/^https?:\/\/[^/]*/, ''); // prettier-ignore
  return path === '' || path === '/' ? '' : `/${path.replace(/^\/|\/$/g, '')}`;
}

const nameIn = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1);

function objectAt(object: Json, name: string): Json {
  const found = object[name];
  return isObject(found) ? found : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
