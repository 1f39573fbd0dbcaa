import { NotModelled, parseArn } from '../../cloud/index.ts';
import { badRequest, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { readTemplate, TemplateError } from './mapping/index.ts';
import { methodOf } from './methods.ts';
import { Part } from './part.ts';
import { entries, items, number, patched, text, type Patches } from './patch.ts';
import { resourceOf } from './resources.ts';
import { STREAM_TIMEOUT, timeoutError } from './responses/index.ts';
import { typeOf } from './rest-apis.ts';
import type { Input, Integration, IntegrationResponse, Method, Output } from './schema.ts';

/** What is behind methods, and how requests and answers are mapped on the way. */
export class Integrations extends Part {
  putIntegration(input: Input<'PutIntegration'>): Output<'PutIntegration'> {
    const { restApiId, resourceId, httpMethod: _, integrationHttpMethod, ...given } = input;
    const method = this.#method(input);
    const mock = given.type === 'MOCK';
    const integration: Integration = {
      ...given,
      ...(integrationHttpMethod !== undefined && !mock && { httpMethod: integrationHttpMethod }),
      passthroughBehavior: given.passthroughBehavior ?? 'WHEN_NO_MATCH',
      timeoutInMillis: given.timeoutInMillis ?? limits.timeout.default,
      cacheNamespace: given.cacheNamespace ?? resourceId,
      cacheKeyParameters: given.cacheKeyParameters ?? [],
    };
    if (mock) delete integration.uri;
    this.#check(integration, method, restApiId);
    method.methodIntegration = integration;
    return integration;
  }

  getIntegration(input: Input<'GetIntegration'>): Output<'GetIntegration'> {
    return integrationOf(this.#method(input));
  }

  updateIntegration(input: Input<'UpdateIntegration'>): Output<'UpdateIntegration'> {
    const method = this.#method(input);
    const next = patched(integrationOf(method), input.patchOperations, INTEGRATION);
    this.#check(next, method, input.restApiId);
    method.methodIntegration = next;
    return next;
  }

  deleteIntegration(input: Input<'DeleteIntegration'>): Output<'DeleteIntegration'> {
    const method = this.#method(input);
    integrationOf(method);
    delete method.methodIntegration;
    return {};
  }

  putIntegrationResponse(input: Input<'PutIntegrationResponse'>): Output<'PutIntegrationResponse'> {
    const { restApiId: _a, resourceId: _b, httpMethod: _c, ...response } = input;
    const method = this.#method(input);
    const integration = integrationOf(method);
    this.#checkResponse(response, method);
    integration.integrationResponses = { ...integration.integrationResponses, [input.statusCode]: response };
    return response;
  }

  getIntegrationResponse(input: Input<'GetIntegrationResponse'>): Output<'GetIntegrationResponse'> {
    return responseOf(integrationOf(this.#method(input)), input.statusCode);
  }

  updateIntegrationResponse(input: Input<'UpdateIntegrationResponse'>): Output<'UpdateIntegrationResponse'> {
    const method = this.#method(input);
    const integration = integrationOf(method);
    const next = patched(responseOf(integration, input.statusCode), input.patchOperations, RESPONSE);
    this.#checkResponse(next, method);
    integration.integrationResponses = { ...integration.integrationResponses, [input.statusCode]: next };
    return next;
  }

  deleteIntegrationResponse(input: Input<'DeleteIntegrationResponse'>): Output<'DeleteIntegrationResponse'> {
    const integration = integrationOf(this.#method(input));
    responseOf(integration, input.statusCode);
    const { [input.statusCode]: _, ...rest } = integration.integrationResponses!;
    integration.integrationResponses = rest;
    return {};
  }

  #method({ restApiId, resourceId, httpMethod }: Input<'GetMethod'>): Method {
    return methodOf(resourceOf(this.gateway.apis.get(restApiId), resourceId), httpMethod);
  }

  #check(integration: Integration, { requestParameters = {} }: Method, restApiId: string): void {
    const {
      type,
      uri = '',
      httpMethod,
      timeoutInMillis,
      requestParameters: mapped = {},
      credentials,
    } = integration;
    if (type !== 'MOCK' && httpMethod === undefined) throw badRequest('Enumeration value for HttpMethod must be non-empty'); // prettier-ignore
    if (type === 'HTTP' || type === 'HTTP_PROXY') {
      if (!/^(?:https?:\/\/|\$\{stageVariables\.)/.test(uri)) throw badRequest('Invalid HTTP endpoint specified for URI'); // prettier-ignore
    } else if (type !== 'MOCK') checkAws(uri, credentials);
    if (integration.connectionType === 'VPC_LINK' && !integration.connectionId) throw badRequest('Connection id must be specified for VPC_LINK'); // prettier-ignore
    if (integration.integrationTarget !== undefined) throw new NotModelled('Amazon API Gateway', 'VPC links V2 of REST APIs (IntegrationTarget); VPC links to Network Load Balancers are'); // prettier-ignore
    const streams = integration.responseTransferMode === 'STREAM';
    if (streams && !type?.endsWith('_PROXY')) throw badRequest('Response transfer mode STREAM is supported only for HTTP_PROXY and AWS_PROXY integrations'); // prettier-ignore
    if (streams && type === 'AWS_PROXY') throw new NotModelled('Amazon API Gateway', 'response streaming of functions; that of HTTP_PROXY integrations is'); // prettier-ignore
    const raised = streams ? STREAM_TIMEOUT : this.gateway.quota(limits.timeout);
    const endpoint = streams ? 'REGIONAL' : typeOf(this.api(restApiId).record);
    const why = timeoutError(timeoutInMillis!, 'REST', endpoint, raised);
    if (why !== undefined) throw badRequest(why);
    checkTemplates(integration.requestTemplates);
    for (const source of Object.values(mapped))
      if (
        source.startsWith('method.request.') &&
        !source.startsWith('method.request.body') &&
        !declared(requestParameters, source)
      )
        // prettier-ignore
        throw wrongMapping(source);
    for (const name of integration.cacheKeyParameters ?? [])
      if (name.startsWith('method.request.') && !declared(requestParameters, name)) throw badRequest(`Invalid cache key parameter specified: ${name}`); // prettier-ignore
  }

  #checkResponse(
    { responseTemplates, responseParameters = {}, statusCode }: IntegrationResponse,
    { methodResponses = {} }: Method,
  ): void {
    // prettier-ignore
    checkTemplates(responseTemplates);
    for (const target of Object.keys(responseParameters))
      if (methodResponses[statusCode!]?.responseParameters?.[target] === undefined)
        throw wrongMapping(target);
  }
}

const wrongMapping = (name: string) =>
  badRequest(`Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${name}]`); // prettier-ignore

/** A parameter with many values is declared by its name as one with a single value. */
const declared = (parameters: Record<string, boolean>, name: string) =>
  parameters[name] !== undefined || parameters[name.replace('.multivalue', '.')] !== undefined;

function checkAws(uri: string, credentials: string | undefined): void {
  const arn = parseArn(uri);
  if (arn?.service !== 'apigateway') throw badRequest('Invalid ARN specified in the request');
  if (!/^(?:path|action)\//.test(arn.resource))
    throw badRequest('AWS ARN for integration must contain path or action');
  const isFunction = arn.account.split('.').at(-1) === 'lambda';
  if (!isFunction && credentials === undefined)
    throw badRequest('Role ARN must be specified for AWS integrations');
}

function checkTemplates(templates: Record<string, string> = {}): void {
  for (const [type, template] of Object.entries(templates)) {
    if (!/^[^/\s]+\/[^/\s]+/.test(type) && type !== '$default') throw badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${type}]`); // prettier-ignore
    try {
      readTemplate(template);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw badRequest(`Invalid template specified: ${error.message}`);
    }
  }
}

/** What is behind a method. Throws NotFoundException. */
export function integrationOf({ methodIntegration }: Method): Integration {
  if (!methodIntegration) throw notFound('Invalid Integration identifier specified');
  return methodIntegration;
}

function responseOf({ integrationResponses = {} }: Integration, statusCode: string): IntegrationResponse {
  const found = integrationResponses[statusCode];
  if (!found) throw notFound('Invalid Response status code specified');
  return found;
}

const same = (value: string) => value;

const INTEGRATION: Patches<Integration> = {
  '/uri': text('uri'),
  '/httpMethod': text('httpMethod'),
  '/credentials': text('credentials', ['replace', 'remove']),
  '/connectionId': text('connectionId'),
  '/connectionType': text('connectionType') as Patches<Integration>[string],
  '/passthroughBehavior': text('passthroughBehavior'),
  '/contentHandling': text('contentHandling') as Patches<Integration>[string],
  '/cacheNamespace': text('cacheNamespace'),
  '/responseTransferMode': text('responseTransferMode') as Patches<Integration>[string],
  '/timeoutInMillis': number('timeoutInMillis'),
  '/cacheKeyParameters/*': items('cacheKeyParameters'),
  '/requestParameters/*': entries('requestParameters', same),
  '/requestTemplates/*': entries('requestTemplates', same),
};

const RESPONSE: Patches<IntegrationResponse> = {
  '/selectionPattern': text('selectionPattern'),
  '/contentHandling': text('contentHandling') as Patches<IntegrationResponse>[string],
  '/responseParameters/*': entries('responseParameters', same),
  '/responseTemplates/*': entries('responseTemplates', same),
};
