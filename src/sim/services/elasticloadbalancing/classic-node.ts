import {
  endpointsOf,
  HttpError,
  within,
  type Connection,
  type Passage,
  type Relay,
  type Request,
  type Response,
} from '../../cloud/endpoints/index.ts';
import { networkOf, type ServiceInterface } from '../../cloud/network-port.ts';
import type { Region } from '../../cloud/index.ts';
import type { RandomStream, Reply, Timer } from '../../kernel/index.ts';
import { InstanceHealth } from './instance-health.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

type Steps<T> = Generator<Reply<unknown>, T>;

/** An instance of the pool, as one node has it. */
interface Member {
  readonly id: string;
  readonly zone: string;
  readonly health: InstanceHealth;
  /** What is under way, to be cut. */
  readonly underWay: Set<() => void>;
  outstanding: number;
  leaving: boolean;
  timer: Timer | undefined;
}

/** What a node has to know of its load balancer. */
export interface Settings {
  readonly region: Region;
  readonly securityGroups: readonly string[];
  readonly check: Model<aws.HealthCheck>;
  readonly crossZone: boolean;
  /** Seconds. */
  readonly idleTimeout: number;
  /** Seconds of the cookie by port; 0 is the browser's session. */
  readonly sticky: ReadonlyMap<number, number>;
  answered(status: number): void;
}

/** One node of a Classic Load Balancer: HTTP goes to the instance with the fewest requests under way, TCP in turn. */
export class ClassicNode {
  readonly network: ServiceInterface;
  readonly #owner: Settings;
  readonly #random: RandomStream;
  readonly #members = new Map<string, Member>();
  readonly #ports = new Set<number>();
  #turn = 0;

  /** Made by its balancer. */
  constructor(owner: Settings, network: ServiceInterface, random: RandomStream) {
    this.#owner = owner;
    this.network = network;
    this.#random = random;
  }

