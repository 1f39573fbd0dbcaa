import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon ECS. */
export const breakages = {
  'starts no task': {
    file: 'cluster.ts',
    text: 'counts.set(provider, (counts.get(provider) ?? 0) + 1);',
    instead: '',
  },
  'starts no task at all': {
    file: 'task.ts',
    text: "this.#enter('RUNNING');",
    instead: '',
  },
  'replaces no task': {
    file: 'service.ts',
    text: 'deployment.tasks.delete(task);',
    instead: '',
  },
  'registers no instance': {
    file: 'cluster.ts',
    text: 'if (refused !== undefined) return;',
    instead: 'return;',
  },
  'registers every instance': {
    file: 'cluster.ts',
    text: 'if (refused !== undefined) return;',
    instead: '',
  },
  'registers no target': {
    file: 'task.ts',
    text: 'if (port === undefined) continue;',
    instead: 'continue;',
  },
  'does not wait for the draining': {
    file: 'task.ts',
    text: 'if (delay > 0) {',
    instead: 'if (delay < 0) {',
  },
  'has one port for all': {
    file: 'task.ts',
    text: 'const port = own ? containerPort : hostPort || this.instance!.takePort();',
    instead: 'const port = own || hostPort ? containerPort : containerPort;',
  },
  'gives a fixed port twice': {
    file: 'task-definition.ts',
    text: '.filter((port) => port > 0);',
    instead: '.filter((port) => port < 0);',
  },
  'has interfaces without end': {
    file: 'instance.ts',
    text: 'enis: interfacesOf(ec2.type.name) - 1,',
    instead: 'enis: 1000 + interfacesOf(ec2.type.name),',
  },
  'gives no task an interface': {
    file: 'task.ts',
    text: "const awsvpc = definition.networkMode === 'awsvpc';",
    instead: 'const awsvpc = false as boolean;',
  },
  'asks no role': {
    file: 'roles.ts',
    text: 'if (!region.world.guard) return undefined;',
    instead: 'if (region) return undefined;',
  },
  'lets the instance role do it all': {
    file: 'roles.ts',
    text: "const fargate = launchType === 'FARGATE';",
    instead: "const fargate = launchType !== 'FARGATE';",
  },
  'gives tasks no role': {
    file: 'task.ts',
    text: 'return role && `arn:',
    instead: 'return role && `arn:aws:sts::000000000000:assumed-role/none/none` + `arn:',
  },
  'takes Fargate in every network mode': {
    file: 'task-definition.ts',
    text: "if (networkMode !== 'awsvpc') throw clientException('Fargate only",
    instead: "if (!networkMode) throw clientException('Fargate only",
  },
  'takes Fargate in every size': {
    file: 'task-definition.ts',
    text: 'checkFargateSize(this.cpu, this.memory,',
    instead: "checkFargateSize(256, 512, 'LINUX'); void (this.cpu,",
  },
  'bills by use': {
    file: 'task.ts',
    text: '.start(quantity / 3600, 60));',
    instead: '.start((quantity * this.cpu) / 3600, 0));',
  },
  'bills no Fargate': {
    file: 'task.ts',
    text: "if (launchType !== 'FARGATE') return;",
    instead: 'if (launchType) return;',
  },
  'never scales instances': {
    file: 'capacity-provider.ts',
    text: 'if (wanted !== group.desiredCapacity && wanted !== running)',
    instead: 'if (wanted < 0)',
  },
  'never shrinks': {
    file: 'service.ts',
    text: 'if (live > desired) this.#shrink(live - desired);',
    instead: '',
  },
  'rounds the minimum down': {
    file: 'deployment/bounds.ts',
    text: 'const least = Math.ceil((desired',
    instead: 'const least = Math.floor((0 * desired',
  },
  'has no circuit breaker': {
    file: 'deployment/circuit-breaker.ts',
    text: "status: tripped ? 'TRIGGERED' : 'MONITORING'",
    instead: "status: tripped && running > 1e9 ? 'TRIGGERED' : 'MONITORING'",
  },
  'never shifts traffic': {
    file: 'service.ts',
    text: 'this.#give(green, blue, shift.percent);',
    instead: 'if (shift.percent > 100) this.#give(green, blue, shift.percent);',
  },
  'spreads over nothing': {
    file: 'placement/place.ts',
    text: "if (strategy.type === 'spread') return spreads.get(strategy)!.count(room);",
    instead: "if (strategy.type === 'spread') return 0;",
  },
  'publishes no use': {
    file: 'service.ts',
    text: 'return running.length === 0 ? undefined :',
    instead: 'return running.length >= 0 ? undefined :',
  },
} as const satisfies Breakages;
