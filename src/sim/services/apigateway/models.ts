import { badRequest, conflict, notFound } from './errors.ts';
import { page, Part } from './part.ts';
import { flag, patched, text, type Patches } from './patch.ts';
import type { RestApiState } from './rest-api.ts';
import type { Input, ModelStructure, Output, RequestValidator } from './schema.ts';

/** Models of bodies, and the validators that hold requests to them. */
export class Models extends Part {
  createModel({
    restApiId,
    name,
    contentType,
    description,
    schema,
  }: Input<'CreateModel'>): Output<'CreateModel'> {
    const api = this.api(restApiId);
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest('Model name must be alphanumeric: ' + name);
    if (api.models.has(name)) throw conflict('Model name already exists for this REST API');
    const model: ModelStructure = {
      id: this.gateway.id(6),
      name,
      ...(description ? { description } : {}),
      contentType,
      ...(schema !== undefined && { schema: checked(schema) }),
    };
    api.models.set(name, model);
    return model;
  }

  getModel({ restApiId, modelName }: Input<'GetModel'>): Output<'GetModel'> {
    return modelOf(this.gateway.apis.get(restApiId), modelName);
  }

  getModels({ restApiId, ...paging }: Input<'GetModels'>): Output<'GetModels'> {
    const all = [...this.api(restApiId).models.values()];
    return page(all.sort((a, b) => (a.name! < b.name! ? -1 : 1)), paging); // prettier-ignore
  }

  updateModel({ restApiId, modelName, patchOperations }: Input<'UpdateModel'>): Output<'UpdateModel'> {
    const api = this.gateway.apis.get(restApiId);
    const next = patched(modelOf(api, modelName), patchOperations, PATCHES, ({ op, path }) =>
      badRequest(
        `Invalid patch path  '${path}' specified for op '${op}'. ${op === 'replace' ? 'Must be one of: [/description, /schema]' : 'Please choose supported operations'}`,
      ),
    );
    checked(next.schema ?? '');
    if (next.description === '') delete next.description;
    api!.models.set(modelName, next);
    return next;
  }

  deleteModel({ restApiId, modelName }: Input<'DeleteModel'>): Output<'DeleteModel'> {
    const api = this.gateway.apis.get(restApiId);
    modelOf(api, modelName);
    for (const { path, methods } of [...api!.resources.values()].reverse())
      for (const [verb, { requestModels = {} }] of methods)
        if (Object.values(requestModels).includes(modelName)) throw conflict(`Cannot delete model '${modelName}', is referenced in method request: ${path}/${verb}`); // prettier-ignore
    api!.models.delete(modelName);
    return {};
  }

  createRequestValidator(input: Input<'CreateRequestValidator'>): Output<'CreateRequestValidator'> {
    const api = this.api(input.restApiId);
    const validator: RequestValidator = {
      id: this.gateway.id(6),
      ...(input.name !== undefined && { name: input.name }),
      validateRequestBody: input.validateRequestBody ?? false,
      validateRequestParameters: input.validateRequestParameters ?? false,
    };
    api.validators.set(validator.id!, validator);
    return validator;
  }

  getRequestValidator({
    restApiId,
    requestValidatorId,
  }: Input<'GetRequestValidator'>): Output<'GetRequestValidator'> {
    return validatorOf(this.gateway.apis.get(restApiId), requestValidatorId);
  }

  getRequestValidators({
    restApiId,
    ...paging
  }: Input<'GetRequestValidators'>): Output<'GetRequestValidators'> {
    return page([...this.api(restApiId).validators.values()], paging);
  }

  updateRequestValidator(input: Input<'UpdateRequestValidator'>): Output<'UpdateRequestValidator'> {
    const { restApiId, requestValidatorId, patchOperations } = input;
    const api = this.gateway.apis.get(restApiId);
    const next = patched(validatorOf(api, requestValidatorId), patchOperations, VALIDATOR);
    api!.validators.set(requestValidatorId, next);
    return next;
  }

  deleteRequestValidator(input: Input<'DeleteRequestValidator'>): Output<'DeleteRequestValidator'> {
    const api = this.gateway.apis.get(input.restApiId);
    validatorOf(api, input.requestValidatorId);
    api!.validators.delete(input.requestValidatorId);
    return {};
  }
}

function modelOf(api: RestApiState | undefined, name: string): ModelStructure {
  const found = api?.models.get(name);
  if (!found) throw notFound(`Invalid model name specified: ${name}`);
  return found;
}

function validatorOf(api: RestApiState | undefined, id: string): RequestValidator {
  const found = api?.validators.get(id);
  if (!found) throw notFound('Invalid Request Validator identifier specified');
  return found;
}

function checked(schema: string): string {
  if (schema.trim() === '')
    throw badRequest('Model schema must have at least 1 property or array items defined');
  try {
    JSON.parse(schema);
  } catch {
    throw badRequest('Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]'); // prettier-ignore
  }
  return schema;
}

const PATCHES: Patches<ModelStructure> = {
  '/schema': text('schema'),
  '/description': text('description'),
};

const VALIDATOR: Patches<RequestValidator> = {
  '/name': text('name'),
  '/validateRequestBody': flag('validateRequestBody'),
  '/validateRequestParameters': flag('validateRequestParameters'),
};
