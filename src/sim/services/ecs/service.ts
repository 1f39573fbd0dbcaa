import { Metric } from '../../cloud/index.ts';
import type { Reply, Timer, Yieldable } from '../../kernel/index.ts';
import type { ClusterService, EcsCluster } from './cluster.ts';
import { ask, type Ground } from './context.ts';
import { deploymentBounds, protectedTasks, steadyState, stuckDeployment } from './deployment/bounds.ts'; // prettier-ignore
import { raisedAlarm, watchAlarms, type AlarmState } from './deployment/deployment-alarms.ts';
import { failDeployment } from './deployment/outcome.ts';
import { countsAsHealthy, planRolling, UNCHECKED_WAIT, type ServiceTask } from './deployment/rolling.ts';
import { startDelay, unableToStart } from './deployment/start-throttle.ts';
import { balanceEvent, planZoneRebalancing } from './deployment/zone-rebalancing.ts';
import { invalidParameter } from './errors.ts';
import { FlowingLoad, type LoadOptions } from '../../cloud/load/flowing-load.ts';
import { ecsMetrics } from './metrics.ts';
import { chooseTasksToStop } from './placement/scale-in.ts';
import { unableToPlace } from './placement/shortage.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import { Deployment } from './service-deployment.ts';
import { ServiceSettings, type ServiceInput } from './service-settings.ts';
import { shiftTraffic, type TargetPlace } from './targets.ts';
import type { EcsTask, TaskOwner } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';
import { Waiting } from './waiting.ts';

/** What its service asks of the network of tasks. */
export interface TaskNetwork {
  /** Subnets, a zone each. */
  readonly subnets: readonly string[];
  /** Security groups. */
  readonly securityGroups: readonly string[];
  /** Whether tasks get public addresses. */
  readonly publicAddress: boolean;
}

/** How it is changed. */
export interface ServiceChange {
  readonly input: ServiceInput;
  readonly definition: TaskDefinition;
  readonly network: TaskNetwork;
  /** Whether new tasks take the place of the old ones. */
  readonly deploys: boolean;
}

/** Events that a service shows. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html */
const EVENTS = 100;
/** Seconds for which the same cause is not told again: six hours, says the same page. */
const REPEATED = 21_600;

/** Whether a task has to go, since its instance drains. */
const leaves = ({ instance }: EcsTask) => instance?.status === 'DRAINING';

/**
 * A service: keeps so many tasks of a task definition running, and replaces them by those of a new one. `cluster.service`
 * finds it, `cloud.ecs.service` makes it.
 */
export class EcsService implements ClusterService, TaskOwner {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** Its cluster. */
  readonly cluster: EcsCluster;
  /** ACTIVE; DRAINING once it is deleted, until its tasks are gone. */
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE' = 'ACTIVE';
  /** Its deployments, the primary first. */
  deployments: Deployment[] = [];
  /** All that it ever had, the newest last. */
  readonly history: Deployment[] = [];
  /** What it tells, the newest first. */
  readonly events: { readonly id: string; readonly createdAt: Date; readonly message: string }[] = [];
  readonly #ground: Ground;
  readonly #createdAt: Date;
  readonly #metrics: Metric[];
  readonly #waiting = new Waiting();
  #load: FlowingLoad | undefined;
  #settings: ServiceSettings;
  #network: TaskNetwork;
  #timer: { readonly at: number; readonly timer: Timer } | undefined;
  #steady = false;
  #balanced = true;
  /** A task above desired, while zones are levelled. */
  #extra = 0;

