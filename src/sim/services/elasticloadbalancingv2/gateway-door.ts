import { endpointsOf } from '../../cloud/endpoints/index.ts';
import type { Packet } from './flows/flow-key.ts';
import { GatewayFlows, type Inspected } from './flows/gateway-flows.ts';
import { GENEVE_PORT, hops, type Hop } from './flows/geneve.ts';
import type { GroupNode } from './group-node.ts';
import type { Region } from '../../cloud/index.ts';
import type { Listener } from './listener.ts';
import type { Counters } from './metrics.ts';
import type { TargetGroup } from './target-group.ts';

/** A Gateway Load Balancer, as far as its flows ask it. */
export interface Gateway {
  /** Its Region. */
  readonly region: Region;
  /** Its zones, by name. */
  readonly zones: readonly string[];
  /** Its nodes. */
  readonly nodes: readonly {
    readonly zone: string;
    readonly place: string;
    group(group: TargetGroup): GroupNode;
  }[];
  /** Its appliances. */
  readonly targetGroup: TargetGroup;
  /** Its listener, by ARN. */
  readonly listeners: ReadonlyMap<string, Listener>;
  /** How often it has counted what. */
  readonly counters: Counters;
}

/** What became of a packet that a Gateway Load Balancer was given. */
export interface Passed {
  /** What the flow table said. */
  readonly verdict: Inspected;
  /** The appliance that it was sent to. */
  readonly appliance?: string;
  /** Whether the appliance was there to inspect it: sent to a dead one it is lost. */
  readonly delivered: boolean;
  /** Its way, hop by hop; none where it was too large, reset or dropped. */
  readonly hops: readonly Hop[];
}

/** The appliances behind a Gateway Load Balancer, and the flows that it sends to them. */
export class Appliances {
  readonly #balancer: Gateway;
  readonly #flows = new Map<GroupNode, GatewayFlows>();

  /** Made by its balancer. */
  constructor(balancer: Gateway) {
    this.#balancer = balancer;
  }

  /**
   * Sends a packet through the balancer's endpoint in a zone, and an appliance.
   *
   * @param zone the zone of the endpoint. Default: the balancer's first
   */
  inspect(packet: Packet, bytes = 1000, zone = this.#balancer.zones[0]!): Passed {
    const { region, nodes, targetGroup } = this.#balancer;
    const { simulation, faults } = region.world;
    const node = nodes.find((one) => one.zone === zone) ?? nodes[0]!;
    const group = node.group(targetGroup);
    const verdict = this.#flowsOf(group).packet(packet, group.eligible.map(({ id }) => id), simulation.now);
    this.#balancer.counters.count('ProcessedPackets');
    if (!('sent' in verdict)) return { verdict, delivered: false, hops: [] };
    if (verdict.opened) this.#balancer.counters.count('NewFlowCount');
    const appliance = verdict.sent.replace(/:\d+$/, '');
    // What the checks have not noticed yet is lost all the same.
    const { healthCheckPort = '80' } = targetGroup.given;
    const port = healthCheckPort === 'traffic-port' ? GENEVE_PORT : healthCheckPort;
    const endpoint = endpointsOf(region.world).at(`${appliance}:${port}`);
    const up = endpoint?.admits(node.place) === 'open' && faults.isReachable(appliance);
    const way = hops({ source: packet.source, destination: packet.destination, entrance: 'internet gateway', endpoint: `endpoint in ${zone}`, balancer: `node in ${node.zone}`, appliance }, bytes, up) ?? [];
    return { verdict, appliance, delivered: up && way.length > 0, hops: way };
  } // prettier-ignore

  #flowsOf(group: GroupNode): GatewayFlows {
    let flows = this.#flows.get(group);
    if (flows) return flows;
    const text = (name: string) => group.group.value(name);
    const [listener] = this.#balancer.listeners.values();
    const made = new GatewayFlows({
      stickiness: text('stickiness.enabled') === 'true' ? (text('stickiness.type') as 'source_ip_dest_ip') : 'flow',
      tcpIdle: Number(listener?.value('tcp.idle_timeout.seconds') ?? 350),
      failover: text('target_failover.on_unhealthy') as 'rebalance',
      resetUnhealthy: text('send_tcp_reset.on_unhealthy.enabled') === 'true',
      resetDeregistered: text('send_tcp_reset.on_deregistration.enabled') === 'true',
      resetIdle: listener?.value('send_tcp_reset.on_idle_timeout.enabled') === 'true',
    });
    this.#flows.set(group, (flows = made));
    const { simulation } = this.#balancer.region.world;
    group.onHealth.push(({ view }) => {
      if (view.state === 'unhealthy') made.unhealthy(view.id, simulation.now);
    });
    group.onGone.push(({ view }) => made.deregistered(view.id, simulation.now));
    return flows;
  } // prettier-ignore
}
