import type { Exchange } from './exchange.ts';
import { violation, type Resolve } from './json-schema.ts';
import { Refused } from './refused.ts';

/**
 * Refuses a request that its method's validator does not let through.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function validate(exchange: Exchange): void {
  const { requestValidatorId, requestParameters = {} } = exchange.method;
  const validator = exchange.origin.snapshot.validators.get(requestValidatorId ?? '');
  if (validator?.validateRequestParameters) checkParameters(exchange, requestParameters);
  if (validator?.validateRequestBody) checkBody(exchange);
}

function checkParameters(exchange: Exchange, parameters: Record<string, boolean>): void {
  const missing = Object.keys(parameters)
    .sort()
    .filter((name) => parameters[name] && !exchange.lookUp(name))
    .map((name) => name.split('.').slice(3).join('.'));
  if (missing.length === 0) return;
  const message = `Missing required request parameters: [${missing.join(', ')}]`;
  throw new Refused({ type: 'BAD_REQUEST_PARAMETERS', message }, message);
}

function checkBody(exchange: Exchange): void {
  const { requestModels = {} } = exchange.method;
  const type = mediaType(exchange.header('content-type'));
  const name = requestModels[type] ?? requestModels.$default;
  if (name === undefined) return;
  const { models } = exchange.origin.snapshot;
  const schema = models.get(name);
  const found = check(schema, new TextDecoder().decode(exchange.request.body), (reference) =>
    resolve(reference, schema, models),
  );
  if (found === undefined) return;
  throw new Refused(
    { type: 'BAD_REQUEST_BODY', validationErrorString: `[${found}]` },
    `Request body does not match model schema for content type ${type}: [${found}]`,
  );
}

/** No body is an empty object. */
function check(schema: unknown, body: string, resolve: Resolve): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.trim() === '' ? '{}' : body);
  } catch {
    return 'Unable to parse request body';
  }
  return violation(schema, value, resolve);
}

/** What `$ref` means: another model of the API, or a place in the schema itself. */
function resolve(reference: string, schema: unknown, models: ReadonlyMap<string, unknown>): unknown {
  const model = /\/models\/(\w+)$/.exec(reference)?.[1];
  if (model !== undefined) return models.get(model);
  let at = schema;
  for (const name of reference.replace(/^#\/?/, '').split('/').filter(Boolean))
    at = (at as Record<string, unknown> | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')];
  return at;
}

/** A content type without its parameters; JSON where none is given. */
export const mediaType = (contentType: string | undefined): string =>
  (contentType ?? 'application/json').split(';', 1)[0]!.trim().toLowerCase();
