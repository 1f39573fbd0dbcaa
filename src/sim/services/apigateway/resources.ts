import { badRequest, conflict, limitExceeded, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { patched, type Patches } from './patch.ts';
import type { ResourceRecord, RestApiState } from './rest-api.ts';
import type { Input, Output, Resource } from './schema.ts';

/** The resources of REST APIs. */
export class Resources extends Part {
  createResource({ restApiId, parentId, pathPart }: Input<'CreateResource'>): Output<'CreateResource'> {
    return shown(this.create(this.api(restApiId), parentId, pathPart));
  }

  /** A new resource below another one. */
  create(api: RestApiState, parentId: string, pathPart: string): ResourceRecord {
    const parent = api.resources.get(parentId);
    if (!parent) throw notFound('Invalid Resource identifier specified');
    if (api.resources.size >= this.gateway.quota(limits.resources)) throw limitExceeded('Maximum number of resources reached for this API'); // prettier-ignore
    this.#check(api, parent, pathPart);
    const resource: ResourceRecord = {
      id: this.gateway.id(6),
      parentId,
      pathPart,
      path: pathOf(parent, pathPart),
      methods: new Map(),
    };
    api.resources.set(resource.id, resource);
    return resource;
  }

  getResource({ restApiId, resourceId, embed }: Input<'GetResource'>): Output<'GetResource'> {
    return shown(resourceOf(this.gateway.apis.get(restApiId), resourceId), embed);
  }

  getResources({ restApiId, embed, ...paging }: Input<'GetResources'>): Output<'GetResources'> {
    const all = [...this.api(restApiId).resources.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return page(all.map((resource) => shown(resource, embed)), paging); // prettier-ignore
  }

  updateResource(input: Input<'UpdateResource'>): Output<'UpdateResource'> {
    const { restApiId, resourceId, patchOperations } = input;
    const api = this.api(restApiId);
    const resource = resourceOf(api, resourceId);
    const next = patched(shown(resource), patchOperations, resource.parentId === undefined ? ROOT : PATCHES);
    if (resource.parentId === undefined) return shown(resource);
    const parent = resourceOf(api, next.parentId!);
    this.#check(api, parent, next.pathPart!, resource);
    if (isBelow(api, parent, resource)) throw badRequest('Resource cannot be its own ancestor');
    resource.parentId = next.parentId!;
    resource.pathPart = next.pathPart!;
    rename(api, resource, pathOf(parent, next.pathPart!));
    return shown(resource);
  }

  deleteResource({ restApiId, resourceId }: Input<'DeleteResource'>): Output<'DeleteResource'> {
    const api = this.api(restApiId);
    const resource = resourceOf(api, resourceId);
    if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted.');
    const remove = ({ id }: ResourceRecord) => {
      for (const child of children(api, id)) remove(child);
      api.resources.delete(id);
    };
    remove(resource);
    return {};
  }

  #check(api: RestApiState, parent: ResourceRecord, pathPart: string, self?: ResourceRecord): void {
    if (/^\{[^{}]+\+\}$/.test(parent.pathPart ?? ''))
      throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
    if (!/^(?:[a-zA-Z0-9._:$-]+|\{[a-zA-Z0-9._:$-]+\+?\})$/.test(pathPart))
      throw badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      );
    const siblings = children(api, parent.id).filter((sibling) => sibling !== self);
    if (siblings.some((sibling) => sibling.pathPart === pathPart))
      throw conflict('Another resource with the same parent already has this name: ' + pathPart);
    const variable = siblings.find((sibling) => sibling.pathPart!.startsWith('{'));
    if (variable && pathPart.startsWith('{'))
      throw badRequest(
        `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
      );
  }
}

/** The resource of an id. Throws NotFoundException, for an API that is not there too. */
export function resourceOf(api: RestApiState | undefined, id: string): ResourceRecord {
  const found = api?.resources.get(id);
  if (!found) throw notFound('Invalid Resource identifier specified');
  return found;
}

const pathOf = (parent: ResourceRecord, part: string) => `${parent.path === '/' ? '' : parent.path}/${part}`;

const children = (api: RestApiState, id: string) =>
  [...api.resources.values()].filter(({ parentId }) => parentId === id);

function isBelow(api: RestApiState, resource: ResourceRecord, above: ResourceRecord): boolean {
  for (let at: ResourceRecord | undefined = resource; at; at = api.resources.get(at.parentId ?? ''))
    if (at === above) return true;
  return false;
}

function rename(api: RestApiState, resource: ResourceRecord, path: string): void {
  resource.path = path;
  for (const child of children(api, resource.id)) rename(api, child, pathOf(resource, child.pathPart!));
}

/** A resource as it is shown: its methods by name, and all of them where they are asked for. */
function shown(
  { id, parentId, pathPart, path, methods }: ResourceRecord,
  embed: readonly string[] = [],
): Resource {
  const whole = embed.includes('methods');
  return {
    id,
    ...(parentId !== undefined && { parentId, pathPart: pathPart! }),
    path,
    ...(methods.size > 0 && {
      resourceMethods: Object.fromEntries(
        Array.from(methods, ([verb, method]) => [verb, whole ? method : {}]),
      ),
    }),
  };
}

const PATCHES: Patches<Resource> = {
  '/pathPart': { ops: ['replace'], apply: (record, { value }) => void (record.pathPart = value) },
  '/parentId': { ops: ['replace'], apply: (record, { value }) => void (record.parentId = value) },
};

const ROOT: Patches<Resource> = Object.fromEntries(
  ['pathPart', 'parentId'].map((name) => [
    `/${name}`,
    {
      ops: ['replace'],
      apply() {
        throw badRequest(`Root resource cannot update its ${name}.`);
      },
    },
  ]),
);
