import { networkOf } from '../../cloud/network-port.ts';
import { checkProviderStrategy, onFargate } from './capacity/provider-strategy.ts';
import { Clusters, nameIn } from './clusters.ts';
import { clientException, invalidParameter, notModelled, requireWhole } from './errors.ts';
import { ecsLimits as limits } from './limits.ts';
import { readConstraints } from './placement/constraint.ts';
import { runTaskReason } from './placement/shortage.ts';
import { readStrategies, refusePlacement } from './placement/strategy.ts';
import type { Input, Output } from './schema.ts';
import type { TaskNetwork } from './service.ts';
import type { EcsTask } from './task.ts';
import type { TaskDefinition } from './task-definition.ts';

/** Tasks: run, stopped, looked at. */
export abstract class Tasks extends Clusters {
  runTask(input: Input<'RunTask'>): Output<'RunTask'> {
    const { tasks, reason, unplaced, arn } = this.runTasks(input);
    const failures = Array.from({ length: unplaced }, () => ({ arn, reason }));
    return { tasks: tasks.map((task) => task.describe()), failures };
  }

  stopTask({ cluster, task: name, reason }: Input<'StopTask'>): Output<'StopTask'> {
    const task = this.clusterOf(cluster).tasks.get(nameIn(name));
    if (!task) throw invalidParameter('The referenced task was not found.');
    void task.stop(reason ?? 'Task stopped by user');
    return { task: task.describe() };
  }

  describeTasks({ cluster, tasks }: Input<'DescribeTasks'>): Output<'DescribeTasks'> {
    if (tasks.length === 0) throw invalidParameter('Tasks cannot be empty.');
    const { tasks: all, name } = this.clusterOf(cluster);
    const found = tasks.map((one) => all.get(nameIn(one)));
    return { tasks: found.flatMap((one) => (one ? [one.describe()] : [])), failures: this.missing(tasks, found, `task/${name}`) }; // prettier-ignore
  }

  listTasks(input: Input<'ListTasks'> = {}): Output<'ListTasks'> {
    const { cluster, containerInstance, family, serviceName, startedBy, desiredStatus = 'RUNNING', launchType } = input; // prettier-ignore
    const all = [...this.clusterOf(cluster).tasks.values()].filter(
      ({ plan, instance, definition, desiredStatus: wanted }) =>
        wanted === desiredStatus &&
        (family === undefined || definition.family === family) &&
        (serviceName === undefined || plan.group === `service:${nameIn(serviceName)}`) &&
        (startedBy === undefined || plan.startedBy === startedBy) &&
        (launchType === undefined || plan.launchType === launchType) &&
        (containerInstance === undefined || instance?.id === nameIn(containerInstance)),
    );
    const { page, ...more } = this.paged(all.map(({ arn }) => arn), input); // prettier-ignore
    return { taskArns: page, ...more };
  }

  updateTaskProtection(input: Input<'UpdateTaskProtection'>): Output<'UpdateTaskProtection'> {
    const { tasks, protectionEnabled, expiresInMinutes = 120 } = input;
    requireWhole('expiresInMinutes', expiresInMinutes, 1, 2880);
    const { tasks: all, name } = this.clusterOf(input.cluster);
    const found = tasks.map((one) => all.get(nameIn(one)));
    const until = this.simulation.now + 60 * expiresInMinutes;
    const protectedTasks = found.flatMap((task) => {
      if (!task) return [];
      task.protectedUntil = protectionEnabled ? until : -1;
      const expirationDate = new Date(this.simulation.epochMillis + 60_000 * expiresInMinutes);
      return [{ taskArn: task.arn, protectionEnabled, ...(protectionEnabled && { expirationDate }) }];
    });
    return { protectedTasks, failures: this.missing(tasks, found, `task/${name}`) };
  }

  /** Takes back the capacity of a Fargate Spot task: SIGTERM at once, and SIGKILL within two minutes. */
  interrupt(task: EcsTask): void {
    if (task.plan.provider !== 'FARGATE_SPOT') throw new RangeError('Only a task on FARGATE_SPOT can be interrupted.'); // prettier-ignore
    void task.stop('Your Spot Task was interrupted.', 'SpotInterruption');
  }

