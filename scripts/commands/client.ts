import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { kebab } from '../../src/sim/cli/names.ts';
import type { Member, Members, Shape } from '../../src/sim/tongue/shape.ts';
import { ROOT } from '../astro.ts';
import { type Model, readModel, type Type } from '../schema/read.ts';

/** The command line's names of clients that it calls otherwise than their packages. */
const COMMANDS: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  'application-auto-scaling': 'application-autoscaling',
  'auto-scaling': 'autoscaling',
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'elastic-beanstalk': 'elasticbeanstalk',
  'elastic-load-balancing': 'elb',
  'elastic-load-balancing-v2': 'elbv2',
  eventbridge: 'events',
  'kinesis-analytics-v2': 'kinesisanalyticsv2',
  'kinesis-video': 'kinesisvideo',
  'route-53': 'route53',
  s3: 's3api',
  sfn: 'stepfunctions',
};

/** A service as the command line has it, by the model of the SDK's client. */
export interface CommandModel {
  /** The folder of the simulator that has it, if any: what the library's names of parameters go by. */
  readonly service: string;
  /** Names of operations, by the command. */
  readonly operations: ReadonlyMap<string, string>;
  /** Names of waiters. */
  readonly waiters: ReadonlySet<string>;
  /** The parameters of an operation. */
  members(operation: string): Members;
}

const models = new Map<string, CommandModel | undefined>();

/** The service of a command, such as `elbv2`; undefined where the SDK's client is not among the devDependencies. */
export function commandModel(command: string): CommandModel | undefined {
  if (!models.has(command)) models.set(command, read(command));
  return models.get(command);
}

function read(command: string): CommandModel | undefined {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const clients = Object.keys(devDependencies).filter((name) => name.startsWith('@aws-sdk/client-'));
  const nameOf = (client: string) => client.slice('@aws-sdk/client-'.length);
  const client = clients.find((name) => (COMMANDS[nameOf(name)] ?? nameOf(name)) === command);
  if (!client) return undefined;
  const model = readModel(client);
  const sdk = createRequire(import.meta.url)(client) as object;
  const waiters = Object.keys(sdk).flatMap((name) => /^waitUntil(\w+)$/.exec(name)?.[1] ?? []);
  return {
    service: model.serviceId.toLowerCase().replaceAll(' ', ''),
    operations: new Map([...model.operations.keys()].map((name) => [kebab(name), name])),
    waiters: new Set(waiters.map(kebab)),
    members: (operation) => membersOf(model, model.operations.get(operation)?.[0]),
  };
}

function membersOf(model: Model, structure: string | undefined): Members {
  const found: Record<string, Member> = {};
  for (const [name, { type, required }] of model.structures.get(structure ?? '')?.members ?? [])
    found[name] = { ...shapeOf(model, type), required };
  return found;
}

function shapeOf(model: Model, type: Type): Shape {
  switch (type.kind) {
    case 'text':
      return { type: 'string' };
    case 'enum':
      return { type: 'string', values: model.enums.get(type.name) ?? [] };
    case 'list':
    case 'map':
      return { type: type.kind, of: shapeOf(model, type.of) };
    case 'structure': {
      const { name } = type;
      const union = model.structures.get(name)?.union ?? false;
      // When it is asked for: structures may hold themselves. The spread of a member would ask at once.
      let members: Members | undefined;
      const lazy = new Proxy({} as Record<string, Member>, {
        get: (_, key) => (members ??= membersOf(model, name))[key as string],
        has: (_, key) => key in (members ??= membersOf(model, name)),
        ownKeys: () => Object.keys((members ??= membersOf(model, name))),
        getOwnPropertyDescriptor: (_, key) =>
          Object.getOwnPropertyDescriptor((members ??= membersOf(model, name)), key),
      });
      return { type: 'structure', name, union, members: lazy };
    }
    case 'none':
      return { type: 'document' };
    default:
      return { type: type.kind };
  }
}
