import type { Region } from '../../cloud/index.ts';
import { elasticBeanstalkLimits as limits } from './limits.ts';
import type { BeanstalkModel } from './model.ts';
import type { DEPLOYMENT_POLICIES } from './options.ts';
import { type Settings } from './options.ts';
import { serverOf, type Steps } from './other-services.ts';
import type { Fleet, Stack } from './stack.ts';
import type { Version } from './version.ts';
import type { InstanceWatch } from './watch.ts';

/** What a deployment asks of its environment. */
export interface Site {
  readonly region: Region;
  readonly model: BeanstalkModel;
  readonly tier: 'WebServer' | 'Worker';
  readonly settings: Settings;
  readonly stack: Stack;
  /** The version that runs, where nothing is amiss. */
  readonly version: Version;
  /** The number of this deployment. */
  readonly deploymentId: number;
  /** Whether somebody wants it to end early. */
  readonly aborted: boolean;
  /** What is known of an instance. */
  watch(id: string): InstanceWatch;
  /** Writes an event. */
  event(message: string, severity?: 'INFO' | 'WARN' | 'ERROR'): void;
}

/** Seconds between two looks at what is waited for. */
const LOOK = 2;

/** Ends a deployment; its message is AWS's. */
class Failure extends Error {
  override name = 'Failure';
}

/**
 * One deployment of a version, by the policy of its environment.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 */
export class Deployment {
  readonly #site: Site;
  readonly #to: Version;

  /** Begins with `run`. */
  constructor(site: Site, to: Version) {
    this.#site = site;
    this.#to = to;
  }

  /** Deploys; answers whether all went well. Where not, its events say why. */
  *run(): Steps<boolean> {
    const policy = this.#site.settings.get('command', 'DeploymentPolicy') as (typeof DEPLOYMENT_POLICIES)[number]; // prettier-ignore
    const fresh = policy === 'Immutable' || policy === 'TrafficSplitting';
    try {
      if (fresh) yield* this.#replace(policy === 'TrafficSplitting');
      else if (policy === 'AllAtOnce') yield* this.#allAtOnce();
      else yield* this.#rolling(policy === 'RollingWithAdditionalBatch');
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#site.event(error.message, 'ERROR');
      this.#site.event('Failed to deploy application.', 'ERROR');
      if (!fresh) this.#site.event('During an aborted deployment, some instances may have deployed the new application version. To ensure all instances are running the same version, re-deploy the appropriate application version.', 'ERROR'); // prettier-ignore
      return false;
    }
  }