  /** Starts tasks that belong to no service; answers why not all of them, where so. */
  protected runTasks(input: Input<'RunTask'>) {
    const { taskDefinition, count = 1, launchType, capacityProviderStrategy, group, startedBy, overrides = {} } = input;
    requireWhole('count', count, limits.launched.min, limits.launched.max);
    if (overrides.containerOverrides?.length) throw notModelled('container overrides');
    if (launchType === 'EXTERNAL' || launchType === 'MANAGED_INSTANCES') throw notModelled(`the launch type ${launchType}`);
    const cluster = this.clusterOf(input.cluster);
    const definition = this.runnable(taskDefinition);
    const providers = capacityProviderStrategy ?? (launchType === undefined ? cluster.defaultStrategy : []);
    checkProviderStrategy(providers);
    const fargate = onFargate(launchType, providers);
    this.requireFit(definition, fargate);
    if (fargate) refusePlacement(input);
    const network = this.networkFor(definition, input.networkConfiguration, fargate);
    const constraints = readConstraints((input.placementConstraints ?? []).map(({ type = 'memberOf', expression }) => ({ type, ...(expression !== undefined && { expression }) })));
    const strategies = input.placementStrategy?.length ? readStrategies(input.placementStrategy.map(({ type = 'random', field }) => ({ type, ...(field !== undefined && { field }) }))) : readStrategies([{ type: 'random' }]);
    const { taskRoleArn, executionRoleArn } = overrides;
    const plan = { definition, group: group ?? `family:${definition.family}`, launchType: launchType === 'FARGATE' ? 'FARGATE' : 'EC2', startedBy, targets: [], taskRoleArn, executionRoleArn, ...network } as const;
    const started = cluster.start(count, plan, { constraints: [...constraints, ...definition.constraints], strategies, providers, held: new Map() });
    const { tasks, unplaced, closest } = started;
    const instance = cluster.instances.find(({ id }) => id === closest?.id);
    return { tasks, unplaced, reason: runTaskReason(closest?.shortage), arn: instance?.arn ?? cluster.arn };
  } // prettier-ignore

  /** The revision that tasks are to run. Throws ClientException. */
  protected runnable(taskDefinition: string | undefined): TaskDefinition {
    if (taskDefinition === undefined) throw invalidParameter('Task definition must be given.');
    const found = this.revision(taskDefinition);
    if (found.status !== 'ACTIVE') throw clientException('TaskDefinition is inactive');
    return found;
  }

  protected requireFit(definition: TaskDefinition, fargate: boolean): void {
    if (fargate && !definition.fitsFargate) throw invalidParameter('Task definition does not support launch_type FARGATE.'); // prettier-ignore
  }

  /** What a request says of the network of its tasks. */
  protected networkFor(
    { networkMode }: TaskDefinition,
    given: Input<'RunTask'>['networkConfiguration'],
    fargate: boolean,
  ): TaskNetwork {
    const awsvpc = given?.awsvpcConfiguration;
    if (networkMode !== 'awsvpc') {
      if (awsvpc) throw invalidParameter('Network Configuration is not valid for the given networkMode of this task definition.'); // prettier-ignore
      return { subnets: [], securityGroups: [], publicAddress: false };
    }
    if (!awsvpc) throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified."); // prettier-ignore
    const { subnets, securityGroups, assignPublicIp } = awsvpc;
    // In AWS's words: https://github.com/aws/amazon-ecs-cli/issues/627
    if (assignPublicIp === 'ENABLED' && !fargate) throw invalidParameter('Assign public IP is not supported for this launch type.'); // prettier-ignore
    if (securityGroups && securityGroups.length > limits.securityGroups.max) throw invalidParameter(`securityGroups has ${limits.securityGroups.max} at most.`); // prettier-ignore
    if (subnets.length === 0 || subnets.length > limits.subnets.max) throw invalidParameter('subnets can not be empty, and has 16 at most.'); // prettier-ignore
    const network = networkOf(this.region);
    const first = network.subnet(subnets[0]!);
    if (!first) throw invalidParameter(`Error retrieving subnet information for [${subnets[0]!.slice(0, 50)}]`); // prettier-ignore
    const groups = securityGroups ?? network.defaultGroups(first.vpcId);
    return { subnets, securityGroups: groups, publicAddress: assignPublicIp === 'ENABLED' };
  }
}
