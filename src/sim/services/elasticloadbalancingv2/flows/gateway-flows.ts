import { Fates } from './fate.ts';
import { flowKey, hash, type Packet, type Stickiness } from './flow-key.ts';
import { FlowTable } from './flow-table.ts';

/** Attributes of a target group and listener of a Gateway Load Balancer. */
export interface GatewayFlowSettings {
  readonly stickiness: Exclude<Stickiness, 'source_ip'>;
  /** Seconds: `tcp.idle_timeout.seconds`; 120 for other protocols is fixed. */
  readonly tcpIdle: number;
  /** `target_failover.on_deregistration` and `on_unhealthy`, which must be equal. */
  readonly failover: 'rebalance' | 'no_rebalance';
  /** `send_tcp_reset.on_unhealthy.enabled` */
  readonly resetUnhealthy: boolean;
  /** `send_tcp_reset.on_deregistration.enabled` */
  readonly resetDeregistered: boolean;
  /** `send_tcp_reset.on_idle_timeout.enabled`: also of packets amid a connection that the table does not know. */
  readonly resetIdle: boolean;
}

/** What applies where nothing is set. */
export const gatewayFlowDefaults: GatewayFlowSettings = {
  stickiness: 'flow',
  tcpIdle: 350,
  failover: 'no_rebalance',
  resetUnhealthy: false,
  resetDeregistered: false,
  resetIdle: false,
};

/** What becomes of a packet. Sent to a dead appliance it is lost: the balancer does not notice. */
export type Inspected =
  | { readonly sent: string; readonly opened: boolean; readonly moved: boolean }
  | { readonly reset: 'unknown' | 'cut' }
  | { readonly dropped: 'no target' };

const OTHER_IDLE = 120;

/**
 * The flows of a Gateway Load Balancer. Both directions of a flow meet the same appliance. By default a flow stays with
 * it even when it has failed or left.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/edit-target-group-attributes.html
 */
export class GatewayFlows {
  readonly settings: GatewayFlowSettings;
  readonly table: FlowTable;
  readonly #fates = new Fates();

  constructor(settings: Partial<GatewayFlowSettings> = {}) {
    this.settings = { ...gatewayFlowDefaults, ...settings };
    this.table = new FlowTable((protocol) => (protocol === 'TCP' ? this.settings.tcpIdle : OTHER_IDLE));
  }

  /**
   * @param eligible the healthy appliances, or all of them when none is: then a new flow stays with one of them for life
   */
  packet(packet: Packet, eligible: readonly string[], now: number): Inspected {
    const { stickiness, resetIdle } = this.settings;
    const key = flowKey(packet, stickiness, true);
    // Where ports do not count, connections share an entry, and so do protocols with 2-tuples.
    const kind = stickiness === 'source_ip_dest_ip' ? 'TCP' : packet.protocol;
    const flow = this.table.touch(kind, key, now);
    const perFlow = stickiness === 'flow';
    const opens = packet.syn === true;
    if (flow && !(perFlow && opens)) {
      const fate = this.#fates.of(flow.target, flow.opened, now);
      if (fate === 'reset' && packet.protocol === 'TCP') {
        this.table.close(flow);
        return { reset: 'cut' };
      }
      if (fate !== 'rebalanced') {
        if (perFlow && packet.fin) this.table.close(flow);
        return { sent: flow.target, opened: false, moved: false };
      }
      return this.#open(kind, key, eligible, now, true);
    }
    if (packet.protocol === 'TCP' && !opens && resetIdle) return { reset: 'unknown' };
    return this.#open(kind, key, eligible, now, false);
  }

  /** An appliance turned unhealthy. */
  unhealthy(target: string, now: number): void {
    this.#befall(target, now, this.settings.resetUnhealthy);
  }

  /** The deregistration delay of an appliance ended. */
  deregistered(target: string, now: number): void {
    this.#befall(target, now, this.settings.resetDeregistered);
  }

  #befall(target: string, now: number, reset: boolean): void {
    if (this.settings.failover === 'rebalance') this.#fates.decree(target, now, 'rebalanced');
    else if (reset && this.settings.stickiness === 'flow') this.#fates.decree(target, now, 'reset');
  }

  #open(kind: string, key: string, eligible: readonly string[], now: number, moved: boolean): Inspected {
    if (eligible.length === 0) return { dropped: 'no target' };
    const target = eligible[hash(key) % eligible.length] as string;
    this.table.open(kind, key, target, now);
    return { sent: target, opened: !moved, moved };
  }
}
