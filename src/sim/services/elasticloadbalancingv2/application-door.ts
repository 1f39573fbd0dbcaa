import {
  endpointsOf,
  HttpError,
  within,
  type Connection,
  type Request,
  type Response,
  type SetCookie,
} from '../../cloud/endpoints/index.ts';
import { NotModelled } from '../../cloud/index.ts';
import type { Reply } from '../../kernel/index.ts';
import type { Way } from './access-log/way.ts';
import { answer, type Answer } from './answers/answer.ts';
import { CONNECT_TIMEOUT, type Facts, type TargetFacts } from './answers/facts.ts';
import type { DoorNode } from './door-node.ts';
import type { GroupNode } from './group-node.ts';
import type { SeenTarget } from './target.ts';
import { asRulesSee, forwarded, sealed, unsealed, wholePath } from './http-request.ts';
import { invoke } from './lambda-target.ts';
import type { Listener } from './listener.ts';
import { COOKIE_LIFE, issued, type SentCookies } from './routing/stickiness.ts';
import { chooseGroup } from './routing/target-groups.ts';
import { groupsOf, type Action } from './rules/action.ts';
import { location } from './rules/redirect.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Steps<T> = Generator<Reply<unknown>, T>;

/** What came back from a target. */
interface Exchanged {
  readonly facts: TargetFacts;
  readonly response?: Response;
}

/** A connection that breaks within so many seconds after a request over it had been closed already: a round trip. */
const RACE = 0.005;

/** A listener of an Application Load Balancer at one node: takes requests, decides, forwards, answers. */
export class ApplicationDoor {
  readonly #node: DoorNode;
  readonly #listener: Listener;

  /** Made by a node. */
  constructor(node: DoorNode, listener: Listener) {
    this.#node = node;
    this.#listener = listener;
  }

