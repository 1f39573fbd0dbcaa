import type { Connection } from '../../cloud/endpoints/index.ts';
import type { Timer } from '../../kernel/index.ts';
import type { Deregistration } from './routing/deregistration.ts';
import type { NodeTarget } from './routing/node.ts';

/** A registered target of a group. */
export interface Target {
  /** An instance's id, an address, or a function's or balancer's ARN. */
  readonly id: string;
  /** The port that it gets requests at. */
  readonly port: number;
  /** Its zone's name; '' for one that is in none. */
  readonly zone: string;
  /** The address at which the application answers. */
  readonly address: string;
  /** Requests or flows that it has been sent. */
  sent: number;
  /** Where it is being deregistered. */
  leaving?: { readonly work: Deregistration; readonly timer: Timer };
}

/** A target as one node of the balancer has it: its health there, its connections, what is under way. */
export interface SeenTarget {
  readonly target: Target;
  readonly view: NodeTarget;
  /** Connections that are kept open, the last used at the end. */
  readonly idle: Connection[];
  /** What is under way, to be cut where it has to be. */
  readonly underWay: Set<() => void>;
  timer: Timer | undefined;
}

/** The key of a target in its group. */
export function keyOf({ id, port }: { readonly id: string; readonly port: number }): string {
  return `${id}:${port}`;
}
