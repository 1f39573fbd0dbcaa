import { Fates } from './fate.ts';
import { flowKey, hash, type Packet } from './flow-key.ts';
import { FlowTable } from './flow-table.ts';

/** Attributes of a target group and listener of a Network Load Balancer. */
export interface NetworkFlowSettings {
  /** Seconds: `tcp.idle_timeout.seconds`; UDP's 120 is fixed, and TLS's 350. */
  readonly tcpIdle: number;
  /** `stickiness.enabled`, by source address. */
  readonly sourceSticky: boolean;
  /** `target_health_state.unhealthy.connection_termination.enabled` */
  readonly cutUnhealthy: boolean;
  /** `target_health_state.unhealthy.draining_interval_seconds` */
  readonly unhealthyDraining: number;
  /** `deregistration_delay.connection_termination.enabled` */
  readonly cutDeregistered: boolean;
  /** `preserve_client_ip.enabled` */
  readonly preserveClientIp: boolean;
}

/** What applies where nothing is set. */
export const networkFlowDefaults: NetworkFlowSettings = {
  tcpIdle: 350,
  sourceSticky: false,
  cutUnhealthy: true,
  unhealthyDraining: 0,
  cutDeregistered: false,
  preserveClientIp: true,
};

/** Connections to one target and port where the balancer's own address is the source. */
export const PORTS_PER_TARGET = 55_000;

/** What becomes of a packet. */
export type Routed =
  | { readonly sent: string; readonly opened: boolean }
  /** An RST goes back: the flow is unknown, cut, or there is no target. */
  | { readonly reset: 'unknown' | 'cut' | 'no target' }
  /** A new connection that finds no free port: PortAllocationErrorCount. */
  | { readonly failed: 'port allocation' | 'loopback' | 'no target' };

const UDP_IDLE = 120;
const TLS_IDLE = 350;

/**
 * The flows of one target group of a Network Load Balancer. A flow is for life: no other target takes it over, and new
 * targets get new flows only.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
 */
export class NetworkFlows {
  readonly settings: NetworkFlowSettings;
  readonly table: FlowTable;
  readonly #fates = new Fates();

  constructor(settings: Partial<NetworkFlowSettings> = {}) {
    this.settings = { ...networkFlowDefaults, ...settings };
    const { tcpIdle } = this.settings;
    this.table = new FlowTable((protocol) =>
      protocol === 'TCP' ? tcpIdle : protocol === 'TLS' ? TLS_IDLE : UDP_IDLE,
    );
  }

  /** @param eligible the targets that may get new flows, by address, in an order that holds while they do */
  packet(packet: Packet, eligible: readonly string[], now: number): Routed {
    const { protocol } = packet;
    const connects = protocol === 'TCP' || protocol === 'TLS';
    const key = flowKey(packet, 'flow', false);
    const flow = this.table.touch(protocol, key, now);
    const opens = connects && packet.syn === true;
    if (flow && !opens) {
      if (this.#fates.of(flow.target, flow.opened, now) === 'reset') {
        this.table.close(flow);
        if (connects) return { reset: 'cut' };
      } else {
        if (packet.fin) this.table.close(flow);
        return { sent: flow.target, opened: false };
      }
    }
    if (connects && !opens) return { reset: 'unknown' };
    return this.#open(packet, key, eligible, now);
  }

  /** A target turned unhealthy. Where all are so and the balancer fails open, its connections stay. */
  unhealthy(target: string, now: number, failsOpen: boolean): void {
    const { cutUnhealthy, unhealthyDraining } = this.settings;
    if (failsOpen) return;
    if (cutUnhealthy) this.#fates.decree(target, now, 'reset');
    // The interval grants connections that long; without one they may close by themselves.
    else if (unhealthyDraining > 0) this.#fates.decree(target, now + unhealthyDraining, 'reset', now);
  }

  /** A target is healthy again: what its grace left of its connections stays. */
  healthy(target: string, now: number): void {
    this.#fates.pardon(target, now);
  }

  /** The deregistration delay of a target ended. */
  deregistered(target: string, now: number): void {
    if (this.settings.cutDeregistered) this.#fates.decree(target, now, 'reset');
  }

  #open(packet: Packet, key: string, eligible: readonly string[], now: number): Routed {
    const { protocol, sequence = 0 } = packet;
    const { sourceSticky, preserveClientIp } = this.settings;
    if (eligible.length === 0) return protocol === 'UDP' ? { failed: 'no target' } : { reset: 'no target' };
    const chosen = sourceSticky ? flowKey(packet, 'source_ip', false) : `${key} ${sequence}`;
    const target = eligible[hash(chosen) % eligible.length] as string;
    // A target that is its own client would get a packet from its own address.
    if (preserveClientIp && target === packet.source) return { failed: 'loopback' };
    if (!preserveClientIp && this.table.of(target) >= PORTS_PER_TARGET) return { failed: 'port allocation' };
    this.table.open(protocol, key, target, now);
    return { sent: target, opened: true };
  }
}