  get #simulation() {
    return this.#node.balancer.region.world.simulation;
  }

  /** Works on one request. Ended early where the client has gone: that is a 460. */
  *handle(request: Request, from: string): Steps<Response> {
    const way: Way = { began: this.#simulation.now };
    const facts: Mutable<Facts> = this.#factsOf(request);
    let group: GroupNode | undefined;
    let seen: SeenTarget | undefined;
    let response: Response | undefined;
    const cookies: SetCookie[] = [];
    try {
      const { protocol, port, rules } = this.#listener;
      const wanted = asRulesSee(request, protocol as 'HTTP', port, from);
      const { action, before, request: rewritten, evaluations, rule } = rules!.decide(wanted);
      way.rule = rule;
      this.#node.balancer.evaluated(evaluations);
      for (const one of before) facts.authentication = this.#authenticate(request, one);
      facts.action = action.type as 'forward';
      if (action.type === 'fixed-response') response = fixed(action, facts);
      else if (action.type === 'redirect') {
        const to = location(action.redirectConfig!, wanted);
        facts.redirectUrl = to === undefined ? Infinity : to.length;
        if (to !== undefined) way.redirectUrl = to;
        facts.redirectStatus = action.redirectConfig!.statusCode === 'HTTP_301' ? 301 : 302;
        response = { status: facts.redirectStatus, headers: new Map([['location', to ?? '']]) };
      } else {
        if (!rewritten) facts.transformFailed = true;
        else if (rule.transforms?.length) way.rewritten = { host: rewritten.host, path: wholePath(rewritten) };
        group = this.#group(action, request, cookies);
        const lambda = group?.group.targetType === 'lambda';
        const sent = group?.routing.options.stickiness ? sentCookies(request) : {};
        // Whatever is refused before a target is chosen takes none.
        facts.group = { eligible: group ? group.eligible.length : 0, lambda, protocolVersion: (group?.group.given.protocolVersion ?? 'HTTP1') as 'HTTP1' };
        const refused = answer({ ...facts, target: { status: 200 } }).by === 'load balancer';
        const route = refused ? undefined : group?.routing.route(this.#simulation.now, sent);
        if (group && route) {
          seen = group.seen(route.target);
          seen.target.sent++;
          group.group.requested(group.healthy);
          const xff = this.#node.balancer.value('routing.http.xff_header_processing.mode')!;
          const passed = forwarded(request, rewritten!, from, xff);
          const exchanged = lambda ? yield* this.#invoke(group, seen, passed, way) : yield* this.#exchange(group, seen, passed, way);
          facts.target = exchanged.facts;
          response = exchanged.response;
          this.#stick(group, seen, sent, response, cookies);
        }
      }
      const given = this.#finish(facts, request, from, group, seen, way, response);
      if (given.by === 'target' || !isError(facts, given)) return withCookies(response!, cookies);
      return { status: given.code, headers: new Map([['server', 'awselb/2.0']]) };
    } catch (error) {
      seen = undefined;
      throw error;
    } finally {
      // Still under way: the client has left.
      if (seen && facts.target === undefined) {
        const elapsed = this.#simulation.now - way.began;
        this.#finish({ ...facts, clientPatience: elapsed, target: { responds: Infinity } }, request, from, group, seen, way);
      }
    }
  } // prettier-ignore

  /** Sends a request to a target over a connection that is kept, or a new one. */
  *#exchange(group: GroupNode, seen: SeenTarget, request: Request, way: Way): Steps<Exchanged> {
    const simulation = this.#simulation;
    const { balancer, place } = this.#node;
    const idleTimeout = Number(balancer.value('idle_timeout.timeout_seconds'));
    let connection = takeIdle(seen, simulation.now, idleTimeout);
    const kept = connection !== undefined;
    const began = simulation.now;
    let cut = false;
    let waiting: Reply<unknown> | undefined;
    const stop = () => {
      cut = true;
      waiting?.reject(new HttpError('reset', seen.target.id));
    };
    seen.underWay.add(stop);
    let keeps = false;
    try {
      if (!connection) {
        const tls = group.group.given.protocol === 'HTTPS' ? 1 : 0;
        const opening = endpointsOf(balancer.region.world).connect(place, group.addressOf(seen.target), tls);
        connection = yield* within(simulation, (waiting = opening) as typeof opening, CONNECT_TIMEOUT, 'connect timeout');
      }
      way.sent = simulation.now;
      const sent = connection.send(request);
      const response = yield* within(simulation, (waiting = sent) as typeof sent, idleTimeout, 'read timeout');
      way.answered = simulation.now;
      keeps = connection.open && !response.close;
      return { response, facts: { connection: kept ? 'kept open' : 'made', responds: simulation.now - began, status: response.status } };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const elapsed = simulation.now - began;
      if (cut) return { facts: { responds: Infinity, deregisters: elapsed } };
      if (error.failure === 'refused') return { facts: { connection: 'refused' } };
      if (error.failure === 'connect timeout') return { facts: { connection: 'silent' } };
      if (error.failure === 'read timeout') return { facts: { responds: Infinity } };
      return { facts: { connection: kept ? 'kept open' : 'made', closes: kept && elapsed < RACE ? 0 : elapsed, responds: Infinity } };
    } finally {
      seen.underWay.delete(stop);
      if (keeps && group.seen(seen.view) === seen) seen.idle.push(connection!);
      else connection?.close();
    }
  } // prettier-ignore

  *#invoke(group: GroupNode, seen: SeenTarget, request: Request, way: Way): Steps<Exchanged> {
    const began = (way.sent = this.#simulation.now);
    const stop = () => {};
    seen.underWay.add(stop);
    try {
      const result = yield* invoke(group.group, seen.target, request);
      const responds = this.#simulation.now - began;
      if ('failed' in result) {
        way.reason = result.reason;
        return { facts: { lambda: result.failed } };
      }
      way.answered = this.#simulation.now;
      return { response: result.response, facts: { responds, status: result.response.status, responseBody: result.bytes } };
    } finally {
      seen.underWay.delete(stop);
    }
  } // prettier-ignore

  /** The group of a request: by cookie, else by weight. */
  #group(action: Action, request: Request, cookies: SetCookie[]): GroupNode | undefined {
    const groups = groupsOf(action);
    const { now } = this.#simulation;
    const { enabled = false, durationSeconds } = action.forwardConfig?.targetGroupStickinessConfig ?? {};
    const duration = enabled ? durationSeconds : undefined;
    const cookie = duration === undefined ? undefined : unsealed(request.cookies?.get('AWSALBTG'));
    const chosen = chooseGroup(groups, () => this.#node.random.next(), now, cookie && { group: cookie.target, renewed: cookie.renewed }, duration); // prettier-ignore
    if (chosen && duration !== undefined) {
      const value = sealed(chosen.id, now);
      for (const name of ['AWSALBTG', 'AWSALBTGCORS']) cookies.push({ name, value, maxAge: COOKIE_LIFE });
    }
    return chosen && this.#node.group(this.#node.balancer.groupOf(chosen.id));
  }

  #stick(group: GroupNode, seen: SeenTarget, sent: SentCookies, response: Response | undefined, cookies: SetCookie[]): void {
    const { stickiness, crossZone } = group.routing.options;
    if (!stickiness || !crossZone || !response) return;
    const set = (response.setCookies ?? []).map(({ name }) => name);
    for (const { name, target, renewed } of issued(stickiness, sent, seen.view.id, set, this.#simulation.now))
      cookies.push({ name, value: sealed(target, renewed), maxAge: COOKIE_LIFE });
  } // prettier-ignore

  /** The answer, and what it counts. */
  #finish(facts: Facts, request: Request, from: string, group: GroupNode | undefined, seen: SeenTarget | undefined, way: Way, response?: Response): Answer {
    const given = answer(facts);
    const { balancer } = this.#node;
    const responds = facts.target?.responds;
    for (const name of given.counters) {
      if (name === 'TargetResponseTime' && responds === undefined) continue;
      const value = name === 'TargetResponseTime' ? responds! : 1;
      balancer.counters.count(name, value);
      group?.group.counters?.count(name, value);
    }
    if (group && seen) {
      const status = facts.target?.status ?? 0;
      group.routing.ended(seen.view, facts.target?.connection === 'refused' || facts.target?.connection === 'silent' || status >= 500 || (facts.target?.closes ?? Infinity) < Infinity);
      group.group.ended(seen.target);
    }
    balancer.answered({
      time: this.#simulation.now,
      client: from,
      ...(seen && { target: seen.target.id }),
      ...(group && { targetGroup: group.group.name }),
      zone: this.#node.zone,
      status: given.code,
      ...(facts.target?.status !== undefined && { targetStatus: facts.target.status }),
      duration: this.#simulation.now - way.began,
      method: request.method ?? 'GET',
      host: request.host,
      path: request.path ?? '/',
      by: given.by,
      why: given.why,
    });
    balancer.transferred(request, facts.group?.lambda === true);
    balancer.accessLog?.add(this.#node, from, {
      request,
      response,
      facts,
      answer: given,
      way,
      listener: this.#listener,
      group: group?.group,
      target: seen?.target,
      now: this.#simulation.now,
    });
    return given;
  } // prettier-ignore

  #factsOf({ method = 'GET', headers, path = '/', body }: Request): Facts {
    const facts: Mutable<Facts> = { method, idleTimeout: Number(this.#node.balancer.value('idle_timeout.timeout_seconds')) };
    if (path.length > 8192) facts.url = path.length;
    if (typeof body === 'string') facts.body = body.length;
    if (headers && headers.size > 0) {
      const sizes = Array.from(headers, ([name, value]) => name.length + value.length + 4);
      const xff = headers.get('x-forwarded-for');
      const coding = headers.get('transfer-encoding');
      Object.assign(facts, { largestHeader: Math.max(...sizes), requestHeaders: sizes.reduce((sum, size) => sum + size, 0) });
      if (xff !== undefined) facts.forwardedFor = xff.split(',').length;
      if (coding !== undefined) facts.transferEncoding = coding;
      if (headers.get('upgrade') === 'websocket') facts.webSocket = true;
      if (headers.get('content-type')?.startsWith('application/grpc')) facts.requestProtocol = 'GRPC';
    }
    return facts;
  } // prettier-ignore

  #authenticate(request: Request, action: Action): NonNullable<Facts['authentication']> {
    const { authenticate } = this.#node.balancer;
    if (!authenticate) throw new NotModelled('Elastic Load Balancing', `identity providers: set the balancer's authenticate for the action ${action.type}`); // prettier-ignore
    return authenticate(request, action.type);
  }
}

