import { endpointsOf, type Endpoint, type Handler, type Response } from '../../cloud/endpoints/index.ts';
import type { Metric, Lasting } from '../../cloud/index.ts';
import { Reply, type Timer } from '../../kernel/index.ts';
import { checkApplication, type Application } from './application.ts';
import { CreditAccount, Throttle, type CreditMode } from './credits/index.ts';
import { Host } from './host/index.ts';
import { fixed, Instance, scattered, type InstanceEvent, type InstanceStateName } from './lifecycle/index.ts';
import { ec2Metrics, publish } from './metrics.ts';
import type { Context } from './part.ts';
import { DETAILED_METRICS, ec2Prices, onDemandPrice, spotPrice } from './prices.ts';
import { SteadyLoad } from './steady-load.ts';
import { spotCharge, type SpotInstance } from './spot/index.ts';
import {
  AutomaticRecovery,
  remedied,
  StatusChecks,
  type Fault as Impairment,
  type Remedy,
} from './status-checks/index.ts';
import type { InterfaceRecord, Topology } from './topology.ts';
import type { InstanceType } from './types/index.ts';

/** What an instance is launched with, once everything is found and checked. */
export interface Launch {
  readonly id: string;
  readonly imageId: string;
  readonly type: InstanceType;
  readonly zone: { readonly name: string; readonly id: string };
  readonly network: InterfaceRecord;
  readonly hasUserData: boolean;
  readonly detailed: boolean;
  readonly creditMode: CreditMode | undefined;
  readonly launchCredits: () => boolean;
  readonly hibernation: boolean;
  readonly autoRecovery: boolean;
  readonly shutdownBehavior: 'stop' | 'terminate';
  readonly disableApiStop: boolean;
  readonly disableApiTermination: boolean;
  readonly application: Application | undefined;
  readonly spot: { readonly member: SpotInstance; readonly price: (at: number) => number } | undefined;
  /** Called when it has reached a state. */
  readonly onState: (instance: Ec2Instance, state: InstanceStateName) => void;
}

/** What a stopped instance may be given anew. */
type Load = Host | SteadyLoad;

/**
 * An EC2 instance: its life, the CPU in it and what runs there, its checks, metrics and bill. `cloud.ec2.launch` gives it,
 * and `cloud.ec2.instance` by its id.
 */
export class Ec2Instance {
  /** Its id: `i-…`. */
  readonly id: string;
  /** The image that it was launched from. */
  readonly imageId: string;
  /** Its Availability Zone, by name and id. */
  readonly zone: { readonly name: string; readonly id: string };
  /** Its network interface. */
  readonly network: InterfaceRecord;
  /** Its status checks; what is wrong with it stands in `checks.faults`. */
  readonly checks: StatusChecks;
  /** @internal Its life. */
  readonly life: Instance;
  /** When it was started last. */
  launchTime: Date;
  /** Why it is in its state, where somebody asked for it: `User initiated`. */
  transition = '';
  /** The physical machine that it is on: a place for faults. A start and a recovery move it to another one. */
  hostId = '';
  readonly #ec2: Context;
  readonly #net: Topology;
  readonly #launch: Launch;
  #application: Application | undefined;
  readonly #recovery: AutomaticRecovery;
  readonly #metrics: Metric[] = [];
  #type: InstanceType;
  #cpuMetric: Metric | undefined;
  #load: Load;
  #throttle: Throttle | undefined;
  #credits: CreditAccount | undefined;
  #cpuTotal = 0;
  #busyBefore = 0;
  #bill: Lasting[] = [];
  #addressBill: Lasting | undefined;
  #hour: Timer | undefined;
  #setup: Timer | undefined;
  #endpoint: Endpoint | undefined;
  #names: string[] = [];
  #detailed: boolean;
  #booted = false;
  #serving = false;
  #spotSince: number | undefined;

