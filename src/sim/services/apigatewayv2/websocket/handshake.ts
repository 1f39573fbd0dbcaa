import {
  authorizerFailure,
  identityOf,
  INVOKE,
  readAuthorizerOutput,
} from '../../../cloud/gateway/authorize/index.ts';
import { functionFailure, functionIn, invoke } from '../../../cloud/gateway/function.ts';
import { limitedTo } from '../../../cloud/gateway/late.ts';
import { headerOf, type Pairs } from '../../../cloud/gateway/payload/index.ts';
import type { Region } from '../../../cloud/index.ts';
import { ANYTHING, evaluate, policyIn, principalOf } from '../../../cloud/policy/index.ts';
import type { Yieldable } from '../../../kernel/index.ts';
import type { Release, RouteRecord, StageRecord } from '../http-api.ts';

/** What a client says when it asks for a connection. */
export interface Handshake {
  readonly headers: Pairs;
  readonly query: Pairs;
  readonly sourceIp: string;
  readonly signedBy: string | undefined;
}

/** Why there is no connection: the status that the client's handshake gets. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
  /** 401 or 403 from the guard of `$connect`, 429 for too many, else what the back end made of it. */
  readonly status: number;

  /** Made by `connect`. */
  constructor(status: number) {
    super(`Unexpected server response: ${status}`);
    this.status = status;
  }
}

/** What a guard found about the client, for all later events of the connection. */
export type Guarded = Readonly<Record<string, unknown>> | undefined;

/**
 * Lets a client pass `$connect`, or refuses it. It is asked here and never again: an open connection outlives what let
 * it in.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 *
 * @throws HandshakeError
 */
export function* guard(
  region: Region,
  { route, release, stage, arn }: { route: RouteRecord; release: Release; stage: StageRecord; arn: string },
  handshake: Handshake,
  event: object,
): Generator<Yieldable, Guarded, never> {
  const request = { action: INVOKE, resource: arn, resourceAccount: region.account };
  if (route.authorizationType === 'AWS_IAM') {
    const principal = handshake.signedBy === undefined ? undefined : principalOf(handshake.signedBy);
    const decision = principal && evaluate({ principal, ...request }, { identity: [ANYTHING] });
    if (decision?.decision !== 'allowed') throw new HandshakeError(403);
  }
  if (route.authorizationType !== 'CUSTOM') return undefined;
  const authorizer = release.authorizers.get(route.authorizerId ?? '');
  if (!authorizer) throw new HandshakeError(500);
  const identity = identityOf(authorizer.identitySource ?? [], (source) => sourceOf(source, handshake, stage)); // prettier-ignore
  if (!identity && authorizer.identitySource?.length) throw new HandshakeError(401);
  const { authorizerUri = '', authorizerCredentialsArn } = authorizer;
  const from = `${arn.slice(0, arn.indexOf('/'))}/authorizers/${authorizer.authorizerId}`;
  const call = invoke(region, functionIn(authorizerUri) ?? authorizerUri, { ...event, type: 'REQUEST', methodArn: arn }, from, authorizerCredentialsArn); // prettier-ignore
  const outcome = yield* limitedTo(region.world.simulation, call, 29);
  if (outcome.late) throw new HandshakeError(500);
  if (outcome.error !== undefined) {
    const own = functionFailure(outcome.error) === 'function error';
    const { message } = outcome.error as Error;
    throw new HandshakeError(own && authorizerFailure(message) === 'UNAUTHORIZED' ? 401 : 500);
  }
  const read = readAuthorizerOutput(outcome.value);
  if (!read) throw new HandshakeError(500);
  const principal = { type: 'User', arn: `arn:aws:iam::${region.account}:user/caller`, account: region.account } as const; // prettier-ignore
  const document = policyIn(JSON.stringify(read.policyDocument), 'identity');
  const { decision } = evaluate({ principal, ...request }, { identity: [{ name: 'the authorizer’s', document }] }); // prettier-ignore
  if (decision !== 'allowed') throw new HandshakeError(403);
  return { ...read.context, principalId: read.principalId };
}

/** What an identity source stands for: `route.request.header.Auth`, `route.request.querystring.token`. */
function sourceOf(source: string, { headers, query }: Handshake, stage: StageRecord): string | undefined {
  const [, place, name = ''] = /^(?:\$|route\.)?(request\.header|request\.querystring|stageVariables)\.(.+)$/.exec(source) ?? []; // prettier-ignore
  if (place === 'request.header') return headerOf(headers, name);
  if (place === 'request.querystring') return query.findLast(([key]) => key === name)?.[1];
  return place === 'stageVariables' ? stage.stageVariables?.[name] : undefined;
}
