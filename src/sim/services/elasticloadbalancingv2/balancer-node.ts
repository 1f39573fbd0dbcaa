import { endpointsOf, type Endpoint } from '../../cloud/endpoints/index.ts';
import { networkOf, type ServiceInterface } from '../../cloud/network-port.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { ApplicationDoor } from './application-door.ts';
import { GroupNode } from './group-node.ts';
import type { Listener } from './listener.ts';
import type { DoorNode, NodeOwner } from './door-node.ts';
import { NetworkDoor } from './network-door.ts';
import type { TargetGroup } from './target-group.ts';

/**
 * One node of a load balancer: an address in a zone, with a network interface of its own. It keeps its own rotation, its
 * own counts and its own opinion of each target's health. Nodes share nothing.
 */
export class BalancerNode implements DoorNode {
  /** The balancer that it belongs to. */
  readonly balancer: NodeOwner;
  /** Its network interface. */
  readonly network: ServiceInterface;
  /** Its own random numbers. */
  readonly random: RandomStream;
  /** Connections that it has accepted, of all listeners that are gone. */
  #accepted = 0;
  readonly #groups = new Map<TargetGroup, GroupNode>();
  readonly #datagrams = new Map<Listener, NetworkDoor>();
  readonly #doors = new Map<
    Listener,
    { readonly addresses: string[]; readonly endpoint: Endpoint | undefined }
  >();

  /** Made by its balancer. */
  constructor(balancer: NodeOwner, network: ServiceInterface, number: number) {
    this.balancer = balancer;
    this.network = network;
    this.random = balancer.region.world.simulation.random(`Elastic Load Balancing/${balancer.arn}/${number}`);
  }

  /** The name of its zone. */
  get zone(): string {
    return this.network.zone;
  }

  /** Where it stands, as faults and security groups name it. */
  get place(): string {
    return this.network.id;
  }

  /** The address that DNS answers: public for a balancer that faces the internet. */
  get address(): string {
    const { publicAddress, vpcId, privateAddress } = this.network;
    return this.balancer.scheme === 'internet-facing' ? publicAddress! : `${vpcId}/${privateAddress}`;
  }

  /** The node's part of a target group; made where it is first asked for. */
  group(group: TargetGroup): GroupNode {
    let found = this.#groups.get(group);
    if (!found) {
      this.#groups.set(group, (found = new GroupNode(group, this)));
      group.nodes.push(found);
    }
    return found;
  }

  /** Sends to a group no more. */
  forget(group: TargetGroup): void {
    this.#groups.get(group)?.stop();
    this.#groups.delete(group);
  }

  /** Lets clients connect at a listener's port. */
  open(listener: Listener): void {
    if (this.#doors.has(listener)) return;
    const { region, type, securityGroups } = this.balancer;
    const endpoints = endpointsOf(region.world);
    const { port } = listener;
    const { vpcId, privateAddress, publicAddress } = this.network;
    const names = [`${vpcId}/${privateAddress}:${port}`, ...(publicAddress === undefined ? [] : [`${publicAddress}:${port}`])];
    const admits = (from: string) => (securityGroups.length > 0 ? networkOf(region).verdict(from, this.network.id, port) : 'open');
    let endpoint: Endpoint | undefined;
    if (type === 'application') {
      const door = new ApplicationDoor(this, listener);
      const keepAlive = Number(this.balancer.value('idle_timeout.timeout_seconds'));
      endpoint = endpoints.listen(`${this.network.id}:${port}`, (request, from) => door.handle(request, from), { place: this.place, admits, idleTimeout: keepAlive, abandons: true });
      for (const name of names) endpoints.alias(name, endpoint);
    } else if (type === 'network') {
      const door = new NetworkDoor(this, listener, admits);
      this.#datagrams.set(listener, door);
      if (listener.protocol !== 'UDP' && listener.protocol !== 'QUIC') for (const name of names) endpoints.relay(name, door);
    }
    this.#doors.set(listener, { addresses: endpoint ? [...names, endpoint.address] : names, endpoint });
  } // prettier-ignore

  /** A datagram comes to a port: the id of the target that it goes to. */
  datagram(from: string, sourcePort: number, port: number): string | undefined {
    const found = [...this.#datagrams].find(([listener]) => listener.port === port && /UDP|QUIC/.test(listener.protocol)); // prettier-ignore
    return found?.[1].datagram(from, sourcePort);
  }

  /** Nobody answers at a listener's port any more. */
  close(listener: Listener): void {
    this.#datagrams.delete(listener);
    const door = this.#doors.get(listener);
    if (!door) return;
    this.#doors.delete(listener);
    this.#accepted += door.endpoint?.accepted ?? 0;
    for (const address of door.addresses) endpointsOf(this.balancer.region.world).remove(address);
  }

  /** Connections that clients have opened. */
  get accepted(): number {
    return [...this.#doors.values()].reduce(
      (sum, { endpoint }) => sum + (endpoint?.accepted ?? 0),
      this.#accepted,
    );
  }

  /** Connections of clients that are open. */
  get connections(): number {
    return [...this.#doors.values()].reduce((sum, { endpoint }) => sum + (endpoint?.connections ?? 0), 0);
  }

  /** Is taken away: its address is free again. */
  remove(): void {
    for (const listener of [...this.#doors.keys()]) this.close(listener);
    for (const [group, part] of this.#groups) {
      part.stop();
      group.nodes.splice(group.nodes.indexOf(part), 1);
    }
    networkOf(this.balancer.region).detachInterface(this.network.id);
  }
}
