/** What the tests of the service share. */
import { Cloud, type CloudOptions } from '../../index.ts';
import type { AutoScalingGroup, GroupOptions } from './index.ts';

/** A cloud in which nothing scatters: durations, latencies, the second at which alarms are evaluated. */
export function steady(options: CloudOptions = {}): Cloud {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 }, ...options });
  cloud.ec2.model.sigma = 0;
  cloud.cloudwatch.model.evaluationSecond = 0;
  return cloud;
}

/** A group that has been in service for some minutes. */
export async function running(cloud: Cloud, options: GroupOptions, name = 'web'): Promise<AutoScalingGroup> {
  const group = cloud.autoscaling.createGroup(name, options);
  await cloud.run(120);
  return group;
}

/** The states of a group's instances, in the order of their launches. */
export const states = (group: AutoScalingGroup): string[] => group.instances.map(({ state }) => state);

/** The zones of the instances in service, as letters in order. */
export const zones = (group: AutoScalingGroup): string =>
  group.instances
    .filter(({ state }) => state === 'InService')
    .map(({ zone }) => zone.slice(-1))
    .sort()
    .join('');

/** What was launched and terminated, the first first: `Launching`, `Terminating`. */
export const story = (group: AutoScalingGroup): string[] =>
  group.activities
    .map(({ description, startTime }) => ({ word: description!.split(' ')[0]!, at: startTime!.getTime() }))
    .sort((a, b) => a.at - b.at)
    .map(({ word }) => word);
