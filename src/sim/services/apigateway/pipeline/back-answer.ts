import { NotModelled } from '../../../cloud/index.ts';
import type { HttpResponse, Pairs } from '../../../cloud/gateway/payload/index.ts';
import { overridesOf } from '../mapping/index.ts';
import { Meter } from '../regex/meter.ts';
import { Regex } from '../regex/regex.ts';
import type { Integration, IntegrationResponse } from '../schema.ts';
import { bodyAt, type Exchange } from './exchange.ts';
import { misconfigured } from './refused.ts';
import { mapped } from './templates.ts';

/** What a back end that is no proxy integration answered. */
export interface BackAnswer {
  /** What `selectionPattern` is held against: the status, or the message of a function's error. */
  readonly selector: string;
  readonly headers: Pairs;
  readonly body: string;
}

/**
 * The answer for the client: which of the integration's responses it is, and what that makes of it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export function clientAnswer(exchange: Exchange, integration: Integration, answer: BackAnswer): HttpResponse {
  const response = select(integration, answer.selector);
  const { statusCode, responseTemplates = {}, responseParameters = {} } = response;
  if (!exchange.method.methodResponses?.[statusCode!]) throw misconfigured(`Output mapping refers to an invalid method response: ${statusCode}`); // prettier-ignore
  const types = Object.keys(responseTemplates);
  const own =
    answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/json';
  const accepted = types.find((type) => exchange.header('accept')?.includes(type));
  const type = accepted ?? types.find((each) => each === own.split(';', 1)[0]) ?? types[0];
  const template = type === undefined ? undefined : responseTemplates[type];
  const headers = new Map<string, string>([['Content-Type', type ?? own]]);
  for (const [target, source] of Object.entries(responseParameters)) {
    const value = valueOf(source, exchange, answer);
    if (value !== undefined) put(headers, target.slice('method.response.header.'.length), value);
  }
  const body = template === undefined ? answer.body : mapped(template, answer.body, exchange);
  const { responseHeader, status } = overridesOf(exchange.context);
  for (const [name, value] of responseHeader) put(headers, name, String(value));
  return { statusCode: status ?? Number(statusCode), headers: [...headers], body };
}

/** One that fits, or the one without a pattern. */
function select({ integrationResponses = {} }: Integration, selector: string): IntegrationResponse {
  const all = Object.values(integrationResponses);
  const fits = all.find(({ selectionPattern: pattern }) => pattern && matches(pattern, selector));
  const found = fits ?? all.find(({ selectionPattern: pattern }) => !pattern);
  if (found) return found;
  throw misconfigured(
    `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${selector}`,
  );
}

const compiled = new Map<string, Regex>();

function matches(pattern: string, text: string): boolean {
  let regex = compiled.get(pattern);
  if (!regex) compiled.set(pattern, (regex = new Regex(pattern)));
  return regex.matches(text, new Meter(1_000_000));
}

function valueOf(source: string, exchange: Exchange, { headers, body }: BackAnswer): string | undefined {
  const found = /^integration\.response\.(header|multivalueheader|body)\.?(.*)$/.exec(source);
  if (!found) return exchange.lookUp(source);
  const [, place, name = ''] = found;
  if (place === 'body') return bodyAt(body, name);
  if (place === 'multivalueheader') throw new NotModelled('Amazon API Gateway', source);
  return headers.findLast(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** Sets a header, whatever the case of the name that it has. */
function put(headers: Map<string, string>, name: string, value: string): void {
  for (const before of headers.keys())
    if (before.toLowerCase() === name.toLowerCase()) headers.delete(before);
  headers.set(name, value);
}
