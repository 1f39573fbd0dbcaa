import { endpointsOf, type Request, type Response } from '../../cloud/endpoints/index.ts';
import { evaluate, ANYTHING, type Principal } from '../../cloud/policy/index.ts';
import { sha256, utf8 } from '../../cloud/digest/index.ts';
import type { Process, Yieldable } from '../../kernel/index.ts';
import { conflict, notFound, violates } from './errors.ts';
import type { FunctionUrl } from './function-url.ts';
import type { Account, LambdaFunction } from './function.ts';
import type { Invocations } from './invocations.ts';
import { Part, refuseNotModelled } from './part.ts';
import type { Input, Output } from './schema.ts';
import { BAD_GATEWAY, eventOf, JSON_TYPE, responseOf } from './url-event.ts';

const PATTERN = '((?!^\\d+$)^[0-9a-zA-Z-_]+$)';
const missing = () => notFound('The resource you requested does not exist.');

/** Function URLs: an HTTPS address of a function's own. https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
export class Urls extends Part {
  readonly #invocations: Invocations;

  constructor(account: Account, invocations: Invocations) {
    super(account);
    this.#invocations = invocations;
  }

  createFunctionUrlConfig(input: Input<'CreateFunctionUrlConfig'>): Output<'CreateFunctionUrlConfig'> {
    const { fn, key, arn } = this.#place(input, () => notFound('Function does not exist'));
    const { authType, cors, invokeMode = 'BUFFERED' } = input;
    if (invokeMode === 'RESPONSE_STREAM') refuseNotModelled({ streamedResponses: true }, 'streamedResponses');
    if (fn.urls.has(key))
      throw conflict(
        `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      );
    const { name, account } = this.region;
    const id = sha256(utf8(`${arn}${account}`))
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 32);
    const domain = `${id}.lambda-url.${name}.on.aws`;
    const url: FunctionUrl = {
      url: `https://${domain}/`,
      domain,
      functionArn: arn,
      created: this.date,
      modified: this.date,
      authType,
      cors,
      invokeMode,
      told: input.invokeMode !== undefined,
    };
    fn.urls.set(key, url);
    endpointsOf(this.region.world).listen(
      domain,
      (request, from) => this.#answer(fn, key, url, request, from),
      {
        place: name,
      },
    );
    const { lastModifiedTime: _, ...answer } = shown(url);
    return answer;
  }

  getFunctionUrlConfig(input: Input<'GetFunctionUrlConfig'>): Output<'GetFunctionUrlConfig'> {
    return shown(this.#url(input, missing).url, true);
  }

  updateFunctionUrlConfig(input: Input<'UpdateFunctionUrlConfig'>): Output<'UpdateFunctionUrlConfig'> {
    const { url } = this.#url(input, () => notFound('Function does not exist'));
    url.authType = input.authType ?? url.authType;
    url.cors = input.cors ?? url.cors;
    url.modified = this.date;
    return shown(url);
  }

  deleteFunctionUrlConfig(input: Input<'DeleteFunctionUrlConfig'>): Output<'DeleteFunctionUrlConfig'> {
    const { fn, key, url } = this.#url(input, missing);
    fn.urls.delete(key);
    endpointsOf(this.region.world).remove(url.domain);
    return {};
  }

  listFunctionUrlConfigs(input: Input<'ListFunctionUrlConfigs'>): Output<'ListFunctionUrlConfigs'> {
    const { name } = this.reference(input.functionName);
    const fn = this.account.functions.get(name);
    if (!fn) throw notFound('Function does not exist');
    const { page, nextMarker } = this.page([...fn.urls.values()], input);
    return {
      functionUrlConfigs: page.map((url) => shown(url, true)),
      ...(nextMarker !== undefined && { nextMarker }),
    };
  }

  /** A request to a function's URL, without the network before it. */
  request(url: string, request: Omit<Request, 'host'>): Process<Response> {
    const domain = /^https:\/\/([^/]+)/.exec(url)?.[1] ?? url;
    for (const fn of this.account.functions.values())
      for (const [key, one] of fn.urls)
        if (one.domain === domain)
          return this.simulation.process(
            () => this.#answer(fn, key, one, { ...request, host: domain }, '203.0.113.7'),
            `a request to ${domain}`,
          );
    return this.simulation.process(() => NOWHERE, `a request to ${domain}`);
  }

  /** A request over HTTPS: whether its caller may, what the function answers, and the headers for browsers. */
  *#answer(
    fn: LambdaFunction,
    key: string,
    url: FunctionUrl,
    request: Request,
    from: string,
  ): Generator<Yieldable, Response, never> {
    const cors = corsHeaders(url.cors, request);
    if (request.method === 'OPTIONS' && cors) return { status: 200, headers: cors };
    // Requests here are not signed: with AWS_IAM nobody is let in.
    if (url.authType === 'AWS_IAM' || !this.#public(fn, key, url)) return FORBIDDEN;
    const event = eventOf(request, {
      urlId: url.domain.split('.')[0]!,
      domainName: url.domain,
      requestId: this.account.uuid(),
      timeEpoch: this.simulation.epochMillis,
      sourceIp: from,
    });
    if (fn.standing.state !== 'Active') return BAD_GATEWAY;
    const qualifier = key === '' ? undefined : key;
    const result = yield* this.#invocations.invoked(fn, qualifier, JSON.stringify(event));
    if (result.refused) return result.refused.name === 'TooManyRequestsException' ? THROTTLED : BAD_GATEWAY;
    if (result.outcome.status !== 'succeeded') return BAD_GATEWAY;
    const response = responseOf(JSON.parse(result.outcome.value as string));
    return cors ? { ...response, headers: new Map([...(response.headers ?? []), ...cors]) } : response;
  }

  /** Everybody needs both actions since October 2025: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
  #public(fn: LambdaFunction, key: string, url: FunctionUrl): boolean {
    const policy = fn.policies.get(key)?.policy;
    if (!policy) return false;
    const principal: Principal = { type: 'Anonymous' };
    const context = { 'lambda:FunctionUrlAuthType': 'NONE', 'lambda:InvokedViaFunctionUrl': 'true' };
    return ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'].every((action) => {
      const request = { principal, action, resource: url.functionArn, context };
      return evaluate(request, { resource: policy, identity: [ANYTHING] }).decision === 'allowed';
    });
  }

  #place(input: { functionName: string; qualifier?: string }, none: () => Error) {
    if (input.qualifier !== undefined && !/^(?!\d+$)[0-9a-zA-Z-_]+$/.test(input.qualifier))
      throw violates(
        'qualifier',
        input.qualifier,
        `Member must satisfy regular expression pattern: ${PATTERN}`,
      );
    const { name, qualifier } = this.reference(input.functionName, input.qualifier);
    const fn = this.account.functions.get(name);
    if (!fn || (qualifier !== undefined && !fn.aliases.has(qualifier))) throw none();
    return { fn, key: qualifier ?? '', arn: qualifier === undefined ? fn.arn : `${fn.arn}:${qualifier}` };
  }

  #url(input: { functionName: string; qualifier?: string }, none: () => Error) {
    const place = this.#place(input, none);
    const url = place.fn.urls.get(place.key);
    if (!url) throw missing();
    return { ...place, url };
  }
}

const FORBIDDEN: Response = {
  status: 403,
  headers: new Map([...JSON_TYPE, ['x-amzn-errortype', 'AccessDeniedException']]),
  body: '{"Message":"Forbidden"}',
};
/** What meets a request to a URL that no function has. */
const NOWHERE: Response = { ...FORBIDDEN, body: '{"Message":null}' };
/** Status: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html; the body as callers have met it. */
const THROTTLED: Response = {
  status: 429,
  headers: JSON_TYPE,
  body: '{"Reason":"ConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
};

/** The headers that let a page of another origin read the answer; undefined where its origin may not. */
function corsHeaders(
  cors: FunctionUrl['cors'],
  { headers }: Request,
): ReadonlyMap<string, string> | undefined {
  const origin = headers?.get('origin');
  const {
    allowOrigins = [],
    allowMethods,
    allowHeaders,
    exposeHeaders,
    allowCredentials,
    maxAge,
  } = cors ?? {};
  const all = allowOrigins.includes('*');
  if (!cors || origin === undefined || !(all || allowOrigins.includes(origin))) return undefined;
  const found: [string, string | undefined][] = [
    ['origin', all ? '*' : origin],
    ['methods', allowMethods?.join(',')],
    ['headers', allowHeaders?.join(',')],
    ['credentials', allowCredentials ? 'true' : undefined],
  ];
  const map = new Map<string, string>();
  for (const [name, value] of found) if (value !== undefined) map.set(`access-control-allow-${name}`, value);
  if (exposeHeaders) map.set('access-control-expose-headers', exposeHeaders.join(','));
  if (maxAge !== undefined) map.set('access-control-max-age', String(maxAge));
  return map;
}

function shown(url: FunctionUrl, mode = url.told): Output<'GetFunctionUrlConfig'> {
  return {
    functionUrl: url.url,
    functionArn: url.functionArn,
    authType: url.authType,
    creationTime: url.created.toISOString(),
    lastModifiedTime: url.modified.toISOString(),
    ...(url.cors && { cors: url.cors }),
    ...(mode && { invokeMode: url.invokeMode }),
  };
}
