import { AwsError, NotModelled, type ErrorShape } from '../cloud/index.ts';
import { Reply, type Yieldable } from '../kernel/index.ts';
import type { Api, Operation } from './api.ts';
import { camel } from './names.ts';
import { sentence, violations } from './rules.ts';
import { membersOf, write, type Face, type Schema } from './schema.ts';
import type { ServiceClass } from './service.ts';
import { readMembers, type Refusals } from './shape.ts';

type Method = (this: object, input: object) => unknown;

/** What an operation of a service does: by the schema, with its method as the class wrote it. */
interface Call {
  /** Reads what comes: checked, copied, in the model's names. */
  read(input: object, face: Face): object;
  readonly method: Method;
  write(answer: unknown, face: Face): unknown;
}

const doors = new WeakMap<ServiceClass, Api<never>>();
const REFUSED: ErrorShape = { status: 400, fault: 'client' };

/** What a service answers in AWS's own tongue. */
export function apiOf(Class: ServiceClass): Api<never> {
  let api = Class.api ?? doors.get(Class);
  if (!api) doors.set(Class, (api = openDoor(Class)));
  return api;
}

/**
 * Lets the methods of a service check and copy what callers pass, and builds its table for AWS's own tongue. A service
 * does its own calls by other functions than these methods.
 */
function openDoor(Class: ServiceClass): Api<never> {
  const schema = Class.schema!;
  const operations: Record<string, Operation<never>> = {};
  for (const name of Object.keys(schema.operations)) {
    const call = callOf(Class, schema, name);
    const key = camel(name);
    Object.defineProperty(Class.prototype, key, {
      configurable: true,
      writable: true,
      value(this: object, input: object = {}) {
        const answer = call.method.call(this, call.read(input, 'model'));
        return answer instanceof Reply ? mapped(answer, call) : call.write(answer, 'model');
      },
    });
    operations[name] = {
      input: undefined,
      read: (input: object) => call.read(input, 'aws'),
      *run(service: object, input: object): Generator<Yieldable, unknown, never> {
        let answer = call.method.call(service, input);
        if (answer instanceof Reply) answer = yield* answer;
        return call.write(answer, 'aws');
      },
    } as Operation<never>;
  }
  const { title, serviceId, notModelled } = schema;
  return {
    title,
    serviceId,
    operations,
    notModelled: notModelled.split(' '),
    missing: (parameter) => new TypeError(`${parameter} is missing.`),
  };
}

/** A reply with the answer copied. */
function mapped(answer: Reply<unknown>, { write }: Call): Reply<unknown> {
  const reply = new Reply<unknown>(answer.simulation, answer.name);
  const waiter = {
    wake() {
      try {
        reply.resolve(write(answer.take(), 'model'));
      } catch (error) {
        reply.reject(error);
      }
    },
  };
  if (answer.settled) waiter.wake();
  else {
    answer.subscribe(waiter);
    reply.onAbandon = () => answer.unsubscribe(waiter);
  }
  return reply;
}

function callOf(Class: ServiceClass, schema: Schema, name: string): Call {
  const [input, output] = (schema.operations as Record<string, readonly [string, string]>)[name]!;
  const method = (Class.prototype as Record<string, Method>)[camel(name)];
  if (!method) throw new Error(`${Class.name} has no method ${camel(name)}, which its schema names.`);
  const refuse: Refusals = {
    // Gathered with the other violations of rules.
    missing: () => undefined,
    mistyped: (message, at) =>
      new AwsError(schema.serviceId, 'SerializationException', REFUSED, `${message} at '${at}'`),
    unknown: (parameter, known) =>
      new TypeError(
        `${schema.title} ${name} has no parameter ${parameter} there; it knows ${known.join(', ') || 'none'}.`,
      ),
    notModelled: (what) => new NotModelled(schema.title, what),
  };
  return {
    method,
    read(given, face) {
      if (typeof given !== 'object' || given === null)
        throw new TypeError(`${schema.title} ${name} takes an object of parameters, not ${typeof given}.`);
      const members = membersOf(schema, input, face);
      const found = readMembers(members, given, refuse);
      const broken = violations(input, members, found, Class.rules ?? {});
      if (broken.length > 0) throw Class.refuse?.(broken, name) ?? refusal(schema, broken);
      return found;
    },
    write: (answer, face) =>
      write({ type: 'structure', members: membersOf(schema, output, face) }, answer ?? {}, face),
  };
}

/** The error for values that break rules, as the service's protocol words it. */
function refusal(schema: Schema, broken: Parameters<typeof sentence>[0]): AwsError {
  const { serviceId, protocol, errors } = schema;
  const missing = broken.find(({ value }) => value === 'null');
  if (protocol === 'ec2') {
    const [first] = broken;
    const name = (at: string) => at.charAt(0).toUpperCase() + at.slice(1);
    return missing
      ? new AwsError(serviceId, 'MissingParameter', REFUSED, `The request must contain the parameter ${name(missing.at)}`)
      : new AwsError(serviceId, 'InvalidParameterValue', REFUSED, `Value (${first!.value.slice(1, -1)}) for parameter ${first!.at} is invalid. ${first!.constraint}`); // prettier-ignore
  }
  const name = protocol === 'query' ? 'ValidationError' : 'ValidationException';
  return new AwsError(serviceId, name, errors[name] ?? REFUSED, sentence(broken));
}
