import { toBase64 } from '../../../cloud/gateway/bytes.ts';
import { AwsError, NotModelled, type Region } from '../../../cloud/index.ts';
import type { Yieldable } from '../../../kernel/index.ts';
import type { BackAnswer } from './back-answer.ts';
import type { BackRequest } from './integration-request.ts';
import { misconfigured } from './refused.ts';

/** A call of an AWS service by its API. */
export interface AwsCall extends Omit<BackRequest, 'uri'> {
  /** As the integration's ARN names it: 'sqs', 'states'. */
  readonly service: string;
  /** `action/SendMessage`, or `path/123456789012/jobs`. */
  readonly resource: string;
}

/** Services whose name in ARNs of API Gateway is not that of the SDK. */
const NAMES: Readonly<Record<string, string>> = {
  states: 'sfn',
  events: 'eventbridge',
  logs: 'cloudwatchlogs',
  monitoring: 'cloudwatch',
};

/** Services that take forms, and answer with their operation's name around. */
const FORMS = ['sqs', 'sns', 'cloudwatch', 'iam', 'sts', 'ses'];

/**
 * Calls a service on behalf of a request.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html#apigw-PutIntegration-request-uri
 */
export function* callAws(
  region: Region,
  call: AwsCall,
  requestId: string,
): Generator<Yieldable, BackAnswer, never> {
  const name = call.service.split('.').at(-1)!;
  const service = NAMES[name] ?? name;
  if (service === 's3') return yield* callS3(region, call);
  const input = inputOf(call);
  const operation = operationOf(call, input);
  delete input.Action;
  delete input.Version;
  const form = FORMS.includes(service);
  if (service === 'sqs' && input.QueueUrl === undefined) {
    const [, account, queue] = /^path\/(\d{12})\/([^/]+)/.exec(call.resource) ?? [];
    if (queue !== undefined)
      input.QueueUrl = `https://sqs.${region.name}.${region.domain}/${account}/${queue}`;
  }
  try {
    const output = yield* region.call(service, operation, input);
    const whole = form ? { [`${operation}Response`]: { [`${operation}Result`]: output, ResponseMetadata: { RequestId: requestId } } } : output; // prettier-ignore
    return { selector: '200', headers: JSON_TYPE, body: jsonOf(whole ?? {}) };
  } catch (error) {
    if (error instanceof AwsError) return refusal(error, form, requestId);
    // A parameter that the service does not know, which AWS passes over.
    if (error instanceof TypeError) throw misconfigured(error.message);
    throw error;
  }
}

const JSON_TYPE = [['Content-Type', 'application/json']] as const;

function refusal(
  { name, code, message, $fault, $metadata }: AwsError,
  form: boolean,
  requestId: string,
): BackAnswer {
  const body = form
    ? {
        Error: { Code: code, Message: message, Type: $fault === 'client' ? 'Sender' : 'Receiver' },
        RequestId: requestId,
      }
    : { __type: name, message };
  return { selector: String($metadata.httpStatusCode), headers: JSON_TYPE, body: JSON.stringify(body) };
}

function operationOf({ resource, headers }: AwsCall, input: Record<string, unknown>): string {
  const action = /^action\/(\w+)/.exec(resource)?.[1] ?? input.Action;
  const target = headers.find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];
  const operation = typeof action === 'string' ? action : target?.split('.').at(-1);
  if (operation === undefined) throw misconfigured('The integration names no operation');
  return operation;
}

/** The parameters: of the query, and of the body, which is JSON or a form. */
function inputOf({ query, body }: AwsCall): Record<string, unknown> {
  const input = nested(query);
  const text = body.trim();
  if (text === '') return input;
  if (!text.startsWith('{')) return { ...input, ...nested(pairsOf(text)) };
  try {
    return { ...input, ...(JSON.parse(text) as object) };
  } catch {
    throw misconfigured('The body for the service is no JSON');
  }
}

const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));

function pairsOf(form: string): [string, string][] {
  return form.split('&').map((pair) => {
    const at = pair.indexOf('=');
    try {
      return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
    } catch {
      throw misconfigured('The form for the service is not encoded well');
    }
  });
}

/** `MessageAttribute.1.Name` and the like become lists of structures: the plural is what JSON calls them. */
function nested(pairs: readonly (readonly [string, string])[]): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const attributes = new Map<string, Record<string, string>>();
  for (const [name, value] of pairs) {
    const [, index, rest] = /^MessageAttributes?(?:\.entry)?\.(\d+)\.(.+)$/.exec(name) ?? [];
    if (index === undefined) plain[name] = value;
    else attributes.set(index, { ...attributes.get(index), [rest!]: value });
  }
  if (attributes.size > 0)
    plain.MessageAttributes = Object.fromEntries(
      Array.from(attributes.values(), (each) => [
        each.Name,
        { DataType: each['Value.DataType'] ?? 'String', StringValue: each['Value.StringValue'] },
      ]),
    );
  return plain;
}

/** Objects of a bucket by `path/bucket/key`, or by `bucket.s3` and `path/key`. */
function* callS3(
  region: Region,
  { service, resource, method, body }: AwsCall,
): Generator<Yieldable, BackAnswer, never> {
  const path = decodeURIComponent(resource.replace(/^path\//, ''));
  const host = service.includes('.') ? service.slice(0, service.lastIndexOf('.')) : undefined;
  const [first = '', ...rest] = path.split('/');
  const [Bucket, Key] = host === undefined ? [first, rest.join('/')] : [host, path];
  const operation = (
    { GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' } as Record<string, string>
  )[method];
  if (operation === undefined)
    throw new NotModelled('Amazon API Gateway', `integrations with Amazon S3 by ${method}`);
  try {
    const given = { Bucket, Key, ...(method === 'PUT' && { Body: new TextEncoder().encode(body) }) };
    const output = (yield* region.call('s3', operation, given)) as { Body?: unknown; ContentType?: string };
    const content = output.Body instanceof Uint8Array ? new TextDecoder().decode(output.Body) : '';
    return {
      selector: '200',
      headers: [['Content-Type', output.ContentType ?? 'application/xml']],
      body: content,
    };
  } catch (error) {
    if (error instanceof AwsError) return refusal(error, true, '');
    throw error;
  }
}

/** JSON as services write it: dates in seconds, bytes in Base64. */
function jsonOf(value: unknown): string {
  const plain = (each: unknown): unknown => {
    if (each instanceof Date) return each.getTime() / 1000;
    if (each instanceof Uint8Array) return toBase64(each);
    if (Array.isArray(each)) return each.map(plain);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, item]) => [name, plain(item)]));
  };
  return JSON.stringify(plain(value));
}
