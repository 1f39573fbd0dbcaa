import { badRequest, conflict, notFound } from './errors.ts';
import { Part } from './part.ts';
import { entries, flag, patched, text, type Patches } from './patch.ts';
import { resourceOf } from './resources.ts';
import type { ResourceRecord, RestApiState } from './rest-api.ts';
import type { Input, Method, MethodResponse, Output } from './schema.ts';

const VERBS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** The methods of resources, and what they declare of their requests and answers. */
export class Methods extends Part {
  putMethod(input: Input<'PutMethod'>): Output<'PutMethod'> {
    const { restApiId, resourceId, httpMethod, requestParameters, requestModels, ...rest } = input;
    const resource = resourceOf(this.gateway.apis.get(restApiId), resourceId);
    const api = this.api(restApiId);
    if (!VERBS.includes(httpMethod)) throw badRequest('Invalid HTTP Method specified.');
    if (resource.methods.has(httpMethod)) throw conflict('Method already exists for this resource');
    checkParameters(requestParameters);
    const method: Method = {
      httpMethod,
      authorizationType: rest.authorizationType.toUpperCase(),
      apiKeyRequired: rest.apiKeyRequired ?? false,
      ...(rest.authorizerId !== undefined && { authorizerId: rest.authorizerId }),
      ...(rest.authorizationScopes !== undefined && { authorizationScopes: rest.authorizationScopes }),
      ...(rest.operationName !== undefined && { operationName: rest.operationName }),
      ...(rest.requestValidatorId !== undefined && { requestValidatorId: rest.requestValidatorId }),
      ...(requestParameters !== undefined && { requestParameters }),
      ...(requestModels !== undefined && { requestModels }),
    };
    resource.methods.set(httpMethod, this.#checked(api, method));
    return method;
  }

  getMethod({ restApiId, resourceId, httpMethod }: Input<'GetMethod'>): Output<'GetMethod'> {
    return methodOf(resourceOf(this.gateway.apis.get(restApiId), resourceId), httpMethod);
  }

  updateMethod(input: Input<'UpdateMethod'>): Output<'UpdateMethod'> {
    const { restApiId, resourceId, httpMethod, patchOperations } = input;
    const resource = resourceOf(this.gateway.apis.get(restApiId), resourceId);
    const next = patched(methodOf(resource, httpMethod), patchOperations, METHOD);
    checkParameters(next.requestParameters);
    resource.methods.set(httpMethod, this.#checked(this.api(restApiId), next));
    return next;
  }

  deleteMethod({ restApiId, resourceId, httpMethod }: Input<'DeleteMethod'>): Output<'DeleteMethod'> {
    const resource = resourceOf(this.gateway.apis.get(restApiId), resourceId);
    methodOf(resource, httpMethod);
    resource.methods.delete(httpMethod);
    return {};
  }

  putMethodResponse(input: Input<'PutMethodResponse'>): Output<'PutMethodResponse'> {
    const { restApiId, resourceId, httpMethod, statusCode, responseParameters, responseModels } = input;
    const method = methodOf(resourceOf(this.gateway.apis.get(restApiId), resourceId), httpMethod);
    if (method.methodResponses?.[statusCode]) throw conflict('Response already exists for this resource');
    const response: MethodResponse = {
      statusCode,
      ...(responseParameters !== undefined && { responseParameters }),
      ...(responseModels !== undefined && { responseModels }),
    };
    this.#checkResponse(this.api(restApiId), response);
    method.methodResponses = { ...method.methodResponses, [statusCode]: response };
    return response;
  }

  getMethodResponse(input: Input<'GetMethodResponse'>): Output<'GetMethodResponse'> {
    return responseOf(this.#method(input), input.statusCode);
  }

  updateMethodResponse(input: Input<'UpdateMethodResponse'>): Output<'UpdateMethodResponse'> {
    const method = this.#method(input);
    const next = patched(responseOf(method, input.statusCode), input.patchOperations, RESPONSE);
    this.#checkResponse(this.api(input.restApiId), next);
    method.methodResponses = { ...method.methodResponses, [input.statusCode]: next };
    return next;
  }

  deleteMethodResponse(input: Input<'DeleteMethodResponse'>): Output<'DeleteMethodResponse'> {
    const method = this.#method(input);
    responseOf(method, input.statusCode);
    const { [input.statusCode]: _, ...rest } = method.methodResponses!;
    method.methodResponses = rest;
    return {};
  }

  #method({ restApiId, resourceId, httpMethod }: Input<'GetMethod'>): Method {
    return methodOf(resourceOf(this.gateway.apis.get(restApiId), resourceId), httpMethod);
  }

  #checked(api: RestApiState, method: Method): Method {
    const { authorizationType, authorizerId, requestValidatorId, requestModels } = method;
    const authorized = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
    if (!authorized && authorizationType !== 'NONE' && authorizationType !== 'AWS_IAM')
      throw badRequest('Invalid authorizationType specified');
    if (!authorized) delete method.authorizerId;
    else if (!api.authorizers.has(authorizerId ?? '')) throw badRequest('Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.'); // prettier-ignore
    if (requestValidatorId !== undefined && !api.validators.has(requestValidatorId))
      throw badRequest('Invalid Request Validator identifier specified');
    this.#checkModels(api, requestModels);
    return method;
  }

  #checkResponse(api: RestApiState, { responseParameters = {}, responseModels }: MethodResponse): void {
    for (const name of Object.keys(responseParameters))
      if (!/^method\.response\.header\.[^.\s]+$/.test(name)) throw badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${name}]`); // prettier-ignore
    this.#checkModels(api, responseModels);
  }

  #checkModels(api: RestApiState, models: Record<string, string> = {}): void {
    for (const name of Object.values(models))
      if (!api.models.has(name)) throw badRequest(`Invalid model identifier specified: ${name}`);
  }
}

/** A resource's method. Throws NotFoundException. */
export function methodOf(resource: ResourceRecord, httpMethod: string): Method {
  const found = resource.methods.get(httpMethod);
  if (!found) throw notFound('Invalid Method identifier specified');
  return found;
}

/** What a method declares of its answers of one status. Throws NotFoundException. */
function responseOf({ methodResponses = {} }: Method, statusCode: string): MethodResponse {
  const found = methodResponses[statusCode];
  if (!found) throw notFound('Invalid Response status code specified');
  return found;
}

const REQUEST_PARAMETER =
  /^method\.request\.(?:querystring|header|path|multivaluequerystring|multivalueheader)\.(.+)$/;

function checkParameters(parameters: Record<string, boolean> = {}): void {
  const names = Object.keys(parameters).map((parameter) => REQUEST_PARAMETER.exec(parameter)?.[1]);
  const wrong = Object.keys(parameters)[names.indexOf(undefined)];
  if (wrong !== undefined) throw badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${wrong}]`); // prettier-ignore
  if (new Set(names).size < names.length)
    throw badRequest('Parameter names must be unique across querystring, header and path');
}

const noParameter = () => notFound('Invalid parameter name specified');
const noContentType = () => notFound('Content-Type specified was not found');
const isTrue = (value: string) => value === 'true';

const METHOD: Patches<Method> = {
  '/authorizationType': text('authorizationType'),
  '/authorizerId': text('authorizerId'),
  '/apiKeyRequired': flag('apiKeyRequired'),
  '/operationName': text('operationName'),
  '/requestValidatorId': text('requestValidatorId'),
  '/requestParameters/*': entries('requestParameters', isTrue, noParameter),
  '/requestModels/*': entries('requestModels', (value) => value, noContentType),
  '/authorizationScopes': {
    ops: ['add', 'remove'],
    apply(record, { op, value }) {
      const others = (record.authorizationScopes ?? []).filter((scope) => scope !== value);
      record.authorizationScopes = op === 'add' ? [...others, value] : others;
    },
  },
};

const RESPONSE: Patches<MethodResponse> = {
  '/responseParameters/*': entries('responseParameters', isTrue, noParameter),
  '/responseModels/*': entries('responseModels', (value) => value, noContentType),
};
