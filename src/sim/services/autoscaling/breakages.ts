import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Auto Scaling. */
export const breakages = {
  // Capacity
  'launches one too few': {
    file: 'reconciler.ts',
    text: 'const missing = desired - filling;',
    instead: 'const missing = desired - filling - 1;',
  },
  'terminates no surplus': {
    file: 'reconciler.ts',
    text: "if (excess > 0 && !group.suspended.has('Terminate')) this.#shrink(excess);",
    instead: '',
  },
  'brings nothing into service': {
    file: 'lifecycle.ts',
    text: 'member.arriving = undefined;\n    this.serve(member);',
    instead: 'member.arriving = undefined;',
  },
  'takes a desired capacity above the maximum': {
    file: 'groups.ts',
    text: 'if (to > max) throw',
    instead: 'if (to > 2 * max) throw',
  },
  'takes a desired capacity below the minimum': {
    file: 'groups.ts',
    text: 'if (to < min) throw',
    instead: 'if (to < 0) throw',
  },
  'grants no wish': {
    file: 'groups.ts',
    text: 'if (to !== desired) group.want(to, ',
    instead: 'if (to < 0) group.want(to, ',
  },
  'suspends nothing': {
    file: 'groups.ts',
    text: 'group.suspended.set(process, ',
    instead: 'void (process, ',
  },
  // What is launched, and where
  'launches the first version always': {
    file: 'launch-plan.ts',
    text: "versions: [version === '' ? '$Default' : version]",
    instead: "versions: [version && '1']",
  },
  'replaces what has an old version': {
    file: 'health-checks.ts',
    text: '    // Whatever does not run is ill at once, within the grace period too.',
    instead: "    if (member.source.version !== this.#group.plan.source.version) return 'user';",
  },
  'knows its first subnet alone': {
    file: 'placer.ts',
    text: 'for (const { id, zone } of subnets) {',
    instead: 'for (const { id, zone } of subnets.slice(0, 1)) {',
  },
  'launches On-Demand Instances alone': {
    file: 'placer.ts',
    text: ").onDemand > 0 ? 'on-demand' : 'spot'",
    instead: ").onDemand >= 0 ? 'on-demand' : 'spot'",
  },
  // Health
  'checks no health': {
    file: 'health-checks.ts',
    text: "if (this.#group.suspended.has('HealthCheck')) return;",
    instead: 'if (this.#group.suspended.size >= 0) return;',
  },
  'hears nobody of health': {
    file: 'group-instances.ts',
    text: "member.illness = 'user';",
    instead: '',
  },
  'hears no balancer': {
    file: 'health-checks.ts',
    text: "if (sick.has(member.id)) return 'elb';",
    instead: "if (sick.has(`${member.id}?`)) return 'elb';",
  },
  'registers no target': {
    file: 'lifecycle.ts',
    text: "if (register && !group.suspended.has('AddToLoadBalancer'))",
    instead: "if (!register && !group.suspended.has('AddToLoadBalancer'))",
  },
  'waits for no draining': {
    file: 'lifecycle.ts',
    text: 'if (served) yield* this.drain(member, entry);',
    instead: 'if (!served) yield* this.drain(member, entry);',
  },
  'gives no grace': {
    file: 'lifecycle.ts',
    text: 'member.graceUntil = now + settings.healthCheckGracePeriod;',
    instead: 'member.graceUntil = now;',
  },
  'gives five minutes of grace unasked': {
    file: 'settings.ts',
    text: 'input.healthCheckGracePeriod ?? 0',
    instead: 'input.healthCheckGracePeriod ?? 300',
  },
  'heeds no maintenance policy': {
    file: 'reconciler.ts',
    text: '...(policy && { policy: percentages(policy) })',
    instead: '...(!policy && { policy: percentages(policy) })',
  },
  'terminates for standby': {
    file: 'group-instances.ts',
    text: "() => member.to('Standby')",
    instead: '() => group.reconciler.lives.terminate(member, [])',
  },
  // Policies and schedules
  'never grows by a policy': {
    file: 'policies.ts',
    text: 'if (desired === group.desiredCapacity) return;',
    instead: 'if (desired >= group.desiredCapacity) return;',
  },
  'never shrinks by a policy': {
    file: 'policies.ts',
    text: 'if (desired < group.desiredCapacity && this.#growing(group)) return;',
    instead: 'if (desired < group.desiredCapacity) return;',
  },
  'lets policies pass the maximum': {
    file: 'plan/ask.ts',
    text: 'const next = clamp(wanted, size);',
    instead: 'const next = clamp(wanted, { ...size, max: size.max + 5 });',
  },
  'forgets the cooldown': {
    file: 'plan/simple-policy.ts',
    text: 'if (now < end) return noAsk',
    instead: 'if (now < -end) return noAsk',
  },
  'takes no step above the threshold': {
    file: 'plan/step-adjustments.ts',
    text: 'if (metric > threshold) return steps.find(above);',
    instead: 'if (metric > threshold) return undefined;',
  },
  'takes no step below the threshold': {
    file: 'plan/step-adjustments.ts',
    text: 'if (metric < threshold) return steps.find(below);',
    instead: 'if (metric < threshold) return undefined;',
  },
  'takes the last step always': {
    file: 'plan/step-adjustments.ts',
    text: 'if (metric > threshold) return steps.find(above);',
    instead: 'if (metric > threshold) return steps.at(-1);',
  },
  'counts the bounds of steps from zero': {
    file: 'plan/step-adjustments.ts',
    text: 'metric >= threshold + lower(step) && metric < threshold + upper(step);',
    instead: 'metric >= lower(step) && metric < upper(step);',
  },
  'counts who warms up': {
    file: 'group-metrics.ts',
    text: 'if (warmup > 0) this.#warming',
    instead: 'if (warmup > Infinity) this.#warming',
  },
  'runs scheduled actions an hour late': {
    file: 'schedules.ts',
    text: 'Math.max(0, due - this.now) + late',
    instead: 'Math.max(0, due - this.now) + 3600',
  },
  'schedules no bounds': {
    file: 'schedules.ts',
    text: '{ autoScalingGroupName: group.name, minSize, maxSize, desiredCapacity }',
    instead: '{ autoScalingGroupName: group.name, desiredCapacity }',
  },
  'acts on no forecast': {
    file: 'predictions.ts',
    text: "if (policy.predictive.mode !== 'ForecastAndScale') return;",
    instead: "if (policy.predictive.mode !== 'Never') return;",
  },
  // Hooks
  'hooks hold for a second': {
    file: 'plan/lifecycle-hook.ts',
    text: 'deadline: Math.min(now + heartbeatTimeout, limit)',
    instead: 'deadline: Math.min(now + 1, limit)',
  },
  'hooks hold ten times as long': {
    file: 'plan/lifecycle-hook.ts',
    text: 'deadline: Math.min(now + heartbeatTimeout, limit)',
    instead: 'deadline: Math.min(now + 10 * heartbeatTimeout, limit)',
  },
  'completes no action': {
    file: 'plan/lifecycle-hook.ts',
    text: 'return { ...action, result, endedAt: now };',
    instead: 'return { ...action };',
  },
  'tells nobody of a hook': {
    file: 'hooks.ts',
    text: 'for (const action of member.actions) tell(',
    instead: 'for (const action of []) tell(',
  },
} satisfies Breakages;
