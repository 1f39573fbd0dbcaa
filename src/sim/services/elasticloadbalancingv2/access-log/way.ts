import type { Rule } from '../rules/listener-rules.ts';

/** What happened to a request on its way, as far as its line in the access log needs it. Times in seconds of the run. */
export interface Way {
  /** When it came. */
  readonly began: number;
  /** The rule that it matched; undefined where none was looked at. */
  rule?: Rule;
  /** When it was sent to a target; undefined where it never was. */
  sent?: number;
  /** When the response of the target was there. */
  answered?: number;
  /** Where a redirect sent the client. */
  redirectUrl?: string;
  /** Why a function failed, by AWS's code. */
  reason?: string;
  /** The host and path that a rule's transform made. */
  rewritten?: { readonly host: string; readonly path: string };
}
