import type { HttpResponse, Pairs } from '../../cloud/gateway/payload/index.ts';
import { readHostRequest } from '../../cloud/gateway/read-request.ts';
import { ResourceTree } from '../../cloud/gateway/route/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { integrationOf } from './integrations.ts';
import { methodOf } from './methods.ts';
import { Part, type Context } from './part.ts';
import { Exchange } from './pipeline/exchange.ts';
import { integrate, type Behind } from './pipeline/integrate.ts';
import { refusalAnswer } from './pipeline/pipeline.ts';
import { Refused } from './pipeline/refused.ts';
import { validate } from './pipeline/validate.ts';
import { resourceOf } from './resources.ts';
import { hostOf } from './rest-apis.ts';
import type { Input, Output } from './schema.ts';
import { snapshotOf, type MethodTarget } from './snapshot.ts';

/** The console's test of a method: validation and integration of what is not deployed yet, without policies and limits. */
export class TestingTool extends Part {
  readonly #behind: Behind;

  /** Made by `ApiGateway`. */
  constructor(gateway: Context, behind: Behind) {
    super(gateway);
    this.#behind = behind;
  }

  testInvokeMethod(input: Input<'TestInvokeMethod'>): Reply<Output<'TestInvokeMethod'>> {
    const {
      restApiId,
      resourceId,
      httpMethod,
      pathWithQueryString,
      headers = {},
      multiValueHeaders = {},
    } = input;
    const resource = resourceOf(this.gateway.apis.get(restApiId), resourceId);
    const api = this.api(restApiId);
    const method = resource.methods.get(httpMethod) ?? methodOf(resource, 'ANY');
    integrationOf(method);
    const whole = pathWithQueryString ?? resource.path;
    const at = whole.indexOf('?');
    const pairs: Pairs = [
      ...Object.entries(headers),
      ...Object.entries(multiValueHeaders).flatMap(([name, values]) =>
        values.map((value) => [name, value] as const),
      ),
    ];
    const request = readHostRequest({
      method: httpMethod,
      origin: '',
      path: at < 0 ? whole : whole.slice(0, at),
      rawQuery: at < 0 ? '' : whole.slice(at + 1),
      headers: pairs,
      body: new TextEncoder().encode(input.body ?? ''),
      sourceIp: 'test-invoke-source-ip',
    });
    const target: MethodTarget = { resourceId, method: structuredClone(method) };
    const tree = new ResourceTree<MethodTarget>();
    tree.add(resource.path, httpMethod, target);
    const nowhere = { resourcePath: resource.path, pathParameters: {}, target };
    const { region } = this.gateway;
    const requestId = this.gateway.uuid();
    const exchange = new Exchange(
      {
        apiId: api.id,
        stage: 'test-invoke-stage',
        region: region.name,
        accountId: region.account,
        domainName: hostOf(api.id, region),
        requestId,
        extendedRequestId: requestId,
        sourceIp: 'test-invoke-source-ip',
        at: this.simulation.epochMillis,
        snapshot: snapshotOf(api),
        variables: new Map(Object.entries(input.stageVariables ?? {})),
      },
      request,
      tree.match(httpMethod, request.path) ?? nowhere,
    );
    return this.simulation.process(() => this.#run(exchange), 'TestInvokeMethod');
  }

  *#run(exchange: Exchange): Generator<Yieldable, Output<'TestInvokeMethod'>, never> {
    const { request, match, origin } = exchange;
    const began = this.simulation.now;
    const log = [
      `Starting execution for request: ${origin.requestId}`,
      `HTTP Method: ${request.method}, Resource Path: ${request.path}`,
      `Method request path: ${shown(Object.entries(match.pathParameters))}`,
      `Method request query string: ${shown(request.query)}`,
      `Method request headers: ${shown(request.headers)}`,
      `Method request body before transformations: ${new TextDecoder().decode(request.body)}`,
    ];
    let answer: HttpResponse;
    try {
      validate(exchange);
      answer = yield* integrate(this.#behind, exchange);
      log.push(
        `Method response body after transformations: ${String(answer.body)}`,
        `Method response headers: ${shown(answer.headers)}`,
        'Successfully completed execution',
      );
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { headers, ...rest } = refusalAnswer(error.failure, exchange);
      // The console shows what went wrong, and no content type.
      answer = { ...rest, headers: headers.filter(([name]) => name !== 'Content-Type') };
      log.push(`Execution failed due to configuration error: ${error.why || error.failure.type}`);
    }
    log.push(`Method completed with status: ${answer.statusCode}`);
    const stamp = new Date(this.simulation.epochMillis).toUTCString();
    const lines = log.map((line) => `${stamp} : ${line}`);
    return {
      status: answer.statusCode,
      body: String(answer.body),
      headers: Object.fromEntries(answer.headers),
      multiValueHeaders: Object.fromEntries(answer.headers.map(([name, value]) => [name, [value]])),
      log: `Execution log for request ${origin.requestId}\n${lines.join('\n')}\n`,
      latency: Math.round((this.simulation.now - began) * 1000),
    };
  }
}

const shown = (pairs: Pairs) => `{${pairs.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
