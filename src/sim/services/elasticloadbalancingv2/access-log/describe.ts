import type { Request, Response } from '../../../cloud/endpoints/index.ts';
import type { Answer } from '../answers/answer.ts';
import { causes } from '../answers/causes.ts';
import type { Authentication, Facts } from '../answers/facts.ts';
import type { Listener } from '../listener.ts';
import type { TargetGroup } from '../target-group.ts';
import type { Target } from '../target.ts';
import type { AccessLogLine } from './line.ts';
import type { Way } from './way.ts';

/** A request that has ended. */
export interface Ended {
  readonly request: Request;
  readonly response: Response | undefined;
  readonly facts: Facts;
  readonly answer: Answer;
  readonly way: Way;
  readonly listener: Listener;
  readonly group: TargetGroup | undefined;
  readonly target: Target | undefined;
  /** Seconds of the run. */
  readonly now: number;
}

/** What a log knows beside the request. */
export interface Beside {
  /** A moment of the run as a date with microseconds. */
  date(seconds: number): string;
  /** The address of a target. */
  readonly targetAddress: string | undefined;
  /** The address of the client, its port, and what names its connection. */
  readonly client: { readonly address: string; readonly port: number; readonly connection: string };
  /** What names the request, where its client has not named it. */
  readonly trace: string;
  /** How the log names the balancer. */
  readonly elb: string;
  /** The address of the node. */
  readonly node: string;
  /** Bytes that a request and a response have beside their bodies. */
  readonly bytes: { readonly request: number; readonly response: number };
}

/** Causes that are found before the rules are looked at. */
const BEFORE_RULES: ReadonlySet<string> = new Set(causes.before.slice(0, 9).map(({ what }) => what));

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes */
const AUTHENTICATION: Partial<Record<Authentication, string>> = {
  'claims too large': 'AuthUserinfoResponseSizeExceeded',
  'provider error': 'AuthTokenEpRequestFailed',
  'provider unreachable': 'AuthTokenEpRequestTimeout',
  'jwt invalid': 'JWTSignatureValidationError',
  'keys invalid': 'JWKSResponseInvalid',
  'keys unreachable': 'JWKSRequestTimeout',
};

/** The line of a request. */
export function describe(ended: Ended, beside: Beside): AccessLogLine {
  const { request, response, facts, answer, way, listener, group, target, now } = ended;
  const { method = 'GET', path = '/', headers, body } = request;
  const { client, bytes } = beside;
  const secure = listener.protocol === 'HTTPS';
  const port = beside.targetAddress ?? '-';
  const status = facts.target?.status === undefined ? '-' : String(facts.target.status);
  const lambda = facts.group?.lambda === true;
  const rules = !BEFORE_RULES.has(answer.why);
  const [asked, worked, given] = times(ended);
  const trace = headers?.get('x-amzn-trace-id');
  const socket = facts.webSocket && answer.code === 101;
  const rewritten = way.rewritten;
  return {
    type: `${socket ? 'ws' : 'http'}${secure ? 's' : ''}`,
    time: beside.date(now),
    elb: beside.elb,
    'client:port': `${client.address}:${client.port}`,
    'target:port': port,
    request_processing_time: asked,
    target_processing_time: worked,
    response_processing_time: given,
    elb_status_code: String(answer.code),
    target_status_code: status,
    received_bytes: String(bytes.request + sizeOf(body)),
    sent_bytes: answer.code === 460 ? '0' : String(bytes.response + sizeOf(response?.body)),
    request_line: `${method} ${listener.protocol.toLowerCase()}://${request.host}:${listener.port}${path} HTTP/1.1`,
    user_agent: headers?.get('user-agent') ?? '-',
    ssl_cipher: secure ? (tls13(listener) ? 'TLS_AES_128_GCM_SHA256' : 'ECDHE-RSA-AES128-GCM-SHA256') : '-',
    ssl_protocol: secure ? (tls13(listener) ? 'TLSv1.3' : 'TLSv1.2') : '-',
    target_group_arn: group?.arn ?? '-',
    trace_id: trace === undefined ? beside.trace : trace.includes('Root=') ? `${beside.trace.replace('Root', 'Self')};${trace}` : trace,
    domain_name: secure ? request.host : '-',
    chosen_cert_arn: (secure && listener.certificates[0]) || '-',
    matched_rule_priority: !rules || !way.rule ? '-' : way.rule.priority === 'default' ? '0' : String(way.rule.priority),
    request_creation_time: beside.date(way.began),
    actions_executed: rules ? actions(ended).join() || '-' : '-',
    redirect_url: way.redirectUrl ?? '-',
    error_reason: reason(ended),
    'target:port_list': port,
    target_status_code_list: lambda || target === undefined ? '-' : status,
    classification: '-',
    classification_reason: '-',
    conn_trace_id: client.connection,
    transformed_host: rewritten && rewritten.host !== request.host ? rewritten.host : '-',
    transformed_uri: rewritten && rewritten.path !== path ? rewritten.path : '-',
    request_transform_status: rewritten && (way.rule?.transforms ?? []).length > 0 ? 'TransformSuccess' : '-',
    ip_address: beside.node,
  };
} // prettier-ignore

/**
 * Three times: until the request was sent to the target, until the response began, until it was passed on. -1 stands for
 * a phase that did not happen. What a target that hangs up leaves (two times, and -1) is AWS's own example:
 * https://repost.aws/knowledge-center/elb-alb-troubleshoot-502-errors
 */
function times({ facts: { target, action, group }, way, now }: Ended): [string, string, string] {
  const { began, sent, answered } = way;
  const none = '-1';
  if (sent === undefined || !target || (action && action !== 'forward')) return [none, none, none];
  const asked = (sent - began).toFixed(3);
  if (answered !== undefined) return [asked, (answered - sent).toFixed(3), (now - answered).toFixed(3)];
  const { closes = Infinity, deregisters = Infinity } = target;
  const cut = closes < Infinity || deregisters < Infinity;
  if (group?.lambda && target.lambda) return [asked, (now - sent).toFixed(3), '0.000'];
  return [asked, cut ? (now - sent).toFixed(3) : none, none];
}

function actions({ facts, way, request }: Ended): string[] {
  if (!way.rule) return [];
  const { authentication, action } = facts;
  const failed = authentication !== undefined && authentication !== 'passed';
  return [
    ...(authentication === undefined ? [] : ['authenticate']),
    ...(way.rewritten && way.rewritten.path !== (request.path ?? '/') ? ['rewrite'] : []),
    ...(failed || action === undefined ? [] : [action]),
  ];
}

function reason({ facts: { authentication, group, target }, answer, way }: Ended): string {
  if (authentication !== undefined && AUTHENTICATION[authentication]) return AUTHENTICATION[authentication];
  if (!group?.lambda) return '-';
  if (answer.code === 413) return 'LambdaRequestTooLarge';
  if (target?.lambda) return way.reason ?? 'LambdaUnhandled';
  return answer.by === 'load balancer' && target?.status !== undefined ? 'LambdaResponseTooLarge' : '-';
}

const tls13 = ({ sslPolicy = '' }: Listener) => sslPolicy.includes('TLS13');

const sizeOf = (body: unknown) => (typeof body === 'string' ? body.length : 0);
