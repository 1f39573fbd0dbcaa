import { type Cause, causes } from './causes.ts';
import { counted } from './counters.ts';
import type { Facts } from './facts.ts';

/** What the client gets, from whom, and why. */
export interface Answer {
  /** Where the client has left (460), it is in the log alone. */
  readonly code: number;
  /** Who answered. */
  readonly by: 'load balancer' | 'target';
  /** Why, in a few words. */
  readonly why: string;
  /** The counters that go up by one. */
  readonly counters: readonly string[];
}

/** The answer to a request of which these facts hold. */
export function answer(facts: Facts): Answer {
  const early = causes.before.find(({ holds }) => holds(facts));
  if (early) return byBalancer(early, facts);
  const { action = 'forward' } = facts;
  if (action === 'redirect') return ownAction(facts.redirectStatus ?? 302, 'redirect', facts);
  if (action === 'fixed-response') return ownAction(facts.fixedStatus ?? 200, 'fixed-response', facts);
  const cause =
    causes.atGroup.find(({ holds }) => holds(facts)) ?? causes.afterChoice.find(({ holds }) => holds(facts));
  if (cause) return byBalancer(cause, facts);
  const code = facts.target?.status ?? 200;
  return { code, by: 'target', why: 'response of the target', counters: counted(code, 'target', facts) };
}

function byBalancer({ code, what, chosen, counts = [] }: Cause, facts: Facts): Answer {
  const counters = [...counted(code, chosen ? 'after choice' : 'before choice', facts), ...counts];
  return { code, by: 'load balancer', why: what, counters };
}

function ownAction(code: number, action: 'redirect' | 'fixed-response', facts: Facts): Answer {
  const success = action === 'redirect' ? 'HTTP_Redirect_Count' : 'HTTP_Fixed_Response_Count';
  const counters = [...counted(code, 'before choice', facts), success];
  return { code, by: 'load balancer', why: `${action} action`, counters };
}

/**
 * Whether a target may close a kept connection just as the balancer sends a request over it, which gives a 502 now and
 * then: if it waits no longer for the next request than the balancer does.
 */
export function keepAliveRaces(targetKeepAlive: number, idleTimeout: number): boolean {
  return targetKeepAlive <= idleTimeout;
}

/** Requests over one HTTP/2 connection after which the balancer closes it; the next is logged with the code 000. */
export const HTTP2_REQUESTS = 10_000;
