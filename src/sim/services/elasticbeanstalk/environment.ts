import { endpointsOf } from '../../cloud/endpoints/index.ts';
import type { Region } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import type { Reply, Timer } from '../../kernel/index.ts';
import { PeriodicTasks, SqsDaemon } from './daemon.ts';
import { Deployment } from './deployment.ts';
import { invalidParameter } from './errors.ts';
import { elasticBeanstalkLimits as limits } from './limits.ts';
import type { BeanstalkModel } from './model.ts';
import { settingsOf, type OptionSettings, type Settings } from './options.ts';
import { serverOf, type Server, type Steps } from './other-services.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';
import { Stack } from './stack.ts';
import type { Version } from './version.ts';
import { colorOf, InstanceWatch, type HealthStatus } from './watch.ts';

/** An event, as DescribeEvents tells it. */
export interface BeanstalkEvent {
  /** When it happened. */
  readonly date: Date;
  /** In AWS's words, as far as they are published. */
  readonly message: string;
  /** INFO, WARN, ERROR. */
  readonly severity: 'INFO' | 'WARN' | 'ERROR';
}

/** What an environment asks of the service. */
export interface EnvironmentGround {
  readonly region: Region;
  readonly model: BeanstalkModel;
  /** A random id of letters and digits. */
  id(length: number): string;
  /** What an operation of Elastic Beanstalk does, through its door. */
  update(input: Input<'UpdateEnvironment'>): unknown;
  terminate(environmentName: string): unknown;
}

/** How an environment was asked for. */
export interface EnvironmentPlan {
  readonly name: string;
  readonly applicationName: string;
  readonly tier: 'WebServer' | 'Worker';
  readonly cname: string | undefined;
  readonly version: Version;
  readonly settings: Settings;
  readonly description: string | undefined;
  readonly solutionStackName: string | undefined;
}

type State = 'Launching' | 'Ready' | 'Updating' | 'Aborting' | 'Terminating' | 'Terminated';

const LIMITS = limits.healthInterval.default;

/** An environment: one version of an application on its resources. `application.environment` gives it. */
export class Environment {
  /** Its name. */
  readonly name: string;
  /** `e-…`. */
  readonly id: string;
  /** The name of its application. */
  readonly applicationName: string;
  /** Whether it serves requests or works off a queue. */
  readonly tier: 'WebServer' | 'Worker';
  /** @internal What it stands on. */
  readonly region: Region;
  /** @internal */
  readonly model: BeanstalkModel;
  /** @internal */
  readonly life: Lifecycle<State>;
  /** @internal Its resources. */
  readonly stack: Stack;
  /** What happened to it, the first first. */
  readonly events: BeanstalkEvent[] = [];
  /** @internal */
  readonly tags = new Map<string, string>();
  /** @internal The options that it has. */
  settings: Settings;
  /** The name at which its visitors find it; undefined for a worker environment. */
  cname: string | undefined;
  /** @internal The version of the last deployment that went well. */
  version: Version;
  /** @internal */
  deploymentId = 1;
  /** @internal */
  aborted = false;
  /** @internal When it was made and changed. */
  readonly created: Date;
  /** @internal */
  updated: Date;
  /** @internal */
  readonly plan: EnvironmentPlan;
  readonly #ground: EnvironmentGround;
  readonly #watches = new Map<string, InstanceWatch>();
  readonly #daemons = new Map<string, SqsDaemon>();
  #tasks: PeriodicTasks | undefined;
  #timer: Timer | undefined;
  #health: HealthStatus = 'Pending';
  #cause = '';
  #failing = 0;

  /** Made by CreateEnvironment: it begins to launch. */
  constructor(ground: EnvironmentGround, plan: EnvironmentPlan) {
    const { region, model } = ground;
    this.#ground = ground;
    this.plan = plan;
    this.region = region;
    this.model = model;
    this.name = plan.name;
    this.applicationName = plan.applicationName;
    this.tier = plan.tier;
    this.settings = plan.settings;
    this.version = plan.version;
    this.cname = plan.cname;
    this.id = `e-${ground.id(10)}`;
    this.created = this.updated = this.#date;
    this.life = new Lifecycle<State>(region.world.simulation, 'Launching', (to) => {
      if (to === 'Ready') this.#sumUp();
    });
    this.stack = new Stack(this);
    this.#run(() => this.#launch(), 'createEnvironment');
  }

