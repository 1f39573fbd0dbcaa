import { ResourceTree } from '../../cloud/gateway/route/index.ts';
import type { Customization, Customizations } from './responses/index.ts';
import type { RestApiState } from './rest-api.ts';
import type { Authorizer, GatewayResponse, Method, RequestValidator, RestApi } from './schema.ts';

/** A method that a request may be matched with. */
export interface MethodTarget {
  readonly resourceId: string;
  readonly method: Method;
}

/** An API as it was when it was deployed: what is changed later reaches no stage before the next deployment. */
export interface Snapshot {
  readonly record: RestApi;
  readonly tree: ResourceTree<MethodTarget>;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  readonly validators: ReadonlyMap<string, RequestValidator>;
  /** Schemas by the models' names. */
  readonly models: ReadonlyMap<string, unknown>;
  readonly responses: Customizations;
}

/** A copy of an API as it is. */
export function snapshotOf(api: RestApiState): Snapshot {
  const tree = new ResourceTree<MethodTarget>();
  for (const { id, path, methods } of api.resources.values())
    for (const [verb, method] of methods)
      tree.add(path, verb, { resourceId: id, method: structuredClone(method) });
  const schema = (text: string | undefined): unknown => (text === undefined ? {} : JSON.parse(text));
  return {
    record: structuredClone(api.record),
    tree,
    authorizers: structuredClone(api.authorizers),
    validators: structuredClone(api.validators),
    models: new Map(Array.from(api.models, ([name, model]) => [name, schema(model.schema)])),
    responses: new Map(Array.from(api.responses, ([type, response]) => [type, customization(response)])) as Customizations, // prettier-ignore
  };
}

function customization({
  statusCode,
  responseParameters,
  responseTemplates,
}: GatewayResponse): Customization {
  return {
    ...(statusCode !== undefined && { statusCode: Number(statusCode) }),
    ...(responseParameters && { responseParameters: { ...responseParameters } }),
    ...(responseTemplates && { responseTemplates: { ...responseTemplates } }),
  };
}
