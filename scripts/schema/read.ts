import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../astro.ts';
import { DOUBLES } from './doubles.ts';

/** A type as the generated schema writes it: 'none' for what is left out, a basic type, the name of a structure or an enumeration, a list, a map. */
export type Type =
  | { readonly kind: 'text' | 'integer' | 'double' | 'boolean' | 'blob' | 'timestamp' | 'document' | 'none' }
  | { readonly kind: 'list' | 'map'; readonly of: Type }
  | { readonly kind: 'structure' | 'enum'; readonly name: string };

/** A structure or union, its members in AWS's order. */
export interface Structure {
  readonly union: boolean;
  readonly members: ReadonlyMap<string, { readonly type: Type; readonly required: boolean }>;
}

/** A service as the SDK's client has it. */
export interface Model {
  readonly serviceId: string;
  readonly protocol: 'json' | 'query' | 'ec2' | 'rest-json' | 'rest-xml';
  /** Whether errors carry the codes of the query protocol: `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly operations: ReadonlyMap<string, readonly [input: string | undefined, output: string | undefined]>;
  readonly structures: ReadonlyMap<string, Structure>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly errors: ReadonlyMap<string, { code?: string; status: number; fault: 'client' | 'server' }>;
}

/* How the SDK writes a model down: [kind, namespace, name, traits, …]. Kinds and basic types are numbers. */
const SIMPLE = 0;
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const UNION = 4;
const ERROR = -3;
const OPERATION = 9;

const BASIC: Readonly<Record<number, Type['kind']>> = {
  0: 'text',
  1: 'integer',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp',
  6: 'timestamp',
  7: 'timestamp',
  15: 'document',
  17: 'integer',
  19: 'double',
  21: 'blob',
  42: 'blob',
};

const PROTOCOLS: Readonly<Record<string, Model['protocol']>> = {
  AwsJson1_0Protocol: 'json',
  AwsJson1_1Protocol: 'json',
  AwsQueryProtocol: 'query',
  AwsEc2QueryProtocol: 'ec2',
  AwsRestJsonProtocol: 'rest-json',
  AwsRestXmlProtocol: 'rest-xml',
  S3RestXmlProtocol: 'rest-xml',
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the SDK's schemas are nested arrays without types
type Raw = any;

/** Reads a client's package, such as `@aws-sdk/client-sqs`. Throws Error for a part of it that this reader does not know. */
export function readModel(packageName: string): Model {
  const require = createRequire(import.meta.url);
  const sdk = require(packageName) as Record<string, Raw>;
  const clientName = Object.keys(sdk).find((name) => name.endsWith('Client') && name !== '__Client')!;
  const { config } = new sdk[clientName]({ region: 'us-east-1' });
  const protocol = PROTOCOLS[config.protocol.constructor.name];
  if (!protocol)
    throw new Error(`${packageName} speaks ${config.protocol.constructor.name}, which is new here.`);

  const { members: typed, enums } = readTypes(packageName);
  const doubles = new Set(DOUBLES[config.serviceId]);
  const structures = new Map<string, Structure>();

  function typeOf(value: Raw): Type | undefined {
    const schema = typeof value === 'function' ? value() : value;
    if (schema === undefined || schema === 'unit') return undefined;
    if (typeof schema === 'number') {
      if (schema >= 128) return { kind: 'map', of: typeOf(schema - 128)! };
      if (schema >= 64) return { kind: 'list', of: typeOf(schema - 64)! };
      const kind = BASIC[schema];
      if (!kind) throw new Error(`${packageName} has the basic type ${schema}, which is new here.`);
      return { kind } as Type;
    }
    // A schema with traits of one use of it: [schema, traits].
    if (typeof schema[1] !== 'string') return typeOf(schema[0]);
    const [kind, , name, , first, second] = schema;
    if (kind === SIMPLE) return typeOf(first) ?? { kind: 'text' };
    if (kind === LIST) return { kind: 'list', of: typeOf(first)! };
    if (kind === MAP) return { kind: 'map', of: typeOf(second)! };
    if (kind === STRUCTURE || kind === UNION || kind === ERROR) {
      readStructure(name, schema);
      return { kind: 'structure', name };
    }
    throw new Error(`${packageName} has the kind ${kind} at ${name}, which is new here.`);
  }

  function readStructure(name: string, [kind, , , , names, types, required = 0]: Raw): void {
    if (structures.has(name)) return;
    const members = new Map<string, { type: Type; required: boolean }>();
    structures.set(name, { union: kind === UNION, members });
    names.forEach((member: string, i: number) => {
      const type = refine(typeOf(types[i]) ?? { kind: 'document' }, name, member);
      members.set(member, { type, required: i < required });
    });
  }

  /** Says which enumeration a text is of, and which numbers need not be whole. */
  function refine(type: Type, structure: string, member: string): Type {
    if (type.kind === 'list' || type.kind === 'map')
      return { ...type, of: refine(type.of, structure, member) };
    if (type.kind === 'integer' && (doubles.has(member) || doubles.has(`${structure}.${member}`)))
      return { kind: 'double' };
    const named = typed.get(`${structure}.${member}`);
    if (type.kind === 'text' && named !== undefined && enums.has(named)) return { kind: 'enum', name: named };
    return type;
  }

  const schemas = Object.values(sdk).filter((value) => Array.isArray(value) && typeof value[1] === 'string');
  const operations = new Map<string, [string | undefined, string | undefined]>();
  const errors = new Map<string, { code?: string; status: number; fault: 'client' | 'server' }>();
  for (const [kind, , name, traits, input, output] of schemas) {
    if (kind === OPERATION) {
      const nameOf = (type: Type | undefined) => (type?.kind === 'structure' ? type.name : undefined);
      operations.set(name, [nameOf(typeOf(input)), nameOf(typeOf(output))]);
    } else if (kind === ERROR && traits?.error) {
      const [code, status] = traits.awsQueryError ?? [];
      errors.set(name, {
        ...(code && code !== name && { code }),
        status: traits.httpError ?? status ?? 400,
        fault: traits.error,
      });
    }
  }
  return { serviceId: config.serviceId, protocol, operations, structures, enums, errors };
}

/** The client of the AWS SDK among the devDependencies whose service id, in small letters, is this; undefined for none. */
export function findClient(service: string): string | undefined {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Object.keys(devDependencies as object)
    .filter((name) => name.startsWith('@aws-sdk/client-'))
    .find((name) => {
      const config = join(ROOT, 'node_modules', name, 'dist-es/runtimeConfig.shared.js');
      const [, id = ''] = /serviceId: .*"([^"]+)"/.exec(readFileSync(config, 'utf8')) ?? [];
      return id.toLowerCase().replaceAll(' ', '') === service;
    });
}

/** What only the client's types say: which enumeration a member is of. */
function readTypes(packageName: string) {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve(`${packageName}/package.json`)), 'dist-types/models');
  const enums = new Map<string, string[]>();
  const members = new Map<string, string>();
  for (const file of globSync('*.d.ts', { cwd: folder })) {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*\*.*?\*\//gs, '');
    for (const [, name, body] of text.matchAll(/export declare const (\w+): \{\n(.*?)\n\};/gs)) {
      enums.set(
        name!,
        [...body!.matchAll(/readonly [^:]+: "([^"]*)";/g)].map((match) => match[1]!),
      );
    }
    for (const [, name, body] of text.matchAll(/export interface (\w+)[^{]*\{\n(.*?)\n\}/gs)) {
      for (const [, member, type] of body!.matchAll(/^ {4}(\w+)\??: ([^;]+);/gm)) {
        const bare =
          /\b(?!Record|Partial|undefined|string|number|boolean)([A-Z]\w+)\b(?:\[\]|>)*(?: \| undefined)?$/.exec(
            type!,
          )?.[1];
        if (bare) members.set(`${name}.${member}`, bare);
      }
    }
  }
  return { enums, members };
}