  get #simulation() {
    return this.#owner.region.world.simulation;
  }

  /** Begins to check an instance. */
  add(id: string, zone: string): void {
    const member: Member = { id, zone, health: new InstanceHealth(), underWay: new Set(), outstanding: 0, leaving: false, timer: undefined };
    this.#members.set(id, member);
    const again = (wait: number) => {
      member.timer = this.#simulation.timer(wait, () => {
        again(this.#owner.check.interval);
        void this.#simulation.process(() => this.#examine(member), 'health check');
      });
    };
    again(this.#random.uniform(0, this.#owner.check.interval));
  } // prettier-ignore

  /** Sends an instance nothing new; after `drain` seconds, what is still under way is cut. */
  remove(id: string, drain: number): void {
    const member = this.#members.get(id);
    if (!member) return;
    member.leaving = true;
    member.timer?.cancel();
    const end = () => {
      this.#members.delete(id);
      for (const cut of [...member.underWay]) cut();
    };
    if (drain > 0 && member.underWay.size > 0) this.#simulation.schedule(drain, end);
    else end();
  }

  /** The health of an instance, as this node finds it. */
  health(id: string): InstanceHealth | undefined {
    return this.#members.get(id)?.health;
  }

  /** Lets clients connect at a listener's port. */
  open({ protocol, loadBalancerPort: port, instancePort }: Model<aws.Listener>): void {
    const { region, securityGroups } = this.#owner;
    const { id, vpcId, privateAddress, publicAddress } = this.network;
    const endpoints = endpointsOf(region.world);
    const names = [`${vpcId}/${privateAddress}:${port}`, ...(publicAddress === undefined ? [] : [`${publicAddress}:${port}`])];
    const admits = (from: string) => (securityGroups.length > 0 ? networkOf(region).verdict(from, id, port) : 'open');
    this.#ports.add(port);
    if (!/^http/i.test(protocol)) {
      for (const name of names) endpoints.relay(name, this.#relay(instancePort, admits));
      return;
    }
    const handle = (request: Request, from: string) => this.#handle(request, from, port, instancePort);
    const endpoint = endpoints.listen(`${id}:${port}`, handle, { place: id, admits, idleTimeout: this.#owner.idleTimeout, abandons: true });
    for (const name of names) endpoints.alias(name, endpoint);
  } // prettier-ignore

  /** Nobody answers at a port any more. */
  close(port: number): void {
    if (!this.#ports.delete(port)) return;
    const { id, vpcId, privateAddress, publicAddress } = this.network;
    for (const host of [`${vpcId}/${privateAddress}`, publicAddress, id]) if (host) endpointsOf(this.#owner.region.world).remove(`${host}:${port}`); // prettier-ignore
  }

  /** Is taken away. */
  stop(): void {
    for (const port of [...this.#ports]) this.close(port);
    for (const member of this.#members.values()) member.timer?.cancel();
    networkOf(this.#owner.region).detachInterface(this.network.id);
  }

  *#handle(request: Request, from: string, port: number, instancePort: number): Steps<Response> {
    const member = this.#choose(request, port);
    if (!member) return this.#say({ status: 503 });
    const headers = new Map(request.headers ?? []);
    const before = headers.get('x-forwarded-for');
    headers.set('x-forwarded-for', before === undefined ? from : `${before}, ${from}`);
    let waiting: Reply<unknown> | undefined;
    const cut = () => waiting?.reject(new HttpError('reset', member.id));
    member.underWay.add(cut);
    member.outstanding++;
    let connection: Connection | undefined;
    try {
      const opening = endpointsOf(this.#owner.region.world).connect(this.network.id, `${member.id}:${instancePort}`);
      connection = yield* within(this.#simulation, (waiting = opening) as typeof opening, this.#owner.idleTimeout, 'connect timeout');
      const sent = connection.send({ ...request, headers });
      const response = yield* within(this.#simulation, (waiting = sent) as typeof sent, this.#owner.idleTimeout, 'read timeout');
      return this.#say(response, this.#cookie(request, port, member));
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return this.#say({ status: error.failure === 'read timeout' || error.failure === 'connect timeout' ? 504 : 502 });
    } finally {
      member.underWay.delete(cut);
      member.outstanding--;
      connection?.close();
    }
  } // prettier-ignore

  #say(response: Response, setCookies: Response['setCookies'] = []): Response {
    this.#owner.answered(response.status);
    if (setCookies.length === 0) return response;
    return { ...response, setCookies: [...(response.setCookies ?? []), ...setCookies] };
  }

  /** The instance of the cookie while it is in service, else the one with the fewest requests under way. */
  #choose(request: Request, port: number): Member | undefined {
    const all = this.#eligible();
    if (this.#owner.sticky.has(port)) {
      const stuck = all.find(({ id }) => id === request.cookies?.get('AWSELB'));
      if (stuck) return stuck;
    }
    const least = Math.min(...all.map(({ outstanding }) => outstanding));
    const tied = all.filter(({ outstanding }) => outstanding === least);
    return tied.length > 0 ? tied[this.#random.integer(0, tied.length - 1)] : undefined;
  }

  /** A new session gets a cookie; one that has a cookie gets no other, so it ends when its period is over. */
  #cookie({ cookies }: Request, port: number, { id }: Member): NonNullable<Response['setCookies']> {
    const period = this.#owner.sticky.get(port);
    if (period === undefined || cookies?.has('AWSELB')) return [];
    return [{ name: 'AWSELB', value: id, ...(period > 0 && { maxAge: period }) }];
  }

  #eligible(): Member[] {
    const { crossZone } = this.#owner;
    const mine = ({ zone, health, leaving }: Member) => health.inService && !leaving && (crossZone || zone === this.network.zone); // prettier-ignore
    return [...this.#members.values()].filter(mine);
  }

  #relay(port: number, admits: NonNullable<Relay['admits']>): Relay {
    const { id } = this.network;
    const open = (): Passage | 'refused' => {
      const all = this.#eligible();
      if (all.length === 0) return 'refused';
      const member = all[this.#turn++ % all.length]!;
      let connection: Connection | undefined;
      const reset = () => connection?.closeByServer();
      member.underWay.add(reset);
      const passage: Passage = {
        to: `${member.id}:${port}`,
        from: id,
        opened: (made) => (connection = made),
        packet: () => true,
        reset,
        closed: () => void member.underWay.delete(reset),
      };
      return passage;
    };
    return { place: id, admits, open };
  }

  *#examine(member: Member): Steps<void> {
    const { check } = this.#owner;
    const [, protocol = 'TCP', port = '80', path = '/'] = /^(\w+):(\d+)(\/.*)?$/.exec(check.target) ?? [];
    let connection: Connection | undefined;
    let passed = false;
    try {
      const opening = endpointsOf(this.#owner.region.world).connect(this.network.id, `${member.id}:${port}`);
      connection = yield* within(this.#simulation, opening, check.timeout, 'connect timeout');
      passed = true;
      if (/^http/i.test(protocol)) {
        const request = {
          host: member.id,
          path,
          headers: new Map([['user-agent', 'ELB-HealthChecker/1.0']]),
        };
        passed = (yield* within(this.#simulation, connection.send(request), check.timeout, 'read timeout')).status === 200; // prettier-ignore
      }
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      passed = false;
    } finally {
      connection?.close();
    }
    member.health.checked(passed, check);
  }
}
