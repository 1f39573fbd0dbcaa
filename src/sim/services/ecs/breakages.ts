import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon ECS. */
export const breakages = {
  'registers every instance': {
    file: 'cluster.ts',
    text: 'if (refused !== undefined) return;',
    instead: '',
  },
  'has interfaces without end': {
    file: 'instance.ts',
    text: 'enis: interfacesOf(ec2.type.name) - 1,',
    instead: 'enis: 1000 + interfacesOf(ec2.type.name),',
  },
  'asks no role': {
    file: 'roles.ts',
    text: 'if (!region.world.guard) return undefined;',
    instead: 'if (region) return undefined;',
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
  'never scales instances': {
    file: 'capacity-provider.ts',
    text: 'if (wanted !== group.desiredCapacity && wanted !== running)',
    instead: 'if (wanted < 0)',
  },
  'rounds the minimum down': {
    file: 'deployment/bounds.ts',
    text: 'const least = Math.ceil((desired',
    instead: 'const least = Math.floor((0 * desired',
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
  'starts nothing once a deployment is over': {
    file: 'service.ts',
    text: "if (deployment.rolloutState === 'FAILED') return;",
    instead: "if (deployment.rolloutState !== 'IN_PROGRESS') return;",
  },
  'turns the answers of IAM round': {
    file: 'roles.ts',
    text: "if (result?.evalDecision === 'allowed') return undefined;",
    instead: "if (result?.evalDecision !== 'allowed') return undefined;",
  },
  'lets the execution role pull on instances': {
    file: 'roles.ts',
    text: "const fargate = launchType === 'FARGATE';",
    instead: "const fargate = launchType !== 'FARGATE';",
  },
  'gives the code the execution role': {
    file: 'task.ts',
    text: 'const role = this.plan.taskRoleArn ?? this.definition.given.taskRoleArn;',
    instead: 'const role = this.plan.executionRoleArn ?? this.definition.given.executionRoleArn;',
  },
  'counts no CPU': {
    file: 'placement/shortage.ts',
    text: 'room.cpu >= need.cpu &&',
    instead: 'room.cpu >= need.cpu - 1e9 &&',
  },
  'gives bridge the ports of the host': {
    file: 'task.ts',
    text: "const own = networkMode === 'awsvpc' || networkMode === 'host';",
    instead: "const own = networkMode !== 'none';",
  },
  'maps ports in the mode host': {
    file: 'task.ts',
    text: "const own = networkMode === 'awsvpc' || networkMode === 'host';",
    instead: "const own = networkMode === 'awsvpc';",
  },
  'hands out one port': {
    file: 'instance.ts',
    text: 'this.#port = port === LAST_PORT ? FIRST_PORT : port + 1;',
    instead: 'this.#port = port === LAST_PORT ? FIRST_PORT : port;',
  },
  'maps ports without a network': {
    file: 'task-definition.ts',
    text: "if (portMappings.length > 0 && this.networkMode === 'none')",
    instead: "if (portMappings.length > 1e9 && this.networkMode === 'none')",
  },
  'registers the port of the container': {
    file: 'task.ts',
    text: 'const port = container?.ports.get(place.containerPort);',
    instead: 'const port = container && place.containerPort;',
  },
  'lets everybody in': {
    file: 'task.ts',
    text: "if (networkOf(region).verdict(from, nic, port) === 'dropped') return 'dropped';",
    instead: "if (networkOf(region).verdict(from, nic, port) === 'dropped') return 'open';",
  },
} as const satisfies Breakages;
