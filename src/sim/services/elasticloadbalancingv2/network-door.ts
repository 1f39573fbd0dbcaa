import type { Connection, Passage, Relay } from '../../cloud/endpoints/index.ts';
import { NotModelled } from '../../cloud/index.ts';
import type { DoorNode } from './door-node.ts';
import { NetworkFlows, type Routed } from './flows/network-flows.ts';
import { hash, type Packet } from './flows/flow-key.ts';
import type { GroupNode } from './group-node.ts';
import type { SeenTarget } from './target.ts';
import type { Listener } from './listener.ts';
import { chooseGroup } from './routing/target-groups.ts';
import { groupsOf } from './rules/action.ts';

/** Ports that clients connect from, one after another: the ephemeral ones. */
const EPHEMERAL = [49_152, 65_535] as const;

/** A listener of a Network Load Balancer at one node: gives each flow a target, for life. */
export class NetworkDoor implements Relay {
  readonly place: string;
  readonly admits: (from: string) => 'open' | 'dropped' | 'refused';
  readonly #node: DoorNode;
  readonly #listener: Listener;
  readonly #flows = new Map<GroupNode, NetworkFlows>();
  #port: number = EPHEMERAL[0];

  /** Made by a node. */
  constructor(node: DoorNode, listener: Listener, admits: (from: string) => 'open' | 'dropped' | 'refused') {
    this.place = node.place;
    this.admits = admits;
    this.#node = node;
    this.#listener = listener;
  }

  open(from: string): Passage | 'refused' | 'dropped' {
    const { balancer, random } = this.#node;
    const { simulation } = balancer.region.world;
    const action = this.#listener.defaultActions.at(-1)!;
    const chosen = chooseGroup(groupsOf(action), () => random.next(), simulation.now);
    if (!chosen) return 'refused';
    const group = this.#node.group(balancer.groupOf(chosen.id));
    const flows = this.#flowsOf(group);
    const eligible = group.eligible;
    this.#port = this.#port < EPHEMERAL[1] ? this.#port + 1 : EPHEMERAL[0];
    const packet = this.#packet(from, random.integer(0, 0xffffffff));
    const routed = flows.packet({ ...packet, syn: true }, eligible.map(({ id }) => id), simulation.now);
    balancer.counters.count('NewFlowCount');
    if (!('sent' in routed)) return this.#failed(routed);
    const seen = group.seen(eligible.find(({ id }) => id === routed.sent)!);
    seen.target.sent++;
    const preserves = group.group.value('preserve_client_ip.enabled') === 'true';
    return this.#passage(group, flows, packet, seen, preserves ? from : this.place);
  } // prettier-ignore

  /**
   * A datagram of a client: the id of the target that its flow has, or gets; undefined where there is none to be had. A flow of
   * UDP is known by both addresses and ports, and forgotten after 120 s of silence.
   */
  datagram(from: string, sourcePort: number): string | undefined {
    const { balancer } = this.#node;
    const { now } = balancer.region.world.simulation;
    const { protocol } = this.#listener;
    if (protocol === 'QUIC' || protocol === 'TCP_QUIC') throw new NotModelled('Elastic Load Balancing', 'QUIC: its listeners are kept, and pass nothing on');
    const packet = { ...this.#packet(from, 0), protocol: 'UDP' as const, sourcePort };
    // The share of a group in all flows, and the same group for each datagram of a flow.
    const chosen = chooseGroup(groupsOf(this.#listener.defaultActions.at(-1)!), () => hash(`${from} ${sourcePort}`) / 0x1_0000_0000, now);
    if (!chosen) return undefined;
    const group = this.#node.group(balancer.groupOf(chosen.id));
    const { eligible } = group;
    const routed = this.#flowsOf(group).packet(packet, eligible.map(({ id }) => id), now);
    balancer.counters.count('ProcessedPackets');
    if (!('sent' in routed)) return undefined;
    if (routed.opened) {
      balancer.counters.count('NewFlowCount');
      group.seen(eligible.find(({ id }) => id === routed.sent)!).target.sent++;
    }
    return routed.sent.replace(/:\d+$/, '');
  } // prettier-ignore

  #passage(group: GroupNode, flows: NetworkFlows, packet: Packet, seen: SeenTarget, from: string): Passage {
    const { balancer } = this.#node;
    const { simulation } = balancer.region.world;
    let connection: Connection | undefined;
    let over = false;
    const passage: Passage = {
      to: group.addressOf(seen.target),
      from,
      opened: (made) => {
        connection = made;
      },
      packet: () => {
        balancer.counters.count('ProcessedPackets');
        return 'sent' in flows.packet(packet, [], simulation.now);
      },
      reset: () => {
        balancer.counters.count('TCP_ELB_Reset_Count');
        connection?.closeByServer();
        passage.closed();
      },
      closed: () => {
        if (over) return;
        over = true;
        flows.packet({ ...packet, fin: true }, [], simulation.now);
        seen.view.outstanding--;
        seen.underWay.delete(passage.reset);
        group.group.ended(seen.target);
      },
    };
    seen.view.outstanding++;
    seen.underWay.add(passage.reset);
    return passage;
  }

  #failed(routed: Exclude<Routed, { sent: string }>): 'refused' | 'dropped' {
    if ('reset' in routed) return 'refused';
    if (routed.failed === 'port allocation') this.#node.balancer.counters.count('PortAllocationErrorCount');
    return routed.failed === 'port allocation' ? 'refused' : 'dropped';
  }

  #packet(source: string, sequence: number): Packet {
    const { port, protocol } = this.#listener;
    return {
      protocol: protocol === 'TLS' ? 'TLS' : 'TCP',
      source,
      sourcePort: this.#port,
      destination: this.#node.address,
      destinationPort: port,
      sequence,
    };
  }

  #flowsOf(group: GroupNode): NetworkFlows {
    let flows = this.#flows.get(group);
    if (flows) return flows;
    const text = (name: string) => group.group.value(name);
    const made = new NetworkFlows({
      tcpIdle: Number(this.#listener.value('tcp.idle_timeout.seconds') ?? 350),
      sourceSticky: text('stickiness.enabled') === 'true',
      cutUnhealthy: text('target_health_state.unhealthy.connection_termination.enabled') === 'true',
      unhealthyDraining: Number(text('target_health_state.unhealthy.draining_interval_seconds') ?? 0),
      cutDeregistered: text('deregistration_delay.connection_termination.enabled') === 'true',
      preserveClientIp: text('preserve_client_ip.enabled') === 'true',
    });
    this.#flows.set(group, (flows = made));
    group.onHealth.push((seen) => this.#health(group, made, seen));
    group.onGone.push((seen) => {
      // What lives on when the delay is over goes on, unless it is to be cut.
      if (text('deregistration_delay.connection_termination.enabled') !== 'true') seen.underWay.clear();
    });
    return flows;
  }

  #health(group: GroupNode, flows: NetworkFlows, seen: SeenTarget): void {
    const { now } = this.#node.balancer.region.world.simulation;
    const { state, id } = seen.view;
    if (state === 'healthy') flows.healthy(id, now);
    if (state !== 'unhealthy' && state !== 'unhealthy.draining') return;
    const { failsOpen } = group.routing.eligible;
    flows.unhealthy(id, now, failsOpen);
    // AWS sends resets to both ends at once.
    if (state === 'unhealthy' && flows.settings.cutUnhealthy && !failsOpen) for (const reset of [...seen.underWay]) reset();
  } // prettier-ignore
}
