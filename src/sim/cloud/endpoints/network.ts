import type { RandomStream } from '../../kernel/index.ts';

/** What lies between two places, one way. */
export interface Link {
  /** Seconds that a message takes. */
  delay: number;
  /** How likely it is that a message is lost, from 0 to 1. Default 0. */
  loss?: number;
  /** Whether anything comes through. Default true. */
  up?: boolean;
}

/** Port: what lies between the two places of that name now. */
export type Network = (from: string, to: string) => Link;

/** How TCP makes up for loss. */
export interface Retransmission {
  /** Seconds before a lost message is sent again; doubles each time. https://www.rfc-editor.org/rfc/rfc6298#section-2 */
  timeout: number;
  /** How often, before it is given up. Linux sends a SYN six times more (tcp_syn_retries). */
  limit: number;
}

/** What applies where nothing is said. */
export const retransmission: Readonly<Retransmission> = { timeout: 1, limit: 6 };

/**
 * Seconds until a message arrives; Infinity where it never does. A lost message costs its sender a timeout. A message that
 * sets out while the link is cut is gone: what TCP would repeat after it has healed is left out.
 */
export function transit(link: Link, random: RandomStream, { timeout, limit } = retransmission): number {
  const { delay, loss = 0, up = true } = link;
  if (!up || loss >= 1) return Infinity;
  let waited = 0;
  if (loss > 0) {
    let next = timeout;
    for (let sent = 0; random.next() < loss; sent++) {
      if (sent === limit) return Infinity;
      waited += next;
      next *= 2;
    }
  }
  return waited + delay;
}
