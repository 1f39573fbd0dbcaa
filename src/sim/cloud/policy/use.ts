/** What a policy is attached to decides which elements it must and must not have. */
export type PolicyUse = keyof typeof USES;

/** Which elements each use of a policy must have, may have, must not have. */
export const USES = {
  /** Of a user, a group or a role; inline or managed. */
  identity: { principal: 'never', resource: 'always', current: true },
  /** A managed policy set as the most that a user or a role may have. */
  boundary: { principal: 'never', resource: 'always', current: true },
  /** Passed to AssumeRole or GetFederationToken. */
  session: { principal: 'never', resource: 'always', current: true },
  serviceControl: { principal: 'never', resource: 'always', current: true },
  resourceControl: { principal: 'always', resource: 'always', current: true },
  /** Of a queue, a topic, a bucket, a function. Some services let the resource be understood. */
  resource: { principal: 'always', resource: 'maybe', current: false },
  /** Who may assume a role. */
  trust: { principal: 'always', resource: 'never', current: false },
} as const;

/** What one use of a policy demands. */
export type Rules = (typeof USES)[PolicyUse];
