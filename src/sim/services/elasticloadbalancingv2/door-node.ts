import type { Request } from '../../cloud/endpoints/index.ts';
import type { Region } from '../../cloud/index.ts';
import type { Facts } from './answers/facts.ts';
import type { GroupNode, Standing } from './group-node.ts';
import type { Ended } from './access-log/describe.ts';
import type { LoggingNode } from './access-log/access-log.ts';
import type { Counters } from './metrics.ts';
import type { TargetGroup } from './target-group.ts';

/** One request, as an access log has it. */
export interface LogEntry {
  /** Seconds since the run began, when it ended. */
  readonly time: number;
  /** Where the client stands. */
  readonly client: string;
  /** The target that was chosen; undefined where none was. */
  readonly target?: string;
  /** The target group that the rule forwards to. */
  readonly targetGroup?: string;
  /** The zone of the node. */
  readonly zone: string;
  /** The status that the client got; 460 where it had left. */
  readonly status: number;
  /** The status of the target, where it answered. */
  readonly targetStatus?: number;
  /** Seconds at the balancer. */
  readonly duration: number;
  /** The method of the request. */
  readonly method: string;
  /** The host of the request. */
  readonly host: string;
  /** The path of the request, its query included. */
  readonly path: string;
  /** Who answered. */
  readonly by: 'load balancer' | 'target';
  /** Why, in a few words. */
  readonly why: string;
}

/** A load balancer, as far as its nodes and their listeners ask it. */
export type NodeOwner = Standing['balancer'] & {
  /** Its ARN. */
  readonly arn: string;
  /** Its Region. */
  readonly region: Region;
  /** Its kind. */
  readonly type: 'application' | 'network' | 'gateway';
  /** Whether it has public addresses. */
  readonly scheme: 'internet-facing' | 'internal';
  /** Its security groups. */
  readonly securityGroups: readonly string[];
  /** How often it has counted what. */
  readonly counters: Counters;
  /** Answers for identity providers. */
  readonly authenticate:
    ((request: Request, type: string) => NonNullable<Facts['authentication']>) | undefined;
  /** The value of one of its attributes. */
  value(name: string): string | undefined;
  /** The target group of an ARN. */
  groupOf(arn: string): TargetGroup;
  /** A request ended. */
  answered(entry: LogEntry): void;
  /** Its access log; undefined where it writes none. */
  readonly accessLog: { add(node: LoggingNode, from: string, ended: Ended): void } | undefined;
  /** Rules were looked at. */
  evaluated(rules: number): void;
  /** Bytes of a request and its response. */
  transferred(request: Request, lambda: boolean): void;
};

/** A node, as far as a listener at it asks it. */
export interface DoorNode extends Standing, LoggingNode {
  /** The address that DNS answers. */
  readonly address: string;
  readonly balancer: NodeOwner;
  /** The node's part of a target group. */
  group(group: TargetGroup): GroupNode;
}