  /** Made by a launch. */
  constructor(ec2: Context, net: Topology, launch: Launch) {
    const { simulation, faults } = ec2.region.world;
    const { durations, sigma, firstStatus, idle } = ec2.model;
    this.#ec2 = ec2;
    this.#net = net;
    this.#launch = launch;
    this.#application = launch.application;
    this.id = launch.id;
    this.imageId = launch.imageId;
    this.#type = launch.type;
    this.zone = launch.zone;
    this.network = launch.network;
    this.#detailed = launch.detailed;
    this.launchTime = ec2.date();
    faults.lies(launch.zone.id, ec2.region.name);
    faults.lies(launch.zone.name, launch.zone.id);
    this.#move();
    this.life = new Instance(simulation, { ...launch, draw: sigma > 0 ? scattered(ec2.random('durations'), durations, sigma) : fixed(durations) }); // prettier-ignore
    this.life.onEvent = (event) => this.#on(event);
    this.checks = new StatusChecks(simulation, { initial: firstStatus });
    this.#load = this.#newLoad(idle);
    this.#recovery = new AutomaticRecovery(simulation, this.checks, {
      hasCapacity: () => faults.isUp(launch.zone.name),
      onRecovery: () => this.#recover(),
    });
    this.#publish();
  }

  /** Its state: `pending`, `running` and so on. */
  get state(): InstanceStateName {
    return this.life.state;
  }

  /** Its type, which may be changed while it is stopped. */
  get type(): InstanceType {
    return this.#type;
  }

  set type(type: InstanceType) {
    this.life.requireStopped();
    this.#type = type;
    const idle = this.#load instanceof SteadyLoad ? this.#load.share : this.#ec2.model.idle;
    this.#credits = undefined;
    this.#load = this.#newLoad(idle);
    this.#busyBefore = 0;
  }

  /** Its private address, which it keeps while it lives. */
  get privateAddress(): string {
    return this.network.privateAddress;
  }

  /** Its public address; undefined where it has none now. An Elastic IP address takes the place of Amazon's own. */
  get publicAddress(): string | undefined {
    const elastic = this.#net.addresses.list().find(({ networkInterfaceId }) => networkInterfaceId === this.network.id);
    return elastic?.publicIp ?? this.network.publicAddress;
  } // prettier-ignore

  /** The application on it, as a host of requests; undefined where none runs. */
  get host(): Host | undefined {
    return this.#load instanceof Host ? this.#load : undefined;
  }

  /** Whether its application answers: the instance is up, user data is through, the application has started. */
  get serving(): boolean {
    return this.#serving && this.host?.ailment !== 'down';
  }

  /** The address at which clients and balancers reach its application: `i-…:80`. */
  get address(): string {
    return `${this.id}:${this.#application?.port ?? 80}`;
  }

  /** The share of its CPU that is busy where no application runs on it, from 0 to 1. */
  get cpu(): number {
    return this.#load.busy / this.#type.vcpus;
  }

  set cpu(share: number) {
    if (this.#load instanceof Host) throw new RangeError(`The CPU of ${this.id} is its application's: send it requests.`); // prettier-ignore
    this.#load.share = share;
  }

  /** Its CPU credits, brought up to now; undefined for a type that is not burstable. */
  get credits(): CreditAccount | undefined {
    if (this.state === 'running') this.#throttle?.update();
    return this.#credits;
  }

  /** Whether it is a Spot Instance. */
  get spot(): boolean {
    return this.#launch.spot !== undefined;
  }

  /** Whether CPUUtilization comes every minute, rather than every five. */
  get detailedMonitoring(): boolean {
    return this.#detailed;
  }

  set detailedMonitoring(on: boolean) {
    if (on === this.#detailed) return;
    this.#detailed = on;
    this.#publishCpu();
    if (this.state === 'running') this.#startBill();
  }

  /** Starts it; settles when the state is `running`. */
  start(): Reply<void> {
    this.life.start();
    return this.until('running');
  }

  /** Stops it; settles when it has stopped. */
  stop({ hibernate = false } = {}): Reply<void> {
    this.life.stop({ hibernate });
    return this.until('stopped');
  }

  /** Terminates it; settles when it is terminated. */
  terminate(): Reply<void> {
    this.life.terminate();
    return this.until('terminated');
  }

  /** Reboots it; settles when its operating system is up again. */
  reboot(): Reply<void> {
    this.life.reboot();
    return this.until('ready');
  }

  /**
   * Puts another application on it, in the place of what runs: requests under way are lost, and the new one answers once it
   * has started. Undefined takes the application away.
   */
  install(application: Application | undefined): void {
    if (application) checkApplication(application);
    const idle = this.#load instanceof SteadyLoad ? this.#load.share : this.#ec2.model.idle;
    this.#stopServing();
    this.#throttle?.stop();
    if (this.state === 'running') this.#countBusy();
    this.#application = application;
    this.#load = this.#newLoad(idle);
    this.#busyBefore = 0;
    if (this.#throttle && this.#credits) this.#throttle = new Throttle(this.#ec2.region.world.simulation, this.#load, this.#credits); // prettier-ignore
    if (this.state !== 'running') return;
    this.#register();
    if (this.#booted) this.#setUp(0);
  }

  /** Settles when it has reached a state; `serving`: when its application answers. */
  until(state: InstanceStateName | 'ready' | 'serving'): Reply<void> {
    const reached = () => (state === 'serving' ? this.serving : state === 'ready' ? this.life.ready : this.state === state); // prettier-ignore
    if (reached()) return Reply.resolved(this.#ec2.region.world.simulation, undefined);
    const reply = new Reply<void>(this.#ec2.region.world.simulation, `${this.id} ${state}`);
    const one = () => reached() && !reply.settled && reply.resolve();
    this.#waiting.add(one);
    reply.onAbandon = () => this.#waiting.delete(one);
    return reply;
  }
  readonly #waiting = new Set<() => unknown>();

  /** @internal A fault came or went: what has lost its power stops working at once. */
  faultsChanged(): void {
    const { faults } = this.#ec2.region.world;
    const up = faults.isUp(this.id);
    this.#impair('host-power', !up);
    this.#impair('host-network', up && !faults.isReachable(this.id));
    if (this.state !== 'running') return;
    if (!up) this.#halt();
    else if (!this.#booted && this.life.ready) this.#setUp(this.#ec2.model.durations.boot);
  }

  /** @internal Takes its capacity back, as Spot does. */
  reclaim(action: 'terminate' | 'stop' | 'hibernate'): void {
    this.#endSpot('ec2');
    this.transition = 'Server.SpotInstanceTermination: Spot instance termination';
    if (action === 'terminate') this.life.kill();
    else this.life.reclaim(action === 'hibernate');
  }

  /** @internal An Elastic IP address came, in the place of Amazon's own, or went: then Amazon gives one again. */
  elasticAddress(here: boolean): void {
    if (here) this.#close();
    else if (this.#hadPublic && this.state === 'running') {
      this.network.publicAddress = this.#net.publicAddress();
      this.#addressBill = this.#ec2.usage(ec2Prices.publicIpv4).start(1 / 3600, 60);
      this.#net.changed();
    }
    if (this.#endpoint) this.#register();
  }

  /** @internal Runs its credits in another mode. */
  switchCredits(mode: CreditMode): void {
    this.#throttle?.update();
    this.#credits?.switchTo(mode);
    this.#throttle?.update();
    this.#chargeSurplus();
  }

  #on(event: InstanceEvent): void {
    if (event === 'running') this.#run();
    else if (event === 'ready') this.#up();
    else if (event === 'rebooting') this.#reboot();
    else if (event === 'pending') this.#again();
    else if (event === 'stopping' || event === 'shutting-down') this.#end(event);
    else if (event === 'stopped') {
      this.#stopBill();
      this.#close();
    } else this.#gone();
    if (event !== 'ready' && event !== 'rebooting') this.#launch.onState(this, event);
    for (const look of [...this.#waiting]) if (look()) this.#waiting.delete(look);
  }

  #run(): void {
    const { faults } = this.#ec2.region.world;
    this.checks.start();
    this.checks.onResults = (results) => {
      const [failed, system, instance, ebs] = this.#metrics;
      failed?.add(results.StatusCheckFailed);
      system?.add(results.StatusCheckFailed_System);
      instance?.add(results.StatusCheckFailed_Instance);
      ebs?.add(results.StatusCheckFailed_AttachedEBS);
      if (this.#launch.autoRecovery) this.#recovery.look();
    };
    this.#startBill();
    this.#startCredits();
    this.#addressBill ??= this.network.publicAddress === undefined ? undefined : this.#ec2.usage(ec2Prices.publicIpv4).start(1 / 3600, 60); // prettier-ignore
    this.#register();
    this.#busyBefore = this.#load.busySeconds;
    if (!faults.isUp(this.id)) this.faultsChanged();
  }

  /** User data runs at the first boot alone. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
  #userData(): number {
    return this.#launch.hasUserData && !this.#setUpOnce ? this.#ec2.model.userData : 0;
  }
  #setUpOnce = false;

  /** The operating system is up: what is to run on it starts. */
  #setUp(after: number): void {
    this.#booted = true;
    const { startup = 0 } = this.#application ?? {};
    this.#setup?.cancel();
    this.#setup = this.#ec2.region.world.simulation.timer(after + startup, () => {
      this.#setUpOnce = true;
      this.#serve();
    });
  }

  #serve(): void {
    if (!this.host || this.state !== 'running' || !this.#ec2.region.world.faults.isUp(this.id)) return;
    this.host.boot();
    this.#serving = true;
    this.network.listens = [{ protocol: 'tcp', port: this.#application!.port ?? 80 }];
    this.#net.changed();
    for (const look of [...this.#waiting]) if (look()) this.#waiting.delete(look);
  }

  /** The operating system goes down and comes up again, on the same machine: meanwhile the instance check fails. */
  #reboot(): void {
    this.#halt();
    this.#remedy('reboot');
    this.#impair('rebooting', true);
  }

  #up(): void {
    this.#impair('rebooting', false);
    this.#setUp(this.#booted ? 0 : this.#userData());
  }

  /** Leaves the faults that a remedy does not mend. */
  #remedy(remedy: Remedy): void {
    const left = remedied(this.checks.faults, remedy);
    this.checks.faults.clear();
    for (const fault of left) if (fault !== 'rebooting') this.checks.faults.add(fault);
  }

  /** It works no more, whatever its state says: power lost, or a reboot. */
  #halt(): void {
    this.#booted = false;
    this.#stopServing();
  }

  #stopServing(): void {
    this.#setup?.cancel();
    this.#serving = false;
    this.network.listens = [];
    this.#net.changed();
    this.host?.crash();
    this.#reset();
  }

  /** It is started again: on another machine, with another public address. */
  #again(): void {
    this.launchTime = this.#ec2.date();
    this.#move();
    if (this.#hadPublic && this.publicAddress === undefined) this.network.publicAddress = this.#net.publicAddress(); // prettier-ignore
    this.#net.changed();
  }
  #hadPublic = false;

  #end(event: 'stopping' | 'shutting-down'): void {
    this.checks.stop();
    this.#recovery.cancel();
    this.#halt();
    this.#remedy('new-host');
    if (!(event === 'stopping' && this.life.hibernated)) this.#stopBill();
    this.#endSpot('you');
    this.#throttle?.update();
    if (event === 'stopping') this.#credits?.stop(this.#ec2.region.world.simulation.now);
    else this.#credits?.terminate();
    this.#chargeSurplus();
    this.#hour?.cancel();
    this.#unregister();
    if (event === 'shutting-down') this.#close();
  } // prettier-ignore

  /** Its automatic public address goes back to Amazon. */
  #close(): void {
    this.#addressBill?.stop();
    this.#addressBill = undefined;
    const { publicAddress } = this.network;
    if (publicAddress === undefined) return;
    this.#hadPublic = true;
    this.#net.releasePublic(publicAddress);
    delete this.network.publicAddress;
    this.#net.changed();
  }

  #gone(): void {
    const { metrics, faults } = this.#ec2.region.world;
    for (const metric of [...this.#metrics, this.#cpuMetric!]) metrics.withdraw(metric);
    faults.forget(this.id);
  }

  #move(): void {
    const { faults } = this.#ec2.region.world;
    this.hostId = this.#ec2.id('host-');
    faults.lies(this.id, this.hostId);
    faults.lies(this.hostId, this.zone.name);
  }

  /** Moved off a machine that failed: as after an unplanned reboot. */
  #recover(): void {
    this.#move();
    this.#halt();
    this.faultsChanged();
  }

  #impair(fault: Impairment, failing: boolean): void {
    if (failing) this.checks.faults.add(fault);
    else this.checks.faults.delete(fault);
  }

  #newLoad(idle: number): Load {
    const { simulation } = this.#ec2.region.world;
    const { vcpus } = this.#type;
    const application = this.#application;
    if (!application) return new SteadyLoad(simulation, vcpus, idle);
    const host = new Host(simulation, { ...application, vcpus });
    host.crash();
    return host;
  }

  #startBill(): void {
    this.#stopBill();
    const { type } = this;
    if (this.#launch.spot) this.#spotSince = this.#ec2.region.world.simulation.now;
    else {
      const price = onDemandPrice(type.name);
      if (price) this.#bill.push(this.#ec2.usage(price).start(1 / 3600, 60));
    }
    if (this.#detailed) this.#bill.push(this.#ec2.usage(ec2Prices.detailedMonitoring).start(DETAILED_METRICS / 3600)); // prettier-ignore
  }

  #stopBill(): void {
    for (const one of this.#bill.splice(0)) one.stop();
  }

  /** A Spot Instance is paid when it ends: by AWS in its first hour, nothing; each hour at the price at its beginning. */
  #endSpot(endedBy: 'you' | 'ec2'): void {
    const { spot } = this.#launch;
    if (!spot || this.#spotSince === undefined) return;
    const { now } = this.#ec2.region.world.simulation;
    const charge = spotCharge({ from: this.#spotSince, to: now, endedBy }, { at: spot.price });
    this.#ec2.usage(spotPrice(this.type.name)).add(charge);
    this.#spotSince = undefined;
    if (endedBy === 'you') spot.member.release();
  }

  #startCredits(): void {
    const { creditsPerHour: perHour, vcpus, name } = this.type;
    if (perHour === undefined) return;
    const { simulation } = this.#ec2.region.world;
    const t2 = name.startsWith('t2.');
    const launchCredits = this.#launch.launchCredits();
    if (this.#credits) this.#credits.start(simulation.now, launchCredits);
    else this.#credits = new CreditAccount({ vcpus, perHour, mode: this.#launch.creditMode ?? (t2 ? 'standard' : 'unlimited'), t2, launchCredits }); // prettier-ignore
    this.#throttle = new Throttle(simulation, this.#load, this.#credits);
    const hourly = () => {
      this.#throttle!.update();
      this.#credits!.endHour();
      this.#chargeSurplus();
      this.#hour = simulation.timer(3600, hourly);
    };
    this.#hour = simulation.timer(3600, hourly);
  }

  #chargeSurplus(): void {
    const { charged = 0 } = this.#credits ?? {};
    const price = this.type.name.startsWith('t4g.') ? ec2Prices.surplusCreditsT4g : ec2Prices.surplusCredits;
    if (charged > this.#charged) this.#ec2.usage(price).add((charged - this.#charged) / 60);
    this.#charged = charged;
  }
  #charged = 0;

  #publish(): void {
    const { region } = this.#ec2;
    const { statusCheckFailed, statusCheckFailedSystem, statusCheckFailedInstance, statusCheckFailedEbs, creditBalance, creditUsage, surplusBalance, surplusCharged } = ec2Metrics; // prettier-ignore
    for (const shape of [
      statusCheckFailed,
      statusCheckFailedSystem,
      statusCheckFailedInstance,
      statusCheckFailedEbs,
    ])
      this.#metrics.push(publish(region, shape, this.id));
    this.#publishCpu();
    if (this.#type.creditsPerHour === undefined) return;
    const running = (read: (account: CreditAccount) => number) => () => (this.state === 'running' && this.credits ? read(this.credits) : undefined); // prettier-ignore
    this.#metrics.push(
      publish(region, creditBalance, this.id, running(({ balance }) => balance)),
      publish(region, creditUsage, this.id, running(({ usage }) => usage)),
      publish(region, surplusBalance, this.id, running(({ surplus }) => surplus)),
      publish(region, surplusCharged, this.id, running(({ charged }) => charged)),
    ); // prettier-ignore
  }

  #publishCpu(): void {
    const { region } = this.#ec2;
    const shape = this.#detailed ? ec2Metrics.cpuDetailed : ec2Metrics.cpuBasic;
    const before = this.#cpuMetric;
    this.#cpuMetric = publish(region, shape, this.id, () => this.#percentSeconds(shape.period));
    if (before) region.world.metrics.withdraw(before);
  }

  /** The running total of which a period's growth is the CPU's utilization in percent; undefined while it does not run. */
  #percentSeconds(period: number): number | undefined {
    if (this.state !== 'running') return undefined;
    this.#countBusy();
    return this.#cpuTotal / period;
  }

  #countBusy(): void {
    const { busySeconds, vcpus } = this.#load;
    this.#cpuTotal += (100 * (busySeconds - this.#busyBefore)) / vcpus;
    this.#busyBefore = busySeconds;
  }

  /** Lets clients find it: by its id, its private address in its VPC, its public address. */
  #register(): void {
    this.#unregister();
    const application = this.#application;
    if (!application) return;
    const endpoints = endpointsOf(this.#ec2.region.world);
    const { port = 80, keepAlive } = application;
    this.#endpoint = endpoints.listen(this.address, this.#handler(application), { place: this.id, admits: (from) => this.#admits(from, port), ...(keepAlive !== undefined && { idleTimeout: keepAlive }) }); // prettier-ignore
    const { publicAddress } = this;
    this.#names = [`${this.network.vpcId}/${this.privateAddress}:${port}`];
    if (publicAddress !== undefined) this.#names.push(`${publicAddress}:${port}`);
    for (const name of this.#names) endpoints.alias(name, this.#endpoint);
  }

  #unregister(): void {
    const endpoints = endpointsOf(this.#ec2.region.world);
    if (this.#endpoint) for (const name of [...this.#names, this.address]) endpoints.remove(name);
    this.#endpoint = undefined;
  }

  /** Before its system is up nothing answers; before its application is up, the system refuses. */
  #admits(from: string, port: number): 'open' | 'dropped' | 'refused' {
    if (!this.life.ready || !this.#booted) return 'dropped';
    const verdict = this.#net.verdict(from, this.network.id, port);
    if (verdict === 'dropped') return verdict;
    return this.serving ? verdict : 'refused';
  }

  #handler({ serviceTime = 0.01, demand, respond = () => ({ status: 200 }) }: Application): Handler {
    const { simulation } = this.#ec2.region.world;
    const random = this.#ec2.random(`requests/${this.id}`);
    return (request) => {
      const reply = new Reply<Response>(simulation, `a response from ${this.id}`);
      const work = demand ? demand(request, random) : random.exponential(serviceTime);
      const job = this.host!.submit(work, (outcome) => {
        if (outcome === 'done') reply.resolve(respond(request));
        else if (outcome === 'failed') reply.resolve({ status: 500 });
        // An application that is down answers nothing, not even over a connection that was kept.
        else if (outcome === 'refused' && this.host!.ailment === 'down') this.#reset();
        else if (outcome === 'refused') reply.resolve({ status: 503 });
        // Where the application died, connections are reset; who gave up waits for nothing.
        else if (outcome === 'crashed') this.#reset();
      });
      reply.onAbandon = () => this.host!.abort(job);
      return (function* () {
        return yield* reply;
      })();
    };
  }

  /** Breaks all connections. */
  #reset(): void {
    if (!this.#endpoint) return;
    const { condition } = this.#endpoint;
    this.#endpoint.condition = { kind: 'refuse' };
    this.#endpoint.condition = condition;
  }
}
