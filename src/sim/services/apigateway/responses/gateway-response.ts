import { RESPONSE_TYPES, type ResponseTypeName } from './response-types.ts';

/** What an API customizes of one type. */
export interface Customization {
  readonly statusCode?: number;
  /** `gatewayresponse.header.X-Name` to `'a value'`, `method.request.header.Accept`, `context.requestId` … */
  readonly responseParameters?: Readonly<Record<string, string>>;
  /** By media type. */
  readonly responseTemplates?: Readonly<Record<string, string>>;
}

/** What an API customizes, by type. */
export type Customizations = ReadonlyMap<ResponseTypeName | 'DEFAULT_4XX' | 'DEFAULT_5XX', Customization>;

/** Why API Gateway answers by itself. */
export interface Failure {
  readonly type: ResponseTypeName;
  /** In place of the type's message. */
  readonly message?: string;
  readonly validationErrorString?: string;
  /** In place of the type's status, where the integration set one: 502 for a malformed answer. */
  readonly statusCode?: number;
}

/**
 * Looks up what templates and parameters name: `context.requestId`, `stageVariables.a`, `method.request.header.Accept`.
 */
export type Lookup = (name: string) => string | undefined;

/** An answer of API Gateway’s own. */
export interface GatewayResponse {
  readonly statusCode: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/**
 * What API Gateway answers by itself. A type that the API customizes answers as it says; another one answers as
 * DEFAULT_4XX or DEFAULT_5XX says, if the API customizes that.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function gatewayResponse(
  failure: Failure,
  customizations: Customizations,
  lookup: Lookup,
): GatewayResponse {
  const type = RESPONSE_TYPES[failure.type];
  const custom = customizations.get(failure.type) ?? customizations.get(type.fallback) ?? {};
  const message = failure.message ?? type.message;
  const error = new Map<string, string>([
    ['context.error.message', message ?? 'null'],
    ['context.error.messageString', JSON.stringify(message)],
    ['context.error.responseType', failure.type],
    ['context.error.validationErrorString', failure.validationErrorString ?? ''],
  ]);
  const find: Lookup = (name) => error.get(name) ?? lookup(name);
  const templates = Object.entries(custom.responseTemplates ?? DEFAULT_TEMPLATES);
  const json = templates.find(([mediaType]) => mediaType === 'application/json');
  const [contentType, template] = json ?? templates[0] ?? ['application/json', ''];
  return {
    statusCode: custom.statusCode ?? failure.statusCode ?? type.statusCode,
    headers: [['Content-Type', contentType], ...headersOf(custom.responseParameters ?? {}, find)],
    body: substitute(template, find),
  };
}

const HEADER = 'gatewayresponse.header.';

function headersOf(parameters: Readonly<Record<string, string>>, find: Lookup): [string, string][] {
  const headers: [string, string][] = [];
  for (const [target, source] of Object.entries(parameters)) {
    if (!target.startsWith(HEADER)) continue;
    const isStatic = source.length >= 2 && source.startsWith("'") && source.endsWith("'");
    const value = isStatic ? source.slice(1, -1) : find(source);
    if (value !== undefined) headers.push([target.slice(HEADER.length), value]);
  }
  return headers;
}

/** These templates are no Velocity: names are replaced by what they stand for, and nothing else happens. */
function substitute(template: string, find: Lookup): string {
  return template.replace(
    /\$(?:\{((?:context|stageVariables|method)(?:\.[\w-]+)+)\}|((?:context|stageVariables|method)(?:\.[\w-]+)+))/g,
    (_, braced: string | undefined, plain: string | undefined) => find(braced ?? plain ?? '') ?? '',
  );
}
