import {
  authorizerFailure,
  checkCognito,
  iamRefusal,
  INVOKE,
  policyRefusal,
  readAuthorizerOutput,
  type AuthorizerResult,
  type LambdaAuthorizer,
  type PolicyEvaluator,
  type Verdict,
} from '../../../cloud/gateway/authorize/index.ts';
import { issuerOf, signerOf } from '../../../cloud/gateway/jwt/index.ts';
import { eventV1 } from '../../../cloud/gateway/payload/index.ts';
import { ANYTHING, evaluate, policyIn, principalOf, type Policies } from '../../../cloud/policy/index.ts';
import type { Region } from '../../../cloud/index.ts';
import type { Yieldable } from '../../../kernel/index.ts';
import { limitedTo } from '../../../cloud/gateway/late.ts';
import { Meter } from '../regex/meter.ts';
import { Regex } from '../regex/regex.ts';
import { resourcePolicy } from '../resource-policy.ts';
import type { Authorizer } from '../schema.ts';
import type { StageState } from '../stage.ts';
import type { Exchange } from './exchange.ts';
import { functionFailure, functionIn, invoke } from '../../../cloud/gateway/function.ts';
import { Refused } from './refused.ts';

/** Seconds that a Lambda authorizer may take: the longest that API Gateway waits for a function. */
const TIMEOUT = 29;

/**
 * Lets a request pass, or refuses it: by the API's resource policy and by the method's authorizer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function* authorize(
  region: Region,
  stage: StageState | undefined,
  exchange: Exchange,
): Generator<Yieldable, void, never> {
  const { authorizationType, authorizerId, authorizationScopes } = exchange.method;
  const policy = exchange.origin.snapshot.record.policy;
  const { vpcEndpoint } = exchange.origin;
  if (vpcEndpoint && resourceVerdict(exchange, vpcEndpoint.policy) !== 'allowed') throw denied(exchange, false); // prettier-ignore
  // A private API without a policy of its own is nobody's.
  const silent = vpcEndpoint ? 'implicitly denied' : undefined;
  const byPolicy = policy === undefined ? silent : resourceVerdict(exchange, policy);
  if (byPolicy === 'explicitly denied') throw denied(exchange, true);
  switch (authorizationType) {
    case 'AWS_IAM':
      return checkSignature(exchange, policy);
    case 'CUSTOM': {
      const authorizer = exchange.origin.snapshot.authorizers.get(authorizerId!);
      if (!authorizer)
        throw new Refused({ type: 'AUTHORIZER_CONFIGURATION_ERROR' }, 'The authorizer is gone');
      return yield* askFunction(region, stage, exchange, authorizer, byPolicy === 'allowed');
    }
    case 'COGNITO_USER_POOLS': {
      const authorizer = exchange.origin.snapshot.authorizers.get(authorizerId!);
      checkToken(region, exchange, authorizer, authorizationScopes);
      break;
    }
    default:
      break;
  }
  if (byPolicy === 'implicitly denied') throw denied(exchange, false);
}

function checkSignature(exchange: Exchange, policy: string | undefined): void {
  const { signedBy, accountId } = exchange.origin;
  const resource = exchange.arn;
  const principal = signedBy === undefined ? undefined : principalOf(signedBy);
  const policies: Policies = {
    identity: [ANYTHING],
    ...(policy !== undefined && { resource: resourcePolicy(policy) }),
  };
  const decision =
    principal && evaluate({ principal, action: INVOKE, resource, resourceAccount: accountId, context: exchange.conditions }, policies); // prettier-ignore
  const verdict = verdictOf(decision?.decision);
  const refusal = iamRefusal(
    principal ? { kind: 'valid', userArn: signedBy!, verdict } : { kind: 'none' },
    resource,
  );
  if (refusal) throw new Refused(refusal);
}

function* askFunction(
  region: Region,
  stage: StageState | undefined,
  exchange: Exchange,
  authorizer: Authorizer,
  allowedByPolicy: boolean,
): Generator<Yieldable, void, never> {
  const { simulation } = region.world;
  const at = () => simulation.nowMicros;
  const settings: LambdaAuthorizer = {
    id: authorizer.id!,
    type: authorizer.type as 'TOKEN' | 'REQUEST',
    identitySource: authorizer.identitySource ?? '',
    resultTtlInSeconds: authorizer.authorizerResultTtlInSeconds ?? 0,
  };
  const lookUp = (source: string) => exchange.lookUp(source);
  const expression = authorizer.identityValidationExpression;
  const token = lookUp(settings.identitySource as string);
  if (
    settings.type === 'TOKEN' &&
    expression !== undefined &&
    token !== undefined &&
    !new Regex(expression).matches(token, new Meter(1_000_000))
  )
    // prettier-ignore
    throw new Refused({ type: 'UNAUTHORIZED' });
  const cache = stage?.authorizers;
  const approach = cache?.approach(settings, exchange.origin.stage, lookUp, at()) ?? {
    kind: 'invoke',
    key: undefined,
  };
  if (approach.kind === 'unauthorized') throw new Refused({ type: 'UNAUTHORIZED' });
  let result: AuthorizerResult;
  if (approach.kind === 'cached') result = approach.result as AuthorizerResult;
  else {
    const event =
      settings.type === 'TOKEN'
        ? { type: 'TOKEN', methodArn: exchange.arn, authorizationToken: token }
        : requestEvent(exchange);
    const { apiId, accountId, region: name } = exchange.origin;
    const from = `arn:${region.partition}:execute-api:${name}:${accountId}:${apiId}/authorizers/${settings.id}`;
    const call = invoke(
      region,
      functionIn(authorizer.authorizerUri!)!,
      event,
      from,
      authorizer.authorizerCredentials,
    );
    const outcome = yield* limitedTo(simulation, call, TIMEOUT);
    if (outcome.late)
      throw new Refused({ type: 'AUTHORIZER_FAILURE' }, 'Execution failed due to a timeout error');
    if (outcome.error) {
      const why = functionFailure(outcome.error);
      throw new Refused({ type: why === 'function error' ? authorizerFailure((outcome.error as Error).message) : 'AUTHORIZER_CONFIGURATION_ERROR' }, String(outcome.error)); // prettier-ignore
    }
    const read = readAuthorizerOutput(outcome.value);
    if (!read)
      throw new Refused(
        { type: 'AUTHORIZER_CONFIGURATION_ERROR' },
        'Invalid JSON in response of the authorizer',
      );
    result = read;
    cache?.keep(settings, approach.key, result, at());
  }
  exchange.authorizer = { ...result.context, principalId: result.principalId };
  if (exchange.origin.snapshot.record.apiKeySource === 'AUTHORIZER')
    exchange.apiKey = result.usageIdentifierKey;
  const document = result.policyDocument;
  const message = policyRefusal(document, exchange.arn, evaluator(exchange));
  if (message === undefined) return;
  if (allowedByPolicy && !message.endsWith('deny')) return;
  throw new Refused({ type: 'ACCESS_DENIED', message });
}

/** A REQUEST authorizer's event: a proxy integration's, with a type and the method's ARN. */
function requestEvent(exchange: Exchange): object {
  const { body: _, isBase64Encoded: __, ...event } = eventV1(exchange.request, { ...exchange.match, resourceId: exchange.match.target.resourceId }, exchange.caller, false); // prettier-ignore
  return { type: 'REQUEST', methodArn: exchange.arn, ...event };
}

