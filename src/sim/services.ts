import type { InputOf, OutputOf } from './tongue/api.ts';
import type { Schema } from './tongue/schema.ts';
import type { services } from './services/index.ts';

type Table = typeof services;

/** The services of a Region, by the names of `cloud`'s getters. */
export type Services = { readonly [K in keyof Table]: InstanceType<Table[K]> };

/** A service, by the name of its getter, which is the SDK's service id in small letters: 'sqs'. */
export type ServiceName = keyof Table;

/** What each operation of a service takes and answers, in AWS's names: by its schema, or by its hand-written table. */
type OperationsOf<S extends ServiceName> = Table[S] extends { readonly schema: Schema<infer O> }
  ? O
  : Table[S] extends { readonly api: { readonly operations: infer T } }
    ? { [K in keyof T]: [InputOf<T[K]>, OutputOf<T[K]>] }
    : never;
type Part<O, I extends 0 | 1> = O extends readonly [infer A, infer B] ? (I extends 0 ? A : B) : never;

/** An operation of a service, by AWS's name: 'ReceiveMessage'. */
export type OperationName<S extends ServiceName> = keyof OperationsOf<S> & string;

/** What an operation takes, in AWS's names. */
export type OperationInput<S extends ServiceName, O extends OperationName<S>> = Part<OperationsOf<S>[O], 0>;

/** What an operation answers, in AWS's names. */
export type OperationOutput<S extends ServiceName, O extends OperationName<S>> = Part<OperationsOf<S>[O], 1>;

/** The arguments after the operation: nothing where no parameter is needed. */
export type OperationArguments<S extends ServiceName, O extends OperationName<S>> =
  object extends OperationInput<S, O> ? [input?: OperationInput<S, O>] : [input: OperationInput<S, O>];