function fixed({ fixedResponseConfig = {} }: Action, facts: Mutable<Facts>): Response {
  const { statusCode = '200', contentType = 'text/plain', messageBody } = fixedResponseConfig;
  facts.fixedStatus = Number(statusCode);
  return { status: facts.fixedStatus, headers: new Map([['content-type', contentType]]), body: messageBody };
}

/** Whether the balancer answers for something that went wrong, and not as its rule says. */
function isError({ action, fixedStatus, redirectStatus }: Facts, { code, why }: Answer): boolean {
  return !(action !== 'forward' && (code === fixedStatus || code === redirectStatus) && /action$/.test(why));
}

function takeIdle(seen: SeenTarget, now: number, idleTimeout: number): Connection | undefined {
  for (;;) {
    const connection = seen.idle.pop();
    if (!connection || (connection.open && now - connection.idleSince < idleTimeout)) return connection;
    connection.close();
  }
}

function sentCookies({ cookies }: Request): SentCookies {
  if (!cookies) return {};
  const [AWSALB, AWSALBCORS, AWSALBAPP] = ['AWSALB', 'AWSALBCORS', 'AWSALBAPP-0'].map((name) => unsealed(cookies.get(name)));
  return { ...(AWSALB && { AWSALB }), ...(AWSALBCORS && { AWSALBCORS }), ...(AWSALBAPP && { AWSALBAPP }), names: [...cookies.keys()] };
} // prettier-ignore

function withCookies(response: Response, cookies: readonly SetCookie[]): Response {
  const { close: _, ...rest } = response;
  if (cookies.length === 0) return rest;
  return { ...rest, setCookies: [...(response.setCookies ?? []), ...cookies] };
}
