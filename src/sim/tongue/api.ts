import type { Yieldable } from '../kernel/index.ts';
import { AwsError, type ErrorShape } from '../cloud/aws-error.ts';
import { NotModelled } from '../cloud/not-modelled.ts';
import { readMembers, type InputMembers, type Members, type ReadMembers, type Refusals } from './shape.ts';

/** One operation of a service in AWS's own tongue: what it takes, and what it does with that. */
export interface Operation<S, M extends Members = Members, O = unknown> {
  /** Its parameters; undefined where any will do. */
  readonly input: M | undefined;
  /** Checks what came and gives it the model's names, where that does not follow from `input`. */
  read?(input: object): object;
  /** What it does, on the service's model; a generator where that takes time. It returns AWS's answer. */
  run(service: S, input: ReadMembers<M>): Generator<Yieldable, O, never> | O;
}

/** The operations of a service, by AWS's names. */
export type Operations<S> = Readonly<
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each operation has an input of its own
  Record<string, Operation<S, any>>
>;

/**
 * A service in AWS's own tongue: a table of its operations. With its model that is all a service needs for
 * `cloud.send`, for the SDK's clients and for recorded conversations.
 */
export interface Api<S, T extends Operations<S> = Operations<S>> {
  /** The service, as AWS calls it: 'Amazon SQS'. */
  readonly title: string;
  /** The service, as the SDK calls it: 'SQS'. */
  readonly serviceId: string;
  readonly operations: T;
  /** Operations that AWS has and the simulator has not. */
  readonly notModelled: readonly string[];
  /** The error for a parameter that is missing. */
  missing(parameter: string): Error;
}

/** Writes the operations of a service down: `const op = operationsOf<Sqs>()`, then `op({ QueueUrl: required(text) }, run)`. */
export function operationsOf<S>() {
  return <const M extends Members, O>(
    input: M,
    run: (service: S, input: ReadMembers<M>) => Generator<Yieldable, O, never> | O,
  ): Operation<S, M, O> => ({ input, run });
}

/** What an operation takes, in AWS's names. */
export type InputOf<T> = T extends Operation<never, infer M, unknown> ? InputMembers<M> : never;

/** What an operation answers, in AWS's names. */
export type OutputOf<T> = T extends { run(...given: never[]): Generator<Yieldable, infer O, never> | infer O }
  ? O
  : never;

/**
 * The operation of that name. Throws NotModelled for one that AWS has and the simulator has not. One that AWS has not
 * is an operation too: AWS answers it with UnknownOperationException.
 */
export function operationOf<S>(api: Api<S>, name: string): Operation<S> {
  if (Object.hasOwn(api.operations, name)) return api.operations[name]!;
  if (api.notModelled.includes(name)) throw new NotModelled(api.title, name);
  return {
    input: undefined,
    run() {
      const message = `${api.title} has no operation ${name}.`;
      throw new AwsError(api.serviceId, 'UnknownOperationException', REFUSED, message);
    },
  };
}

const REFUSED: ErrorShape = { status: 400, fault: 'client' };

/**
 * Checks a request and gives it the model's names.
 *
 * A parameter that AWS does not know is a TypeError: AWS passes over it, which would hide every typing error.
 */
export function readInput<S, M extends Members>(
  api: Api<S>,
  name: string,
  operation: Operation<S, M>,
  input: object,
): ReadMembers<M> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new TypeError(`${name} takes an object of parameters, not ${kindOf(input)}.`);
  if (operation.read) return operation.read(input) as ReadMembers<M>;
  const { input: members } = operation;
  const refuse: Refusals = {
    missing: (at) => api.missing(at.slice(at.lastIndexOf('.') + 1)),
    mistyped: (message) => new AwsError(api.serviceId, 'SerializationException', REFUSED, message),
    unknown: (parameter, known) =>
      new TypeError(`${name} has no parameter ${parameter} there; it knows ${known.join(', ') || 'none'}.`),
    notModelled: (what) => new NotModelled(api.title, what),
  };
  return (members === undefined ? {} : readMembers(members, input, refuse)) as ReadMembers<M>;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : value === null ? 'null' : typeof value;
}
