import { parseArn } from '../arn.ts';
import type { Delivery } from '../target.ts';
import { accessDenied } from './access-denied.ts';
import type { ContextKeys } from './context.ts';
import { readPolicy } from './document.ts';
import { evaluate } from './evaluate.ts';
import type { Policy } from './findings.ts';
import { principalOf, type Principal } from './principal.ts';

/** Who delivers, as a policy names it: a service, or the role, user or account that it acts as. */
export function deliverer({ principal }: Delivery): Principal {
  return principalOf(principal) ?? { type: 'Service', name: principal };
}

/** What AWS knows about a delivery, by condition key. */
export function deliveryKeys({ from, principal, account = parseArn(from)?.account }: Delivery): ContextKeys {
  // Some services have the old key too: the policy that a topic begins with admits them by it.
  const owner = account && HAVE_OWNER.has(principal) && { 'aws:SourceOwner': account };
  return { 'aws:SourceArn': from, ...(account && { 'aws:SourceAccount': account }), ...owner };
}

/**
 * Both are on AWS's list of the services that support it, and no other that delivers to a topic here is.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html (checked 2026-11-28)
 */
const HAVE_OWNER: ReadonlySet<string> = new Set(['cloudwatch.amazonaws.com', 'ses.amazonaws.com']);

/**
 * Why a resource refuses a delivery, in AWS's words; undefined where it takes it. A service needs a statement in the
 * resource's policy; who acts in the resource's own account needs none, but must not be denied.
 *
 * @param policy the resource's; undefined where it has none
 */
export function refusalOf(
  policy: Policy | undefined,
  action: string,
  resource: string,
  delivery: Delivery,
): string | undefined {
  const request = { principal: deliverer(delivery), action, resource, context: deliveryKeys(delivery) };
  const decision = evaluate(request, { identity: [ANYTHING], ...(policy && { resource: policy }) });
  return decision.decision === 'allowed' ? undefined : accessDenied(request, decision);
}

/** What users and roles may by their own policies, while nothing says less: everything. */
export const ANYTHING: Policy = {
  name: 'the caller’s own',
  document: readPolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    'identity',
  ),
};
