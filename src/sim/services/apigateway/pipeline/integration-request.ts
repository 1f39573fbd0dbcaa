import type { Pairs } from '../../../cloud/http/message.ts';
import { overridesOf, type Overrides } from '../mapping/index.ts';
import type { Integration } from '../schema.ts';
import type { Exchange } from './exchange.ts';
import { misconfigured, Refused } from './refused.ts';
import { mapped } from './templates.ts';
import { mediaType } from './validate.ts';

/** What goes to a back end that is no proxy integration. */
export interface BackRequest {
  readonly method: string;
  readonly uri: string;
  readonly query: Pairs;
  readonly headers: Pairs;
  readonly body: string;
}

/**
 * The request for the back end: the body by a template, the parameters as they are mapped and then overridden.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function backRequest(exchange: Exchange, integration: Integration): BackRequest {
  const proxy = integration.type === 'HTTP_PROXY';
  const text = new TextDecoder().decode(exchange.request.body);
  const template = proxy ? undefined : templateFor(exchange, integration);
  const body = template === undefined ? text : mapped(template, text, exchange);
  // The context is made where a template has had it: only templates override.
  const overrides = template === undefined ? undefined : overridesOf(exchange.context);
  const parameters = mappedParameters(exchange, integration, overrides);
  const query = new Map(parameters.querystring);
  const headers = new Map(parameters.header);
  const type = exchange.header('content-type');
  return {
    method: integration.httpMethod === 'ANY' ? exchange.request.method : (integration.httpMethod ?? 'GET'),
    uri: address(exchange, integration, parameters.path),
    query: proxy ? [...exchange.request.query.filter(([name]) => !query.has(name)), ...query] : [...query],
    headers: proxy
      ? [...forwarded(exchange).filter(([name]) => !headers.has(name)), ...headers]
      : [['content-type', type === undefined ? 'application/json' : type], ...headers],
    body,
  };
}

/** The template for the body of a request; undefined where the body goes as it came. */
export function templateFor(
  exchange: Exchange,
  { requestTemplates = {}, passthroughBehavior }: Integration,
): string | undefined {
  const template = requestTemplates[mediaType(exchange.header('content-type'))] ?? requestTemplates.$default;
  if (template !== undefined) return template;
  const some = Object.keys(requestTemplates).length > 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && some))
    throw new Refused({ type: 'UNSUPPORTED_MEDIA_TYPE' });
  return undefined;
}

type Places = Record<'path' | 'querystring' | 'header', Map<string, string>>;

function mappedParameters(
  exchange: Exchange,
  { requestParameters = {} }: Integration,
  overrides: Overrides | undefined,
): Places {
  const places: Places = { path: new Map(), querystring: new Map(), header: new Map() };
  for (const [target, source] of Object.entries(requestParameters)) {
    const found = /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(target);
    const value = exchange.lookUp(source);
    if (found && value !== undefined) places[found[1] as keyof Places].set(found[2]!, value);
  }
  for (const place of ['path', 'querystring', 'header'] as const)
    for (const [name, value] of overrides?.[place] ?? []) places[place].set(name, String(value));
  return places;
}

/** The back end's address, with stage variables and path parameters put in. */
function address(exchange: Exchange, { uri = '' }: Integration, path: ReadonlyMap<string, string>): string {
  const whole = withVariables(exchange, uri);
  return whole.replace(/\{([^{}]+?)\+?\}/g, (_, name: string) => path.get(name) ?? '');
}

/** A text with `${stageVariables.a}` replaced. Throws where a variable is not there. */
export function withVariables({ origin }: Exchange, text: string): string {
  return text.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => {
    const value = origin.variables.get(name);
    if (value === undefined) throw misconfigured('Invalid endpoint address');
    return value;
  });
}

/** The client's headers as they are passed on. */
function forwarded({ request, origin }: Exchange): Pairs {
  const kept = request.headers.filter(([name]) => !/^(?:host|connection|content-length)$/i.test(name));
  return [
    ...kept,
    ['X-Forwarded-For', origin.sourceIp],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Port', '443'],
  ];
}
