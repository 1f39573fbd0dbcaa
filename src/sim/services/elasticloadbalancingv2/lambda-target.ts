import type { Request, Response, SetCookie } from '../../cloud/endpoints/index.ts';
import { AwsError } from '../../cloud/index.ts';
import type { Reply } from '../../kernel/index.ts';
import type { TargetFacts } from './answers/facts.ts';
import { queryOf } from './http-request.ts';
import type { TargetGroup } from './target-group.ts';
import type { Target } from './target.ts';

/** What a function gave: a response, or what went wrong. */
export type Invoked =
  | { readonly response: Response; readonly bytes: number }
  | { readonly failed: NonNullable<TargetFacts['lambda']>; readonly reason: string };

interface Answered {
  readonly FunctionError?: string;
  readonly Payload?: Uint8Array | string;
}

/**
 * Invokes a function with a request as the event that an Application Load Balancer makes of it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function* invoke(
  group: TargetGroup,
  target: Target,
  request: Request,
): Generator<Reply<unknown>, Invoked> {
  const {
    method: httpMethod = 'GET',
    path: whole = '/',
    headers = new Map<string, string>(),
    body,
  } = request;
  const { path, query } = queryOf(whole);
  const several = group.value('lambda.multi_value_headers.enabled') === 'true';
  const pairs = query === '' ? [] : query.split('&').map((pair) => pair.split('=', 2) as [string, string]);
  const values = <T>(all: Iterable<readonly [string, T | undefined]>) => Object.fromEntries(Array.from(all, ([key, value = '' as T]) => [key, several ? [value] : value])); // prettier-ignore
  const event = {
    requestContext: { elb: { targetGroupArn: group.arn } },
    httpMethod,
    path,
    [several ? 'multiValueQueryStringParameters' : 'queryStringParameters']: values(pairs),
    [several ? 'multiValueHeaders' : 'headers']: values(headers),
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    isBase64Encoded: false,
  };
  let answered: Answered;
  try {
    const input = { FunctionName: target.id, Payload: new TextEncoder().encode(JSON.stringify(event)) };
    answered = (yield* group.region.call('lambda', 'Invoke', input)) as Answered;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (/TooManyRequests/.test(error.name)) return { failed: 'throttled', reason: 'LambdaThrottling' };
    const reasons: Record<string, string> = {
      AccessDeniedException: 'LambdaAccessDenied',
      ResourceNotFoundException: 'LambdaResourceNotFound',
    };
    return { failed: 'failed', reason: reasons[error.name] ?? 'LambdaServiceException' };
  }
  const text = textOf(answered.Payload);
  if (answered.FunctionError !== undefined)
    return { failed: /timed out/i.test(text) ? 'timed out' : 'failed', reason: 'LambdaUnhandled' };
  const response = responseOf(text);
  return response ? { response, bytes: text.length } : { failed: 'failed', reason: 'LambdaInvalidResponse' };
}

function textOf(payload: Uint8Array | string = ''): string {
  return typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
}

/** The response that a function's answer stands for; undefined where it has not the form: the client gets a 502. */
function responseOf(text: string): Response | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { statusCode, headers = {}, multiValueHeaders = {}, body } = (answer ?? {}) as Record<string, unknown>;
  const status = Number(statusCode);
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) return undefined;
  const all = new Map<string, string>();
  const setCookies: SetCookie[] = [];
  const add = (name: string, value: unknown) => {
    if (name.toLowerCase() !== 'set-cookie') return all.set(name.toLowerCase(), String(value));
    const [, key = '', content = ''] = /^([^=]*)=([^;]*)/.exec(String(value)) ?? [];
    return setCookies.push({ name: key, value: content });
  };
  for (const [name, value] of Object.entries(headers as object)) add(name, value);
  for (const [name, list] of Object.entries(multiValueHeaders as object)) for (const value of list as unknown[]) add(name, value);
  return { status, headers: all, body, ...(setCookies.length > 0 && { setCookies }) };
} // prettier-ignore