  /** Made by CreateService. */
  constructor(ground: Ground, cluster: EcsCluster, change: ServiceChange) {
    this.#ground = ground;
    this.cluster = cluster;
    this.name = change.input.serviceName;
    this.arn = ground.arn(`service/${cluster.name}/${this.name}`);
    this.#createdAt = ground.date();
    this.#settings = new ServiceSettings(change.input, cluster.defaultStrategy);
    this.#network = change.network;
    const gauge = (shape: (typeof ecsMetrics)['cpuUtilization'], of: (task: EcsTask) => number) =>
      ground.region.world.metrics.publish(new Metric(shape, { ClusterName: cluster.name, ServiceName: this.name }, ground.region, () => true, () => this.#average(of))); // prettier-ignore
    this.#metrics = [
      gauge(ecsMetrics.cpuUtilization, ({ cpu }) => 100 * cpu),
      gauge(ecsMetrics.memoryUtilization, ({ definition }) => (100 * this.#used(definition)) / definition.memory), // prettier-ignore
    ];
    this.#deploy(change.definition);
    this.wake();
  }

  /** How many tasks it keeps. */
  get desiredCount(): number {
    return this.#settings.given.desiredCount ?? 0;
  }

  /** Its tasks that have not stopped. */
  get tasks(): EcsTask[] {
    return this.deployments.flatMap(({ tasks }) => [...tasks]);
  }

  /** Its tasks that run. */
  get running(): EcsTask[] {
    return this.tasks.filter(({ running }) => running);
  }

  /** Its tasks that count as healthy: by container, target, or 40 seconds of running. */
  get healthy(): EcsTask[] {
    return this.tasks.filter((task) => this.#healthy(task));
  }

  /** What it has told, the oldest first. */
  get messages(): string[] {
    return this.events.map(({ message }) => message).reverse();
  }

  /** The deployment that it is to run. */
  get primary(): Deployment {
    return this.deployments[0]!;
  }

  /** Whether it is in its steady state. */
  get steady(): boolean {
    return this.#steady;
  }

  /** One of its metrics: `CPUUtilization`, `MemoryUtilization`. */
  metric(name: string): Metric {
    const found = this.#metrics.find(({ shape }) => shape.name === name);
    if (!found) throw new RangeError(`A service has no metric ${name}.`);
    return found;
  }

  /** Puts a load on its tasks: requests a second, by seconds from now. It replaces one before. */
  load(rate: number | ((seconds: number) => number), options: LoadOptions): FlowingLoad {
    this.#load?.stop();
    const { simulation } = this.#ground.region.world;
    return (this.#load = new FlowingLoad(simulation, () => this.running, rate, options));
  }

  /** Settles when it is in its steady state, or its newest deployment has ended one way or the other. */
  until(state: 'steady' | 'deployed'): Reply<void> {
    const there = () => (state === 'steady' ? this.#steady : this.history.at(-1)!.rolloutState !== 'IN_PROGRESS'); // prettier-ignore
    return this.#waiting.until(this.#ground.region.world.simulation, `${this.name} ${state}`, there);
  }

  /** @internal What it was asked for. */
  get given(): ServiceInput {
    return this.#settings.given;
  }

  /** @internal UpdateService. */
  update({ input, definition, network, deploys }: ServiceChange): void {
    this.#settings = new ServiceSettings(input, this.cluster.defaultStrategy);
    this.#network = network;
    if (deploys) this.#deploy(definition);
    this.#steady = false;
    this.wake();
  }

  /** @internal DeleteService: its tasks stop, then it is gone. */
  delete(): void {
    this.status = 'DRAINING';
    for (const task of this.tasks) void task.stop('Service deleted', 'ServiceSchedulerInitiated');
    this.wake();
  }

  /** @internal StopServiceDeployment: back to what ran before. */
  stopDeployment(): void {
    this.#fail('stopped', true);
  }

  /** @internal */
  taskChanged(task: EcsTask): void {
    const deployment = this.deployments.find(({ tasks }) => tasks.has(task));
    if (!deployment) return;
    if (task.lastStatus === 'RUNNING') this.#ran(deployment, task);
    else if (task.lastStatus === 'DEACTIVATING') this.#draining(deployment);
    else if (task.lastStatus === 'STOPPED') this.#ended(deployment, task);
    this.wake();
  }

  /** @internal */
  roomChanged(): void {
    this.wake();
  }

  /** @internal Looks after a while, unless it looks sooner. */
  wake(after = this.#ground.model.reaction): void {
    if (this.status === 'INACTIVE') return;
    const { simulation } = this.#ground.region.world;
    const at = simulation.now + after;
    if (this.#timer && this.#timer.at <= at) return;
    this.#timer?.timer.cancel();
    this.#timer = { at, timer: simulation.timer(after, () => this.#look()) };
  }

  #ran(deployment: Deployment, task: EcsTask): void {
    deployment.neverRan = 0;
    for (const { targetGroupArn } of deployment.targets)
      this.#tell(`(service ${this.name}) registered 1 targets in (target-group ${targetGroupArn})`);
    if (task.containerHealth === undefined && deployment.targets.length === 0) {
      // One without any check counts after a while.
      this.#ground.region.world.simulation.schedule(UNCHECKED_WAIT, () => this.wake(0));
    }
  }

  #draining(deployment: Deployment): void {
    this.#tell(`(service ${this.name}) has begun draining connections on 1 tasks.`);
    for (const { targetGroupArn } of deployment.targets)
      this.#tell(`(service ${this.name}) deregistered 1 targets in (target-group ${targetGroupArn})`);
  }

  #ended(deployment: Deployment, task: EcsTask): void {
    deployment.tasks.delete(task);
    this.#steady = false;
    if (task.ran || task.stopCode !== 'TaskFailedToStart') return;
    deployment.failedTasks++;
    const delay = startDelay(++deployment.neverRan, this.#ground.model.throttle);
    if (delay > 0) {
      deployment.holdUntil = this.#now + delay;
      this.#tell(unableToStart(this.name));
    }
    if (deployment.tell('failed-to-start', this.desiredCount, this.#settings.breaker)) this.#fail('circuit-breaker', this.#settings.breaker.rollback); // prettier-ignore
  }

  #look(): void {
    this.#timer = undefined;
    if (this.status === 'DRAINING') return this.#drain();
    this.#replaceUnhealthy();
    this.#watchAlarms();
    if (this.#shifting()) for (const deployment of this.deployments) this.#maintain(deployment);
    else this.#roll();
    this.#waiting.look();
    const watches = this.primary.targets.length > 0 || this.primary.watch.watched.length > 0;
    const checks = this.primary.definition.containers.some(({ hasHealthCheck }) => hasHealthCheck);
    if (watches || checks || this.#shifting()) this.wake(this.#ground.model.look);
    else if (this.primary.holdUntil > this.#now) this.wake(this.primary.holdUntil - this.#now);
  }

  #drain(): void {
    if (this.tasks.length > 0) return;
    this.status = 'INACTIVE';
    for (const metric of this.#metrics) this.#ground.region.world.metrics.withdraw(metric);
  }

  /** Tasks that fail their checks stop; others take their place. */
  #replaceUnhealthy(): void {
    const { healthCheckGracePeriodSeconds: grace = 0 } = this.#settings.given;
    for (const deployment of this.deployments) {
      for (const task of deployment.tasks) {
        if (!task.running) continue;
        if (this.#healthy(task) && !deployment.beenHealthy.has(task)) {
          deployment.beenHealthy.add(task);
          deployment.tell('healthy', this.desiredCount, this.#settings.breaker);
        }
        if (this.#now - task.times.get('RUNNING')! < grace) continue;
        const failed = task.containerHealth === 'UNHEALTHY' ? 'Task failed container health checks' : task.targetHealth === 'unhealthy' ? `Task failed ELB health checks in (target-group ${deployment.targets[0]!.targetGroupArn})` : undefined; // prettier-ignore
        if (failed === undefined) continue;
        this.#tell(`(service ${this.name}) (task ${task.id}) ${failed.replace('Task ', '')}.`);
        void task.stop(failed, 'ServiceSchedulerInitiated');
        if (deployment.tell('unhealthy', this.desiredCount, this.#settings.breaker)) return this.#fail('circuit-breaker', this.#settings.breaker.rollback); // prettier-ignore
      }
    }
  }

  #watchAlarms(): void {
    const { alarms } = this.#settings.given.deploymentConfiguration ?? {};
    if (this.primary.rolloutState !== 'IN_PROGRESS' || !alarms?.enable) return;
    if (raisedAlarm(this.primary.watch, (name) => this.#alarmState(name)) !== undefined)
      this.#fail('alarm', alarms.rollback);
  }

  #alarmState(name: string): AlarmState {
    const { metricAlarms = [], compositeAlarms = [] } = ask<Record<string, { stateValue: AlarmState }[]>>(this.#ground.region, 'cloudwatch', 'DescribeAlarms', { alarmNames: [name], alarmTypes: ['MetricAlarm', 'CompositeAlarm'] }); // prettier-ignore
    return [...metricAlarms, ...compositeAlarms][0]?.stateValue ?? 'INSUFFICIENT_DATA';
  }

  /** One look of a rolling deployment; also of a service that has none under way. */
  #roll(): void {
    const { primary, desiredCount, name } = this;
    const desired = desiredCount + this.#extra;
    const all = this.tasks;
    const views = all.map((task) => this.#view(task, primary.tasks.has(task) && !leaves(task)));
    const bounds = deploymentBounds(desiredCount, this.#settings.percents);
    const step = planRolling(
      desired,
      views,
      { ...bounds, most: Math.max(bounds.most, desired) },
      primary.unplaced,
      this.#ground.model.rolling,
    );
    const stopping = new Set(step.stop);
    const leaving = all.filter(({ id }) => stopping.has(id));
    this.#stopTasks(leaving);
    const live = [...primary.tasks].filter((task) => task.desiredStatus === 'RUNNING' && !leaves(task)).length; // prettier-ignore
    if (live > desired) this.#shrink(live - desired);
    if (step.start > 0) this.#start(primary, step.start);
    else if (live >= desired) primary.unplaced = 0;
    if (step.stuck === 'configuration') this.#tellOnce(stuckDeployment(name));
    if (step.complete) this.#completed();
  }

  /** Keeps the tasks of a deployment that shares the service with another. */
  #maintain(deployment: Deployment): void {
    const live = [...deployment.tasks].filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length;
    if (live < this.desiredCount) this.#start(deployment, this.desiredCount - live);
  }

  #start(deployment: Deployment, count: number): void {
    if (deployment.rolloutState === 'FAILED') return;
    if (this.#now < deployment.holdUntil) return this.wake(deployment.holdUntil - this.#now);
    const { providers, constraints, strategies, given } = this.#settings;
    const { definition, targets } = deployment;
    const launchType = given.launchType === 'FARGATE' ? 'FARGATE' : 'EC2';
    const held = new Map<string, number>();
    for (const { plan, desiredStatus } of this.tasks) if (plan.provider !== undefined && desiredStatus === 'RUNNING') held.set(plan.provider, (held.get(plan.provider) ?? 0) + 1); // prettier-ignore
    const all = [...constraints, ...definition.constraints];
    const plan = { definition, group: `service:${this.name}`, launchType, startedBy: deployment.id, targets, owner: this, ...this.#network } as const; // prettier-ignore
    const started = this.cluster.start(count, plan, { constraints: all, strategies, providers, held });
    for (const task of started.tasks) deployment.tasks.add(task);
    if (started.tasks.length > 0) this.#tell(`(service ${this.name}) has started ${started.tasks.length} tasks: ${started.tasks.map(({ id }) => `(task ${id})`).join(' ')}.`); // prettier-ignore
    if (started.unplaced > 0) this.#tellOnce(unableToPlace(this.name, started.closest));
    deployment.unplaced = started.unplaced;
    this.#steady = false;
  }

  /** Fewer tasks are wanted: by the strategies backwards on instances, from the fullest zone on Fargate. */
  #shrink(count: number): void {
    const live = [...this.primary.tasks].filter(({ desiredStatus, protectedUntil }) => desiredStatus === 'RUNNING' && protectedUntil <= this.#now); // prettier-ignore
    if (live.length < count) this.#tellOnce(protectedTasks(this.name, this.primary.id));
    // What waits for a place, or has not come up, goes first.
    const chosen = live.filter(({ running }) => !running).slice(-count);
    const random = this.#ground.random('scale-in');
    const views = this.cluster.instances.map((instance) => instance.view());
    const stoppable = new Set(
      live.filter((task) => task.running && task.instance !== undefined).map(({ id }) => id),
    );
    const more = chooseTasksToStop(Math.max(0, count - chosen.length), `service:${this.name}`, views, () => random.next(), this.#settings.strategies, ({ id }) => stoppable.has(id)); // prettier-ignore
    const ids = new Set(more.stop.map(({ task }) => task));
    chosen.push(...live.filter(({ id }) => ids.has(id)));
    const fargate = live.filter((task) => task.running && task.instance === undefined);
    while (chosen.length < count && fargate.length > 0) {
      const loads = new Map<string | undefined, number>();
      for (const { zone } of fargate) loads.set(zone, (loads.get(zone) ?? 0) + 1);
      const most = Math.max(...loads.values());
      chosen.push(...fargate.splice(fargate.findLastIndex(({ zone }) => loads.get(zone) === most), 1)); // prettier-ignore
    }
    this.#stopTasks(chosen);
  }

  #stopTasks(tasks: readonly EcsTask[]): void {
    if (tasks.length === 0) return;
    for (const task of tasks)
      void task.stop(`Scaling activity initiated by (deployment ${this.primary.id})`, 'ServiceSchedulerInitiated'); // prettier-ignore
    this.#tell(`(service ${this.name}) has stopped ${tasks.length} running tasks: ${tasks.map(({ id }) => `(task ${id})`).join(' ')}.`); // prettier-ignore
    this.#steady = false;
  }

  #completed(): void {
    const { primary } = this;
    this.deployments = [primary];
    if (this.#bakes(primary)) return this.wake(this.#ground.model.look);
    if (primary.rolloutState === 'IN_PROGRESS') {
      primary.tell('completed', this.desiredCount, this.#settings.breaker);
      this.#finish(primary, 'COMPLETED', 'SUCCESSFUL', `ECS deployment ${primary.id} completed.`);
      this.#tell(`(service ${this.name}) (deployment ${primary.id}) deployment completed.`);
    }
    if (!this.#steady) {
      this.#steady = true;
      this.#told.clear();
      if (this.#balanced) {
        this.#tell(steadyState(this.name));
        this.#action('SERVICE_STEADY_STATE');
      }
    }
    this.#level();
  }

  /** Whether a rolling deployment, which is done, is still watched by its alarms. */
  #bakes(primary: Deployment): boolean {
    if (primary.rolloutState !== 'IN_PROGRESS' || this.#settings.traffic) return false;
    if (primary.watch.watched.length === 0) return false;
    primary.bakesUntil ??= this.#now + this.#ground.model.rollingBake;
    return this.#now < primary.bakesUntil;
  }

  /** Levels the zones: one task more where there are the fewest, then one less where there are the most. */
  #level(): void {
    if (!this.#settings.rebalances || this.desiredCount === 0) return;
    if (this.#extra > 0) {
      this.#extra = 0;
      return this.wake();
    }
    const { region } = this.#ground;
    const counts = new Map<string, { tasks: number; takesTasks: boolean }>();
    const fargate = this.tasks.some(({ instance }) => instance === undefined);
    const zones = fargate ? this.#fargateZones() : this.cluster.instances.map(({ ec2 }) => ec2.zone.name);
    for (const zone of zones) counts.set(zone, { tasks: 0, takesTasks: region.world.faults.isUp(zone) });
    for (const { zone, desiredStatus } of this.tasks) if (zone !== undefined && desiredStatus === 'RUNNING' && counts.has(zone)) counts.get(zone)!.tasks++; // prettier-ignore
    const list = Array.from(counts, ([zone, count]) => ({ name: zone, ...count }));
    const room = deploymentBounds(this.desiredCount, this.#settings.percents).most - this.desiredCount;
    const [move] = planZoneRebalancing(list, Math.min(1, room));
    if (!move) {
      if (!this.#balanced) this.#tell(balanceEvent(this.name, list, true));
      this.#balanced = true;
      return;
    }
    if (this.#balanced) this.#tell(balanceEvent(this.name, list, false));
    this.#balanced = false;
    if (!fargate && !this.#roomIn(move.to)) return;
    this.#extra = 1;
    this.wake();
  }

  #fargateZones(): string[] {
    const { region } = this.#ground;
    const network = region.service('ec2') as { subnet(id: string): { zone: string } | undefined };
    return this.#network.subnets.map((id) => network.subnet(id)?.zone ?? '');
  }

  #roomIn(zone: string): boolean {
    const { cpu, memory } = this.primary.definition;
    return this.cluster.instances.some(({ ec2, remaining, status }) => status === 'ACTIVE' && ec2.zone.name === zone && remaining.cpu >= cpu && remaining.memory >= memory); // prettier-ignore
  }

  // ── Deployments ───────────────────────────────────────────────────────────────────────────────────────────────

  #deploy(definition: TaskDefinition, before: Deployment | undefined = this.deployments[0]): void {
    const { breaker, given, traffic } = this.#settings;
    const alternate = traffic !== undefined && before !== undefined ? !before.alternate : (before?.alternate ?? false); // prettier-ignore
    const digits = this.#ground.random('deployments').integer(1e15, 9e15);
    const deployment = new Deployment(`ecs-svc/${String(digits)}`, definition, this.#targets(alternate), alternate, this.#ground.date(), breaker); // prettier-ignore
    const { alarms } = given.deploymentConfiguration ?? {};
    if (alarms?.enable) deployment.watch = watchAlarms(alarms.alarmNames, (name) => this.#alarmState(name));
    for (const other of this.deployments) {
      other.status = 'ACTIVE';
      if (other.rolloutState === 'IN_PROGRESS' && other !== before) this.#finish(other, 'FAILED', 'STOPPED', 'superseded'); // prettier-ignore
    }
    this.deployments = [deployment, ...this.deployments.filter(({ tasks }) => tasks.size > 0)];
    this.history.push(deployment);
    this.#steady = false;
    this.#told.clear();
    this.#action('SERVICE_DEPLOYMENT_IN_PROGRESS', deployment);
    if (traffic && before && before.tasks.size > 0) {
      this.#shift = { green: deployment, blue: before };
      void this.#ground.region.world.simulation.process(() => this.#shiftTo(deployment, before), `${this.name} shifts traffic`); // prettier-ignore
    } else deployment.share = 100;
  }

  #shift: { readonly green: Deployment; readonly blue: Deployment } | undefined;

  #shifting(): boolean {
    return this.#shift !== undefined;
  }

  /** Blue/green, linear, canary. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html */
  *#shiftTo(green: Deployment, blue: Deployment): Generator<Yieldable, void, never> {
    const { model } = this.#ground;
    const over = () => green.rolloutState !== 'IN_PROGRESS' || this.#shift?.green !== green;
    const wait = function* (seconds: number): Generator<Yieldable, boolean, never> {
      for (let left = seconds; left > 0; left -= model.look) {
        yield Math.min(left, model.look);
        if (over()) return false;
      }
      return !over();
    };
    const { shifts, end } = this.#settings.traffic!;
    green.stage = 'SCALE_UP';
    while (!this.#isWhole(green)) if (!(yield* wait(model.look))) return;
    const rule = this.#settings.given.loadBalancers?.[0]?.advancedConfiguration?.testListenerRule;
    if (rule !== undefined) {
      green.stage = 'TEST_TRAFFIC_SHIFT';
      shiftTraffic(this.#ground.region, rule, new Map([[green.targets[0]!.targetGroupArn, 100]]));
    }
    green.stage = 'PRODUCTION_TRAFFIC_SHIFT';
    let minute = 0;
    for (const shift of shifts) {
      if (!(yield* wait((shift.minute - minute) * 60))) return;
      minute = shift.minute;
      this.#give(green, blue, shift.percent);
    }
    green.stage = 'BAKE_TIME';
    if (!(yield* wait((end - minute) * 60))) return;
    green.stage = 'CLEAN_UP';
    this.#shift = undefined;
    this.#stopTasks([...blue.tasks].filter(({ desiredStatus }) => desiredStatus === 'RUNNING'));
    this.wake();
  }

  /** Gives green its share of the production traffic, and blue the rest. */
  #give(green: Deployment, blue: Deployment, percent: number): void {
    green.share = percent;
    blue.share = 100 - percent;
    for (const [i, { advancedConfiguration }] of (this.#settings.given.loadBalancers ?? []).entries()) {
      const rule = advancedConfiguration?.productionListenerRule;
      if (rule === undefined) continue;
      const [to, from] = [green.targets[i]!.targetGroupArn, blue.targets[i]!.targetGroupArn];
      shiftTraffic(this.#ground.region, rule, new Map([[from, 100 - percent], [to, percent]])); // prettier-ignore
    }
    this.#tell(`(service ${this.name}) (deployment ${green.id}) has ${percent}% of the production traffic.`);
  }

  #isWhole(deployment: Deployment): boolean {
    const healthy = [...deployment.tasks].filter((task) => this.#healthy(task)).length;
    return healthy >= this.desiredCount && this.desiredCount > 0;
  }

  /** The primary deployment has failed: back to the last one that completed, or it starts nothing more. */
  #fail(cause: 'circuit-breaker' | 'alarm' | 'stopped', rollback: boolean): void {
    const failed = this.primary;
    const past = this.history.filter((one) => one !== failed);
    const failure = failDeployment(cause === 'stopped' ? 'alarm' : cause, rollback, past);
    const { rollBackTo, rollBackReason } = failure;
    const shift = this.#shift;
    this.#shift = undefined;
    if (shift) this.#give(shift.blue, shift.green, 100);
    this.#finish(failed, 'FAILED', rollBackTo === undefined ? 'STOPPED' : 'ROLLBACK_SUCCESSFUL', cause === 'stopped' ? 'Service deployment stopped by user.' : failure.reason); // prettier-ignore
    this.#tell(`(service ${this.name}) (deployment ${failed.id}) deployment failed: ${cause === 'circuit-breaker' ? 'tasks failed to start' : cause === 'alarm' ? 'alarm detected' : 'stopped'}.`); // prettier-ignore
    const good = past.find(({ id }) => id === rollBackTo);
    if (good) {
      this.#tell(`(service ${this.name}) rolling back to (deployment ${good.id}).`);
      failed.status = 'ACTIVE';
      if (this.deployments.includes(good)) {
        this.deployments = [good, ...this.deployments.filter((one) => one !== good)];
        good.status = 'PRIMARY';
      } else {
        this.#deploy(good.definition);
        this.primary.breaker = { ...this.primary.breaker, status: 'DISABLED' };
      }
      this.primary.rolloutStateReason = rollBackReason!;
    }
    this.wake(0);
  }

  #finish(
    deployment: Deployment,
    state: 'COMPLETED' | 'FAILED',
    outcome: aws.ServiceDeploymentStatus,
    reason: string,
  ): void {
    deployment.rolloutState = state;
    deployment.rolloutStateReason = reason;
    deployment.outcome = outcome;
    deployment.finishedAt = this.#ground.date();
    this.#action(`SERVICE_DEPLOYMENT_${state}`, deployment);
    this.#waiting.look();
  }

  #targets(alternate: boolean): TargetPlace[] {
    return (this.#settings.given.loadBalancers ?? []).map(({ targetGroupArn, containerName, containerPort, advancedConfiguration }) => {
      const other = advancedConfiguration?.alternateTargetGroupArn;
      if (alternate && other === undefined) throw invalidParameter('A service that shifts traffic needs alternateTargetGroupArn.');
      return { targetGroupArn: alternate ? other! : targetGroupArn!, containerName: containerName!, containerPort: containerPort! };
    });
  } // prettier-ignore

  // ── What it sees ──────────────────────────────────────────────────────────────────────────────────────────────

  get #now(): number {
    return this.#ground.region.world.simulation.now;
  }

  #view(task: EcsTask, current: boolean): ServiceTask {
    const { id, desiredStatus, running, protectedUntil } = task;
    const status = desiredStatus === 'STOPPED' ? 'STOPPING' : running ? 'RUNNING' : 'PENDING';
    return { id, current, status, healthy: this.#healthy(task), protected: protectedUntil > this.#now };
  }

  #healthy(task: EcsTask): boolean {
    if (!task.running || task.desiredStatus === 'STOPPED') return false;
    const { containerHealth: containers, targetHealth: target } = task;
    const secondsRunning = this.#now - task.times.get('RUNNING')!;
    return countsAsHealthy({
      secondsRunning,
      ...(containers !== undefined && { containers }),
      ...(target !== undefined && { target }),
    });
  }

  #average(of: (task: EcsTask) => number): number | undefined {
    const { running } = this;
    return running.length === 0 ? undefined : running.reduce((sum, task) => sum + of(task), 0) / running.length; // prettier-ignore
  }

  #used({ given }: TaskDefinition): number {
    return given.containerDefinitions.reduce((sum, { image = '' }) => sum + (this.#ground.program(image).memory ?? 0), 0); // prettier-ignore
  }

  #tell(message: string): void {
    this.events.unshift({ id: this.#ground.id(), createdAt: this.#ground.date(), message });
    if (this.events.length > EVENTS) this.events.pop();
  }

  /** Tells what is wrong, and again when it has been so for six hours. */
  #tellOnce(message: string): void {
    if (this.#now - (this.#told.get(message) ?? -Infinity) < REPEATED) return;
    this.#told.set(message, this.#now);
    this.#tell(message);
  }
  readonly #told = new Map<string, number>();

  #action(eventName: string, deployment?: Deployment): void {
    this.#ground.region.events.put('aws.ecs', deployment ? 'ECS Deployment State Change' : 'ECS Service Action', [this.arn], () => ({ eventType: eventName.endsWith('FAILED') ? 'ERROR' : 'INFO', eventName, clusterArn: this.cluster.arn, ...(deployment && { deploymentId: deployment.id, reason: deployment.rolloutStateReason, updatedAt: this.#ground.date().toISOString() }) })); // prettier-ignore
  }

  /** As the API shows it. */
  describe(): Model<aws.Service> {
    const { given, percents } = this.#settings;
    const { cluster: _cluster, role: _role, clientToken: _token, monitoring: _monitoring, volumeConfigurations: _volumes, serviceConnectConfiguration: _connect, vpcLatticeConfigurations: _lattice, gatewayConnectors: _gateways, ...members } = given;
    const { tasks } = this;
    return {
      ...members,
      serviceArn: this.arn,
      clusterArn: this.cluster.arn,
      status: this.status,
      desiredCount: this.status === 'ACTIVE' ? this.desiredCount : 0,
      runningCount: tasks.filter(({ running }) => running).length,
      pendingCount: tasks.filter(({ running, desiredStatus }) => !running && desiredStatus === 'RUNNING').length,
      taskDefinition: this.primary.definition.arn,
      deploymentConfiguration: { strategy: 'ROLLING', ...given.deploymentConfiguration, ...percents },
      deployments: this.deployments.map((one) => one.describe(this.desiredCount)),
      events: this.events.map((event) => ({ ...event })),
      createdAt: this.#createdAt,
      schedulingStrategy: 'REPLICA',
      availabilityZoneRebalancing: this.#settings.rebalances ? 'ENABLED' : 'DISABLED',
    };
  } // prettier-ignore
}