/** The policy of an authorizer's answer, as that of the caller. */
function evaluator({ origin }: Exchange): PolicyEvaluator {
  const arn = `arn:aws:iam::${origin.accountId}:user/caller`;
  const principal = { type: 'User', arn, account: origin.accountId } as const;
  return (document, action, resource) => {
    let policy;
    try {
      policy = policyIn(JSON.stringify(document), 'identity');
    } catch (error) {
      throw new Refused({ type: 'AUTHORIZER_CONFIGURATION_ERROR' }, String(error));
    }
    const request = { principal, action, resource, resourceAccount: origin.accountId };
    return verdictOf(
      evaluate(request, { identity: [{ name: 'the authorizer’s', document: policy }] }).decision,
    );
  };
}

function checkToken(
  region: Region,
  exchange: Exchange,
  authorizer: Authorizer | undefined,
  scopes: readonly string[] = [],
): void {
  const issuers = (authorizer?.providerARNs ?? []).map(issuerOfPool);
  const identity = exchange.lookUp(authorizer?.identitySource ?? 'method.request.header.Authorization');
  const { world } = region;
  const signed = (token: Parameters<Parameters<typeof checkCognito>[2]>[0]) =>
    signerOf(world, String(token.claims.iss))?.verify(token.signed, token.signature) ?? false;
  const result = checkCognito({ issuers, scopes }, identity, signed, world.simulation.epochMillis / 1000);
  if (!result.ok) throw new Refused({ type: result.type });
  exchange.authorizer = { claims: Object.fromEntries(Object.entries(result.claims).map(([name, value]) => [name, String(value)])) }; // prettier-ignore
}

/** The issuer of a user pool's tokens: `arn:aws:cognito-idp:us-east-1:1234:userpool/us-east-1_abc`. */
function issuerOfPool(arn: string): string {
  const [, , , region = '', , resource = ''] = arn.split(':');
  return issuerOf(region, resource.slice(resource.indexOf('/') + 1));
}

function resourceVerdict(exchange: Exchange, policy: string): Verdict {
  const { origin } = exchange;
  const principal = origin.signedBy === undefined ? undefined : principalOf(origin.signedBy);
  const decision = evaluate(
    {
      principal: principal ?? { type: 'Anonymous' },
      action: INVOKE,
      resource: exchange.arn,
      resourceAccount: origin.accountId,
      context: exchange.conditions,
    },
    { resource: resourcePolicy(policy) },
  );
  return verdictOf(decision.decision);
}

function verdictOf(decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | undefined): Verdict {
  if (decision === 'allowed') return 'allowed';
  return decision === 'explicitDeny' ? 'explicitly denied' : 'implicitly denied';
}

function denied({ arn, origin }: Exchange, explicitly: boolean): Refused {
  const who = origin.signedBy ?? 'anonymous';
  const why = explicitly ? ' with an explicit deny' : '';
  return new Refused({ type: 'ACCESS_DENIED', message: `User: ${who} is not authorized to perform: ${INVOKE} on resource: ${masked(arn)}${why}` }); // prettier-ignore
}

/** An ARN as refusals show it: of the account, four digits. */
const masked = (arn: string) => arn.replace(/:\d{8}(\d{4}):/, ':********$1:');