  // ── For readers ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Launching, Ready, Updating, Aborting, Terminating or Terminated. */
  get status(): State {
    return this.life.state;
  }

  /** Green, Yellow, Red or Grey. */
  get health(): 'Green' | 'Yellow' | 'Red' | 'Grey' {
    return this.life.is('Terminating', 'Terminated') ? 'Grey' : this.#enhanced ? colorOf(this.#health) : this.#basic; // prettier-ignore
  }

  /** What enhanced health says: Ok, Info, Warning, Degraded, Severe and so on. */
  get healthStatus(): HealthStatus {
    return this.#health;
  }

  /** The label of the version of the last deployment that went well. */
  get versionLabel(): string {
    return this.version.label;
  }

  /** The labels of the versions that run, an instance each, in the order of their launches. */
  get runs(): string[] {
    return this.stack.members().map((id) => this.#watches.get(id)?.version?.label ?? '');
  }

  /** Its instances in service: their ids. */
  get instances(): string[] {
    return this.stack.members();
  }

  /** The URL of the queue that a worker environment works off; undefined for a web server environment. */
  get queueUrl(): string | undefined {
    return this.stack.queue?.url;
  }

  /** The URL of the dead-letter queue of a worker environment, where Elastic Beanstalk made one. */
  get deadLetterUrl(): string | undefined {
    return this.stack.queue?.deadLetters;
  }

  /** What its events say, a line each. */
  get story(): string[] {
    return this.events.map(({ message }) => message);
  }

  /** Settles when it has reached a state. */
  until(state: 'Ready' | 'Terminated'): Reply<unknown> {
    return this.life.until(state);
  }

  /** Deploys a version of its application: UpdateEnvironment. Throws InvalidParameterValue where it is not Ready. */
  deploy(versionLabel: string): void {
    this.#ground.update({ environmentName: this.name, versionLabel });
  }

  /** Changes options: UpdateEnvironment. Throws InvalidParameterValue where it is not Ready. */
  configure(options: OptionSettings): void {
    this.#ground.update({ environmentName: this.name, optionSettings: settingsOf(options) });
  }

  /** Terminates it, with all its resources: TerminateEnvironment. */
  terminate(): void {
    this.#ground.terminate(this.name);
  }

  // ── For the service ───────────────────────────────────────────────────────────────────────────────────────────

  /** @internal UpdateEnvironment: options first, then a version. */
  change(settings: Settings | undefined, version: Version | undefined): void {
    this.life.to('Updating');
    this.aborted = false;
    this.updated = this.#date;
    this.event('Environment update is starting.');
    this.#run(() => this.#change(settings, version), 'updateEnvironment');
  }

  /** @internal AbortEnvironmentUpdate. */
  abort(): void {
    this.aborted = true;
    this.life.to('Aborting');
    this.event('abortEnvironmentUpdate is starting.');
  }

  /** @internal RestartAppServer: what runs is started again on every instance. */
  restart(): void {
    this.life.to('Updating');
    this.event('restartAppServer is starting.');
    this.#run(() => this.#restart(), 'restartAppServer');
  }

  /** @internal SwapEnvironmentCNAMEs: this environment answers at another name from now. */
  rename(cname: string | undefined, other: string): void {
    this.cname = cname;
    this.#listen();
    if (cname !== undefined) this.event(`'${cname}' now points to '${this.#target}'.`);
    this.event(`Completed swapping CNAMEs for environments '${other}' and '${this.name}'.`);
    this.life.to('Ready');
  }

  /** @internal TerminateEnvironment. */
  end(): void {
    this.aborted = true;
    this.life.to('Terminating');
    this.updated = this.#date;
    this.event('terminateEnvironment is starting.');
    this.#timer?.cancel();
    this.#tasks?.stop();
    for (const daemon of this.#daemons.values()) daemon.stop();
    if (this.cname !== undefined) endpointsOf(this.region.world).name(this.cname, undefined);
    this.#run(() => this.#end(), 'terminateEnvironment');
  }

  /** @internal EC2 launches an instance: of this environment, where its launch template is one of its fleets'. */
  launches(server: Server, templateId: string): boolean {
    const fleet = this.stack.fleets.get(templateId);
    if (!fleet || this.life.is('Terminating', 'Terminated')) return false;
    const { version } = fleet;
    const watch = this.watch(server.id);
    watch.busy = { what: 'initialization', since: this.#now };
    watch.deployment = { label: version.label, id: this.deploymentId, status: 'In Progress', at: this.#now };
    const fails = version.bundle.deploys === false;
    if (!fails) server.install(watch.program(version, this.model.bootstrap));
    this.#run(() => this.#initialize(server, watch, version, fails), 'an instance of an environment');
    return true;
  }

  /** @internal An instance is gone. */
  loses(id: string): void {
    if (!this.#watches.delete(id)) return;
    this.#daemons.get(id)?.stop();
    this.#daemons.delete(id);
    this.event(`Removed instance [${id}] from your environment.`);
  }

  /** @internal */
  watch(id: string): InstanceWatch {
    let watch = this.#watches.get(id);
    if (!watch) this.#watches.set(id, (watch = new InstanceWatch(id)));
    return watch;
  }

  /** @internal */
  event(message: string, severity: BeanstalkEvent['severity'] = 'INFO'): void {
    this.events.push({ date: this.#date, message, severity });
    const detail = () => ({ Status: message, EventDate: this.#date.toISOString(), ApplicationName: this.applicationName, Message: message, EnvironmentName: this.name, Severity: severity });
    this.region.events.put('aws.elasticbeanstalk', 'Elastic Beanstalk resource status change', [], detail);
  } // prettier-ignore

  /** @internal */
  suffix(): string {
    return this.#ground.id(12).toUpperCase();
  }

  /** @internal What DescribeEnvironments says. */
  describe(): Model<aws.EnvironmentDescription> {
    const { name, id, plan, cname, stack } = this;
    const { description, solutionStackName } = plan;
    const worker = this.tier === 'Worker';
    const endpoint = stack.balancer?.dnsName ?? stack.address?.publicIp;
    return {
      environmentName: name,
      environmentId: id,
      applicationName: this.applicationName,
      versionLabel: this.version.label,
      ...(solutionStackName !== undefined && { solutionStackName }),
      ...(description !== undefined && { description }),
      ...(endpoint !== undefined && { endpointURL: endpoint }),
      ...(cname !== undefined && { cname }),
      dateCreated: this.created,
      dateUpdated: this.updated,
      status: this.status,
      abortableOperationInProgress: this.status === 'Updating',
      health: this.health,
      ...(this.#enhanced && { healthStatus: this.#health }),
      tier: { name: this.tier, type: worker ? 'SQS/HTTP' : 'Standard', version: worker ? '3.0' : '1.0' },
      environmentLinks: [],
      environmentArn: this.arn,
    };
  }

  /** @internal */
  get arn(): string {
    return this.region.arn('elasticbeanstalk', `environment/${this.applicationName}/${this.name}`);
  }

  /** @internal What DescribeInstancesHealth says, an instance each. */
  instancesHealth(): Model<aws.SingleInstanceHealth>[] {
    return [...this.#watches.values()].map((watch) => {
      const server = serverOf(this.region, watch.id);
      const count = (hundred: number) => watch.lastCounts.get(hundred) ?? 0;
      const { deployment: last } = watch;
      return {
        instanceId: watch.id,
        healthStatus: watch.status,
        color: colorOf(watch.status),
        causes: watch.causes,
        ...(server && { launchedAt: server.launchTime, availabilityZone: server.zone.name, instanceType: server.type.name }),
        applicationMetrics: { duration: LIMITS, requestCount: count(2) + count(3) + count(4) + count(5), statusCodes: { status2xx: count(2), status3xx: count(3), status4xx: count(4), status5xx: count(5) } },
        ...(last && { deployment: { versionLabel: last.label, deploymentId: last.id, status: last.status, deploymentTime: this.#dateOf(last.at) } }),
      };
    }); // prettier-ignore
  }

  /** @internal Why its health is what it is. */
  get causes(): string[] {
    return this.#cause === '' ? [] : [this.#cause];
  }

  // ── What it does by itself ────────────────────────────────────────────────────────────────────────────────────

  *#launch(): Steps {
    const { model, region } = this;
    this.event('createEnvironment is starting.');
    this.event(`Using elasticbeanstalk-${region.name}-${region.account} as Amazon S3 storage bucket for environment data.`); // prettier-ignore
    yield model.pace;
    yield* this.stack.make(this.version);
    this.#listen();
    this.#lookAgain();
    this.#schedule();
    this.event('Waiting for EC2 instances to launch. This may take a few minutes.');
    const well = yield* this.#launched();
    if (this.life.state !== 'Launching') return;
    if (this.cname !== undefined) this.event(`Application available at ${this.cname}.`);
    if (well) this.event(`Successfully launched environment: ${this.name}`);
    else this.event('Create environment operation is complete, but with errors. For more information, see troubleshooting documentation.', 'ERROR'); // prettier-ignore
    this.life.to('Ready');
  }

  /** Waits for the first instances, and with enhanced health for that; answers whether all are well in time. */
  *#launched(): Steps<boolean> {
    const end = this.#now + this.settings.number('command', 'Timeout') + limits.graceOfCommands.default;
    const wanted = this.settings.get('environment', 'EnvironmentType') === 'SingleInstance' ? 1 : this.settings.number('group', 'MinSize'); // prettier-ignore
    while (this.#now < end && this.life.state === 'Launching') {
      const members = this.stack.members();
      const ready = members.filter((id) => this.#ready(this.watch(id)));
      if (ready.length >= wanted) return true;
      if (members.some((id) => this.watch(id).deployment?.status === 'Failed')) return false;
      yield 1;
    }
    return false;
  }

  #ready(watch: InstanceWatch): boolean {
    if (watch.busy) return false;
    const checks = this.tier === 'Worker' ? limits.workerChecks.default : limits.webChecks.default;
    return watch.streak >= (this.#enhanced ? checks : 1);
  }

  *#initialize(server: Server, watch: InstanceWatch, version: Version, fails: boolean): Steps {
    if (fails) yield this.model.bootstrap;
    else while (!server.serving && server.state !== 'terminated') yield 1;
    if (server.state === 'terminated') return;
    watch.busy = undefined;
    watch.deployment = { ...watch.deployment!, status: fails ? 'Failed' : 'Deployed', at: this.#now };
    if (!fails) watch.version = version;
    this.event(`Added instance [${server.id}] to your environment.`);
    if (this.stack.fleet && this.stack.members().includes(server.id)) this.stack.follow(server.id);
    const { queue } = this.stack;
    if (queue && !fails) this.#daemons.set(server.id, new SqsDaemon(this.region, queue.url, () => this.settings, () => serverOf(this.region, server.id))); // prettier-ignore
  }

  *#change(settings: Settings | undefined, version: Version | undefined): Steps {
    yield this.model.pace;
    if (settings) {
      this.event(`Updating environment ${this.name}'s configuration settings.`);
      this.settings = settings;
      this.stack.refit();
      this.event('Successfully deployed new configuration to environment.');
    }
    let well = true;
    if (version) {
      this.deploymentId++;
      well = yield* new Deployment(this, version).run();
      if (well) {
        this.version = version;
        this.stack.fleet!.version = version;
        this.#schedule();
      }
    }
    if (this.life.is('Terminating', 'Terminated')) return;
    if (well) this.event('Environment update completed successfully.');
    else this.event('Update environment operation is complete, but with errors. For more information, see troubleshooting documentation.', 'ERROR'); // prettier-ignore
    this.updated = this.#date;
    this.life.to('Ready');
  }

  *#restart(): Steps {
    yield this.model.pace;
    for (const id of this.stack.members()) {
      const watch = this.watch(id);
      serverOf(this.region, id)?.install(watch.program(watch.version ?? this.version, this.model.restart));
    }
    yield this.model.restart;
    this.event('restartAppServer completed successfully.');
    this.life.to('Ready');
  }

  *#end(): Steps {
    yield* this.stack.drop();
    this.#watches.clear();
    this.event('terminateEnvironment completed successfully.');
    this.life.to('Terminated');
  }

  /** Its name in DNS leads to its load balancer, or to its only instance. */
  #listen(): void {
    const endpoints = endpointsOf(this.region.world);
    const { cname, stack, model } = this;
    if (cname === undefined) return;
    endpoints.name(cname, (from) => {
      const { balancer, address } = stack;
      const behind = balancer && endpoints.resolve(balancer.dnsName, from);
      if (balancer) return { addresses: behind?.addresses ?? [], ttl: model.ttl, healthy: behind?.healthy };
      return { addresses: address ? [address.publicIp] : [], ttl: model.ttl };
    });
  } // prettier-ignore

  get #target(): string {
    return this.stack.balancer?.dnsName ?? this.stack.address?.publicIp ?? '';
  }

  /** Periodic tasks are those of the version that runs. */
  #schedule(): void {
    this.#tasks?.stop();
    const { cron = [] } = this.version.bundle;
    const { queue } = this.stack;
    if (!queue || cron.length === 0) return;
    if (queue.url.endsWith('.fifo'))
      throw invalidParameter('Periodic tasks are not supported with a FIFO queue.');
    this.#tasks = new PeriodicTasks(this.region, queue.url, cron, () => [...this.#daemons.values()].some(({ up }) => up)); // prettier-ignore
  }

  /** The health of all, every ten seconds. */
  #lookAgain(): void {
    this.#timer = this.region.world.simulation.timer(LIMITS, () => {
      this.#look();
      this.#lookAgain();
    });
  }

  #look(): void {
    const targets = new Map([...this.stack.targets(), ...this.stack.targets(this.stack.aside)]);
    const threshold = this.settings.get('health', 'HealthCheckSuccessThreshold');
    for (const watch of this.#watches.values()) {
      const state = targets.get(watch.id);
      const inService = state === undefined || state === 'draining' ? undefined : state === 'healthy';
      watch.look(serverOf(this.region, watch.id), inService, threshold, this.model.failures);
    }
    this.#sumUp();
  }

  #sumUp(): void {
    const statuses = this.stack.members().map((id) => this.watch(id).status);
    const able = statuses.filter((status) => status === 'Ok' || status === 'Warning').length;
    this.#failing = able === statuses.length && able > 0 ? 0 : this.#failing + 1;
    this.#able = able;
    if (this.#enhanced) this.#tell(...this.#overall(statuses));
  }
  #able = 0;

  /**
   * Basic health: by the load balancer's checks, or EC2's.
   * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.healthstatus.html
   */
  get #basic(): 'Green' | 'Yellow' | 'Red' | 'Grey' {
    if (!this.life.is('Ready')) return 'Grey';
    if (this.#failing === 0) return 'Green';
    return this.#able === 0 && this.#failing >= 3 ? 'Red' : 'Yellow';
  }

  /** Enhanced health of the whole: while an operation runs it is not lowered. */
  #overall(statuses: readonly HealthStatus[]): [HealthStatus, string] {
    const { length } = statuses;
    const busy = statuses.filter((status) => status === 'Pending').length;
    if (this.life.state === 'Launching') return ['Pending', `Initialization in progress on ${length} instance${length === 1 ? '' : 's'}.`]; // prettier-ignore
    if (!this.life.is('Ready')) return ['Info', busy > 0 ? `Command is executing on ${busy} out of ${length} instances.` : 'Application update in progress.']; // prettier-ignore
    const ill = statuses.filter((status) => status !== 'Ok' && status !== 'Info' && status !== 'Pending').length; // prettier-ignore
    const least = this.stack.sizes().minSize;
    if (length < least) return ['Degraded', `${length} active instance${length === 1 ? '' : 's'} is below Auto Scaling group minimum size ${least}.`]; // prettier-ignore
    const severe = statuses.filter((status) => status === 'Severe' || status === 'NoData').length;
    const told = `Impaired services on ${ill} out of ${length} instance${length === 1 ? '' : 's'}.`;
    if (length > 0 && severe === length) return ['Severe', 'Impaired services on all instances.'];
    if (ill * 2 > length) return ['Degraded', told];
    if (ill > 0) return ['Warning', told];
    return busy > 0 ? ['Info', `Command is executing on ${busy} out of ${length} instances.`] : ['Ok', ''];
  }

  #tell(status: HealthStatus, cause: string): void {
    const from = this.#health;
    this.#cause = cause;
    if (status === from) return;
    this.#health = status;
    const worse = status === 'Warning' || status === 'Degraded' || status === 'Severe';
    this.event(`Environment health has transitioned from ${from} to ${status}.${cause && ` ${cause}`}`, worse ? 'WARN' : 'INFO'); // prettier-ignore
  }

  get #enhanced(): boolean {
    return this.settings.get('health', 'SystemType') === 'enhanced';
  }

  get #now(): number {
    return this.region.world.simulation.now;
  }

  get #date(): Date {
    return new Date(this.region.world.simulation.epochMillis);
  }

  #dateOf(now: number): Date {
    return new Date(this.region.world.simulation.epochMillis - Math.round((this.#now - now) * 1000));
  }

  #run(steps: () => Steps, what: string): void {
    void this.region.world.simulation.process(steps, what);
  }
}
