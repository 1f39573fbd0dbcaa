import { ResourceTree } from '../../cloud/gateway/route/index.ts';
import type { Customization, Customizations } from './responses/index.ts';
import type {
  Authorizer,
  GatewayResponse,
  Method,
  ModelStructure,
  RequestValidator,
  RestApi,
} from './schema.ts';

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

/** What of an API is deployed. */
interface Draft {
  readonly record: RestApi;
  readonly resources: ReadonlyMap<
    string,
    { readonly id: string; readonly path: string; readonly methods: ReadonlyMap<string, Method> }
  >;
  readonly models: ReadonlyMap<string, ModelStructure>;
  readonly validators: ReadonlyMap<string, RequestValidator>;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  readonly responses: ReadonlyMap<string, GatewayResponse>;
}

/** A copy of an API as it is. */
export function snapshotOf(api: Draft): Snapshot {
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
