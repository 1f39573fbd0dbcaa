import { type Mismatch, type Request, mismatch } from './applies.ts';
import type { Context } from './context.ts';
import type { PolicyDocument } from './document.ts';
import { type Naming, naming } from './principal.ts';
import type { Statement } from './statement.ts';

/** A policy by the name that an explanation gives it. */
export interface Policy {
  name: string;
  /** Managed policies and those of an organization have one; an error names it. */
  arn?: string;
  document: PolicyDocument;
}

/** The kinds of policies, in the order in which AWS looks for what allows. */
export const KINDS = [
  'resourceControl',
  'serviceControl',
  'endpoint',
  'resource',
  'identity',
  'boundary',
  'session',
] as const;
/** A kind of policies. */
export type PolicyKind = (typeof KINDS)[number];

/** One statement, where it stands. */
export interface StatementReference {
  kind: PolicyKind;
  policy: Policy;
  /** Which statement of the policy, from 0. */
  index: number;
  statement: Statement;
}

/** What the policies of one kind, or of one level of an organization, say about a request. */
export interface Finding {
  kind: PolicyKind;
  /** The root, unit or account of the organization; undefined for other kinds. */
  level?: string;
  /** `silent`: nothing applies, or no Allow does. `absent`: there is no such policy, and none is needed. */
  outcome: 'allow' | 'explicitDeny' | 'silent' | 'absent';
  /** Whether the request is lost if this kind is silent. */
  needed: boolean;
  /** The statements that apply: the Deny ones, or else the Allow ones, with the strongest grant first. */
  by: readonly StatementReference[];
  /** How the policy of the resource names the principal at best, among its Allow statements that apply. */
  grant?: Naming;
  /** Of each statement that does not apply, the first element that does not fit. */
  misses: readonly (StatementReference & { mismatch: Mismatch })[];
}

/** Holds all statements of some policies against a request; none is passed over, so that their order does not matter. */
export function find(
  kind: PolicyKind,
  policies: readonly Policy[] | undefined,
  request: Request,
  context: Context,
  level?: string,
): Finding {
  const allows: StatementReference[] = [];
  const denies: StatementReference[] = [];
  const misses: (StatementReference & { mismatch: Mismatch })[] = [];
  for (const policy of policies ?? []) {
    for (const [index, statement] of policy.document.statements.entries()) {
      const reference = { kind, policy, index, statement };
      const miss = mismatch(statement, request, context, policy.document.version);
      if (miss) misses.push({ ...reference, mismatch: miss });
      else (statement.effect === 'Deny' ? denies : allows).push(reference);
    }
  }
  const ways = new Map(allows.map((allow) => [allow, wayOf(allow, request)]));
  const grant = BEST.find((way) => allows.some((allow) => ways.get(allow) === way));
  allows.sort((a, b) => BEST.indexOf(ways.get(a)!) - BEST.indexOf(ways.get(b)!));
  const by = denies.length > 0 ? denies : allows;
  const found = denies.length > 0 ? 'explicitDeny' : allows.length > 0 ? 'allow' : 'silent';
  return { kind, level, outcome: policies ? found : 'absent', needed: false, by, misses, grant };
}

/** From the strongest down. */
const BEST: readonly Naming[] = ['direct', 'entity', 'account'];

/** How a statement names the principal; undefined where it needs no name. One who is not left out is named as everyone is. */
function wayOf({ statement }: StatementReference, { principal }: Request): Naming | undefined {
  if (statement.principal) return naming(statement.principal, principal);
  return statement.notPrincipal && 'direct';
}