  get #stack(): Stack {
    return this.#site.stack;
  }

  get #now(): number {
    return this.#site.region.world.simulation.now;
  }

  /** Seconds for which a command and the health after it are waited for. */
  get #patience(): number {
    return this.#site.settings.number('command', 'Timeout') + limits.graceOfCommands.default;
  }

  /** All at once: nobody waits for anybody's health. */
  *#allAtOnce(): Steps {
    const { event } = this.#says();
    event('Deploying new version to instance(s).');
    yield* this.#command(this.#stack.members());
    event('Instance deployment completed successfully.');
    event('New application version was deployed to running EC2 instances.');
  }

  /** In batches, one after the other; or first a batch of new instances, so that there are never fewer than before. */
  *#rolling(additional: boolean): Steps {
    const { event } = this.#says();
    const old = this.#stack.members();
    const size = this.#batchSize(old.length);
    let extra: string[] = [];
    const { maxSize } = this.#stack.sizes();
    try {
      if (additional) {
        event(`Rolling with Additional Batch deployment policy enabled. Launching a new batch of ${size} additional instance(s).`); // prettier-ignore
        extra = yield* this.#launchBatch(old, size, maxSize);
        yield* this.#pass(extra);
      }
      event('Deploying new version to instance(s).');
      for (let from = 0, batch = 1; from < old.length; from += size, batch++)
        yield* this.#batch(batch, old.slice(from, from + size), Math.min(old.length, from + size), old.length); // prettier-ignore
    } finally {
      this.#stack.terminate(extra);
      if (additional) {
        this.#stack.fleet!.version = this.#site.version;
        this.#stack.resize({ maxSize });
      }
    }
    event('New application version was deployed to running EC2 instances.');
  }

  /** Launches a batch of instances with the new version; answers them. */
  *#launchBatch(old: readonly string[], size: number, maxSize: number): Steps<string[]> {
    const fleet = this.#stack.fleet!;
    const wanted = old.length + size;
    fleet.version = this.#to;
    this.#stack.resize({ maxSize: Math.max(maxSize, wanted), desiredCapacity: wanted });
    yield* this.#launched(fleet, wanted);
    fleet.version = this.#site.version;
    return this.#stack.members().filter((id) => !old.includes(id));
  }

  *#batch(batch: number, ids: readonly string[], done: number, all: number): Steps {
    const { event } = this.#says(`Batch ${batch}: `);
    const { balancer } = this.#stack;
    event(`Starting application deployment on instance(s) [${ids.join(', ')}].`);
    if (balancer) {
      event('De-registering instance(s) from the load balancer and waiting for them to go out of service.');
      this.#stack.deregister(ids);
      while (this.#draining(ids)) yield LOOK;
    }
    event('Starting application deployment command execution.');
    yield* this.#command(ids);
    this.#site.event('Instance deployment completed successfully.');
    event('Completed application deployment command execution.');
    this.#site.event(`Command execution completed on ${done} of ${all} instances in environment.`);
    if (balancer) {
      event('Registering instance(s) with the load balancer and waiting for them to be healthy.');
      this.#stack.register(ids);
    }
    yield* this.#pass(ids);
    event('Completed application deployment.');
  }

  /**
   * New instances in a temporary group. Immutable: one first, then as many as there are, beside the old ones. Traffic
   * splitting: all at once in a target group of their own, which gets a share of the requests for a while.
   */
  *#replace(splitting: boolean): Steps {
    const { event } = this.#says();
    const old = this.#stack.members();
    if (!splitting) event('Immutable deployment policy enabled. Launching one instance with the new settings to verify health.'); // prettier-ignore
    const temporary = this.#stack.makeFleet('immutable-stack', this.#to, splitting ? old.length : 1);
    event(`Created temporary auto scaling group ${temporary.name}.`);
    const aside = splitting ? (this.#stack.aside = this.#stack.makeTargetGroup()) : undefined;
    try {
      if (aside !== undefined) yield* this.#split(temporary, old.length, aside);
      else yield* this.#beside(temporary, old.length);
      yield* this.#takeOver(temporary, old, aside);
    } catch (error) {
      yield* this.#giveUp(temporary, aside);
      throw error;
    }
  }

  *#beside(temporary: Fleet, count: number): Steps {
    const { event } = this.#says();
    const join = function* (this: Deployment, ids: readonly string[], fresh: readonly string[]): Steps {
      if (this.#stack.balancer) {
        event(`Adding new instance(s) (${fresh.join(',')}) to the load balancer.`);
        this.#stack.register(fresh);
      }
      event(`Waiting for instance(s) (${ids.join(',')}) to pass health checks.`);
      yield* this.#pass(ids);
    }.bind(this);
    yield* this.#launched(temporary, 1);
    event('Instance deployment completed successfully.');
    const first = this.#stack.members(temporary);
    yield* join(first, first);
    event('Test instance passed health checks. Launching remaining new instances.');
    this.#stack.resize({ desiredCapacity: count }, temporary);
    yield* this.#launched(temporary, count);
    event('Successfully launched all instances.');
    const all = this.#stack.members(temporary);
    const rest = all.filter((id) => !first.includes(id));
    if (rest.length > 0) yield* join(all, rest);
  }

  *#split(temporary: Fleet, count: number, aside: string): Steps {
    const { settings } = this.#site;
    const { event } = this.#says();
    const share = settings.number('splitting', 'NewVersionPercent');
    const minutes = settings.number('splitting', 'EvaluationTime');
    yield* this.#launched(temporary, count);
    const fresh = this.#stack.members(temporary);
    // A target group is checked only where the listener sends to it.
    this.#stack.forward({ [this.#stack.targetGroup!]: 100, [aside]: 0 });
    this.#stack.register(fresh, aside);
    yield* this.#pass(fresh, aside);
    event(`Shifting ${share} percent of the traffic to the new application version.`);
    this.#stack.forward({ [this.#stack.targetGroup!]: 100 - share, [aside]: share });
    const end = this.#now + minutes * 60;
    while (this.#now < end) {
      yield limits.healthInterval.default;
      this.#mayGoOn();
      const ill = fresh.filter((id) => this.#site.watch(id).streak === 0 || this.#stack.targets(aside).get(id) === 'unhealthy'); // prettier-ignore
      if (ill.length > 0) throw new Failure(`Instance id(s) '${ill.join(', ')}' did not pass health check during the evaluation. Aborting the operation.`); // prettier-ignore
    }
    event('Shifting all traffic to the new application version.');
    this.#stack.forward({ [this.#stack.targetGroup!]: 0, [aside]: 100 });
  }

  /** The new instances move into the permanent group, the old ones go. */
  *#takeOver(temporary: Fleet, old: readonly string[], aside: string | undefined): Steps {
    const { event } = this.#says();
    const fresh = this.#stack.members(temporary);
    const { targetGroup, fleet } = this.#stack;
    const { maxSize } = this.#stack.sizes();
    if (aside !== undefined) {
      this.#stack.deregister(old);
      this.#stack.register(fresh);
      while (fresh.some((id) => this.#stack.targets().get(id) !== 'healthy')) yield LOOK;
      this.#stack.forward({ [targetGroup!]: 100 });
    }
    this.#stack.resize({ maxSize: Math.max(maxSize, old.length + fresh.length) });
    yield* this.#stack.move(fresh, temporary);
    event(`Detached new instance(s) from temporary auto scaling group ${temporary.name}.`);
    event(`Attached new instance(s) to the permanent auto scaling group ${fleet!.name}.`);
    for (const id of fresh) this.#stack.follow(id);
    fleet!.version = this.#to;
    event('Deployment succeeded. Terminating old instances and temporary Auto Scaling group.');
    this.#stack.terminate(old);
    this.#stack.dropFleet(temporary);
    if (aside !== undefined) this.#stack.dropTargetGroup(aside);
    while (this.#stack.all().some((id) => old.includes(id))) yield this.#site.model.pace;
    this.#stack.resize({ maxSize });
  }

  /** Back to what was: the old instances have never been touched. */
  *#giveUp(temporary: Fleet, aside: string | undefined): Steps {
    const fresh = this.#stack.members(temporary);
    if (aside !== undefined) this.#stack.forward({ [this.#stack.targetGroup!]: 100 });
    else if (this.#stack.balancer) this.#stack.deregister(fresh);
    while (aside === undefined && this.#draining(fresh)) yield LOOK;
    this.#stack.dropFleet(temporary);
    if (aside !== undefined) this.#stack.dropTargetGroup(aside);
  }

  /** Replaces what runs on some instances. Fails where a command fails. */
  *#command(ids: readonly string[]): Steps {
    const { model, region, deploymentId } = this.#site;
    this.#mayGoOn();
    const { bundle, label } = this.#to;
    const watches = ids.map((id) => this.#site.watch(id));
    for (const watch of watches) {
      watch.busy = { what: 'application deployment', since: this.#now };
      watch.deployment = { label, id: deploymentId, status: 'In Progress', at: this.#now };
    }
    yield model.staging;
    const fails = bundle.deploys === false;
    if (!fails) {
      for (const watch of watches) {
        serverOf(region, watch.id)?.install(watch.program(this.#to, model.restart));
        watch.version = this.#to;
      }
      yield model.restart + (bundle.startup ?? 0);
    }
    for (const watch of watches) {
      watch.busy = undefined;
      watch.streak = 0;
      watch.deployment = { label, id: deploymentId, status: fails ? 'Failed' : 'Deployed', at: this.#now };
    }
    if (fails) this.#commandFailed(ids);
  }

  #commandFailed(ids: readonly string[]): never {
    for (const id of ids) this.#site.event(`[Instance: ${id}] Command failed on instance. Return code: 1 Output: Engine execution has encountered an error..`, 'ERROR'); // prettier-ignore
    this.#site.event(`Command execution completed on all instances. Summary: [Successful: 0, Failed: ${ids.length}].`); // prettier-ignore
    throw new Failure(`Unsuccessful command execution on instance id(s) '${ids.join(', ')}'. Aborting the operation.`); // prettier-ignore
  }

  /** Waits until a fleet has so many instances, and what is to run on them runs. */
  *#launched(fleet: Fleet, count: number): Steps {
    const end = this.#now + this.#patience;
    for (;;) {
      this.#mayGoOn();
      const members = this.#stack.members(fleet);
      const failed = members.filter((id) => this.#site.watch(id).deployment?.status === 'Failed' && this.#site.watch(id).busy === undefined && this.#site.watch(id).version === undefined); // prettier-ignore
      if (failed.length > 0) this.#commandFailed(failed);
      if (members.length >= count && members.every((id) => this.#site.watch(id).busy === undefined)) return;
      if (this.#now >= end) throw new Failure(`The following instances have not responded in the allowed command timeout time (they might still finish eventually on their own): [${members.join(', ')}].`); // prettier-ignore
      yield LOOK;
    }
  }

  /** Waits until instances are well; fails where they are not in time, unless that is to be ignored. */
  *#pass(ids: readonly string[], targetGroup?: string): Steps {
    const end = this.#now + this.#patience;
    for (;;) {
      this.#mayGoOn();
      const ill = this.#ill(ids, targetGroup);
      if (ill.length === 0) return;
      if (this.#now >= end) {
        if (this.#site.settings.get('command', 'IgnoreHealthCheck') === 'true') return;
        throw new Failure(`Instance id(s) '${ill.join(', ')}' did not pass health check after command execution. Aborting the operation.`); // prettier-ignore
      }
      yield LOOK;
    }
  }

  /** Those of some instances that are not found well: by the balancer alone, or by enhanced health. */
  #ill(ids: readonly string[], targetGroup = this.#stack.targetGroup): string[] {
    const { settings, tier, region } = this.#site;
    if (settings.get('health', 'SystemType') === 'enhanced') {
      const checks = tier === 'Worker' ? limits.workerChecks.default : limits.webChecks.default;
      return ids.filter((id) => this.#site.watch(id).streak < checks);
    }
    if (targetGroup === undefined) return ids.filter((id) => serverOf(region, id)?.life.ready !== true);
    const targets = this.#stack.targets(targetGroup);
    return ids.filter((id) => targets.get(id) !== 'healthy');
  }

  #draining(ids: readonly string[]): boolean {
    const targets = this.#stack.targets();
    return ids.some((id) => targets.has(id));
  }

  #batchSize(count: number): number {
    const { settings } = this.#site;
    const size = settings.number('command', 'BatchSize');
    const fixed = settings.get('command', 'BatchSizeType') === 'Fixed';
    // AWS does not say how a percentage is rounded.
    return Math.max(1, Math.min(count, fixed ? size : Math.ceil((count * size) / 100)));
  }

  #mayGoOn(): void {
    if (this.#site.aborted) throw new Failure('Deployment was aborted.');
  }

  #says(prefix = '') {
    return { event: (message: string) => this.#site.event(prefix + message) };
  }
}
