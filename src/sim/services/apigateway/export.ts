import { NotModelled } from '../../cloud/index.ts';
import { badRequest, notFound } from './errors.ts';
import { Part } from './part.ts';
import { hostOf } from './rest-apis.ts';
import type { Input, Integration, Method, Output } from './schema.ts';

type Json = Record<string, unknown>;

/** What an API looks like to others: a description in OpenAPI 3.0 of what a stage shows. */
export class Exports extends Part {
  /**
   * Paths, parameters, bodies by their models, answers, and, with the parameter `extensions` = `integrations`, what stands
   * behind. OpenAPI 2.0 and YAML are not modelled.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
   */
  getExport({
    restApiId,
    stageName,
    exportType,
    parameters = {},
    accepts = 'application/json',
  }: Input<'GetExport'>): Output<'GetExport'> {
    const api = this.api(restApiId);
    const stage = api.stages.get(stageName);
    if (!stage) throw notFound('Invalid stage identifier specified');
    if (exportType !== 'oas30' && exportType !== 'swagger') throw badRequest(`No API exporter for type '${exportType}'`); // prettier-ignore
    if (exportType === 'swagger') throw new NotModelled('Amazon API Gateway', 'exports as OpenAPI 2.0');
    if (accepts !== 'application/json') throw new NotModelled('Amazon API Gateway', `exports as ${accepts}`);
    const { record, tree, models } = api.deployments.get(stage.record.deploymentId!)!.snapshot;
    const whole = /integrations|apigateway/.test(parameters.extensions ?? '');
    const paths: Record<string, Json> = {};
    for (const { resourcePath, target } of tree.all()) {
      const { method } = target;
      const verb = method.httpMethod!;
      const key = verb === 'ANY' ? 'x-amazon-apigateway-any-method' : verb.toLowerCase();
      (paths[resourcePath] ??= {})[key] = operationOf(method, whole);
    }
    const schemas = Object.fromEntries(models);
    const description = {
      openapi: '3.0.1',
      info: { title: record.name, version: record.version ?? record.createdDate!.toISOString() },
      servers: [{ url: `https://${hostOf(restApiId, this.gateway.region)}/{basePath}`, variables: { basePath: { default: stageName } } }], // prettier-ignore
      paths,
      components: Object.keys(schemas).length > 0 ? { schemas } : {},
    };
    return {
      contentType: 'application/json',
      contentDisposition: `attachment; filename="oas30-${stageName}.json"`,
      body: new TextEncoder().encode(JSON.stringify(description, undefined, 2)),
    };
  }
}

const PLACES: Readonly<Record<string, string>> = { path: 'path', querystring: 'query', header: 'header' };

function operationOf(method: Method, whole: boolean): Json {
  const parameters = Object.entries(method.requestParameters ?? {}).map(([name, required]) => {
    const [, , place = '', ...rest] = name.split('.');
    return { name: rest.join('.'), in: PLACES[place] ?? place, required: place === 'path' || required, schema: { type: 'string' } }; // prettier-ignore
  });
  const responses = Object.values(method.methodResponses ?? {}).map((response) => {
    const content = contentOf(response.responseModels);
    return [response.statusCode!, { description: `${response.statusCode} response`, ...(content && { content }) }] as const; // prettier-ignore
  });
  const body = contentOf(method.requestModels);
  return {
    ...(method.operationName !== undefined && { operationId: method.operationName }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { content: body, required: true } }),
    responses: Object.fromEntries(responses),
    ...(whole && method.methodIntegration && { 'x-amazon-apigateway-integration': integrationOf(method.methodIntegration) }), // prettier-ignore
  };
}

/** Bodies by content type, as references to models; undefined where there are none. */
function contentOf(models: Readonly<Record<string, string>> = {}): Json | undefined {
  const all = Object.entries(models).map(([type, name]) => [type, { schema: { $ref: `#/components/schemas/${name}` } }] as const); // prettier-ignore
  return all.length > 0 ? Object.fromEntries(all) : undefined;
}

function integrationOf({ integrationResponses = {}, cacheNamespace: _, ...integration }: Integration): Json {
  const responses = Object.values(integrationResponses).map(({ selectionPattern = 'default', ...response }) => [selectionPattern, response] as const); // prettier-ignore
  return {
    ...integration,
    type: integration.type!.toLowerCase(),
    ...(integration.passthroughBehavior !== undefined && { passthroughBehavior: integration.passthroughBehavior.toLowerCase() }), // prettier-ignore
    ...(responses.length > 0 && { responses: Object.fromEntries(responses) }),
  };
}
