import { badRequest, conflict, notFound } from './errors.ts';
import { page, Part } from './part.ts';
import { patched, text, type Patches } from './patch.ts';
import type { RestApiState } from './rest-api.ts';
import type { DocumentationPart, Input, Output } from './schema.ts';

const PATCHES: Patches<DocumentationPart> = { '/properties': text('properties') };

/** What APIs say about themselves. It is stored. */
export class Documentation extends Part {
  createDocumentationPart(input: Input<'CreateDocumentationPart'>): Output<'CreateDocumentationPart'> {
    const { restApiId, location, properties } = input;
    const { documentation } = this.api(restApiId);
    const place = JSON.stringify(location);
    if ([...documentation.values()].some((part) => JSON.stringify(part.location) === place)) throw conflict('Documentation part already exists for the specified location'); // prettier-ignore
    const part = { id: this.gateway.id(6), location, properties };
    documentation.set(part.id, part);
    return part;
  }

  getDocumentationPart({
    restApiId,
    documentationPartId,
  }: Input<'GetDocumentationPart'>): Output<'GetDocumentationPart'> {
    return partOf(this.gateway.apis.get(restApiId), documentationPartId);
  }

  getDocumentationParts({
    restApiId,
    type,
    nameQuery,
    path,
    limit,
    position,
  }: Input<'GetDocumentationParts'>): Output<'GetDocumentationParts'> {
    // prettier-ignore
    const all = [...this.api(restApiId).documentation.values()].filter(
      ({ location }) =>
        (type === undefined || location?.type === type) &&
        (nameQuery === undefined || (location?.name ?? '').startsWith(nameQuery)) &&
        (path === undefined || location?.path === path),
    );
    return page(all, { limit, position });
  }

  updateDocumentationPart(input: Input<'UpdateDocumentationPart'>): Output<'UpdateDocumentationPart'> {
    const api = this.gateway.apis.get(input.restApiId);
    const next = patched(partOf(api, input.documentationPartId), input.patchOperations, PATCHES);
    api!.documentation.set(next.id!, next);
    return next;
  }

  deleteDocumentationPart(input: Input<'DeleteDocumentationPart'>): Output<'DeleteDocumentationPart'> {
    const api = this.api(input.restApiId);
    partOf(api, input.documentationPartId);
    api.documentation.delete(input.documentationPartId);
    return {};
  }

  importDocumentationParts({
    restApiId,
    mode,
    body,
  }: Input<'ImportDocumentationParts'>): Output<'ImportDocumentationParts'> {
    // prettier-ignore
    const { documentation } = this.api(restApiId);
    const parts = read(body);
    if (mode === 'overwrite') documentation.clear();
    const ids = parts.map((part) => {
      const place = JSON.stringify(part.location);
      const before = [...documentation.values()].find(({ location }) => JSON.stringify(location) === place);
      const id = before?.id ?? this.gateway.id(6);
      documentation.set(id, { id, location: part.location, properties: JSON.stringify(part.properties) });
      return id;
    });
    return { ids, warnings: [] };
  }
}

function partOf(api: RestApiState | undefined, id: string): DocumentationPart {
  const found = api?.documentation.get(id);
  if (!found) throw notFound('Invalid Documentation part identifier specified');
  return found;
}

type Imported = { location: NonNullable<DocumentationPart['location']>; properties: unknown };

/** The parts in an OpenAPI definition. JSON is read; YAML is not. */
function read(body: Uint8Array): Imported[] {
  let definition: { 'x-amazon-apigateway-documentation'?: { documentationParts?: Imported[] } };
  try {
    definition = JSON.parse(new TextDecoder().decode(body)) as typeof definition;
  } catch {
    throw badRequest('Unable to build importer with provided input.');
  }
  return definition['x-amazon-apigateway-documentation']?.documentationParts ?? [];
}
