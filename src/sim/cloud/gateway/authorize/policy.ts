/** What a policy says. */
export type Verdict = 'allowed' | 'implicitly denied' | 'explicitly denied';

/** The policy evaluator: whether a document lets an action be done to a resource. */
export type PolicyEvaluator = (policyDocument: unknown, action: string, resource: string) => Verdict;

/** The action of calling a method. */
export const INVOKE = 'execute-api:Invoke';
/** The action of emptying a part of a cache. */
export const INVALIDATE_CACHE = 'execute-api:InvalidateCache';

/** What a policy calls a method of an API: the path as it was requested, without the first slash. */
export function methodArn(method: {
  readonly region: string;
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly httpMethod: string;
  readonly path: string;
}): string {
  const { region, accountId, apiId, stage, httpMethod, path } = method;
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${httpMethod}/${path.replace(/^\//, '')}`;
}

/** The message of a refusal by an authorizer's policy, undefined where it allows. */
export function policyRefusal(
  policyDocument: unknown,
  resource: string,
  evaluate: PolicyEvaluator,
): string | undefined {
  const verdict = evaluate(policyDocument, INVOKE, resource);
  if (verdict === 'allowed') return undefined;
  const words = 'User is not authorized to access this resource';
  return verdict === 'explicitly denied' ? `${words} with an explicit deny` : words;
}

/** Who signed a request for IAM, as far as could be seen. */
export type SignatureState =
  | { readonly kind: 'none' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'valid'; readonly userArn: string; readonly verdict: Verdict };

/** How a request that needs IAM goes on; undefined means that it may. */
export function iamRefusal(state: SignatureState, resource: string) {
  if (state.kind === 'none') return { type: 'MISSING_AUTHENTICATION_TOKEN' } as const;
  if (state.kind === 'expired') return { type: 'EXPIRED_TOKEN' } as const;
  if (state.kind === 'wrong') return { type: 'INVALID_SIGNATURE' } as const;
  if (state.verdict === 'allowed') return undefined;
  const explicitly = state.verdict === 'explicitly denied' ? ' with an explicit deny' : '';
  return {
    type: 'ACCESS_DENIED',
    message: `User: ${state.userArn} is not authorized to perform: ${INVOKE} on resource: ${resource}${explicitly}`,
  } as const;
}
