import type { InputOf, OutputOf } from './tongue/api.ts';
import type { services } from './services/index.ts';

type Table = typeof services;

/** The services of a Region, by the names of `cloud`'s getters. */
export type Services = { readonly [K in keyof Table]: InstanceType<Table[K]> };

/** A service, by the name of its getter, which is the SDK's service id in small letters: 'sqs'. */
export type ServiceName = keyof Table;

type OperationsOf<S extends ServiceName> = Table[S]['api']['operations'];

/** An operation of a service, by AWS's name: 'ReceiveMessage'. */
export type OperationName<S extends ServiceName> = keyof OperationsOf<S> & string;

/** What an operation takes, in AWS's names. */
export type OperationInput<S extends ServiceName, O extends OperationName<S>> = InputOf<OperationsOf<S>[O]>;

/** What an operation answers, in AWS's names. */
export type OperationOutput<S extends ServiceName, O extends OperationName<S>> = OutputOf<OperationsOf<S>[O]>;

/** The arguments after the operation: nothing where no parameter is needed. */
export type OperationArguments<S extends ServiceName, O extends OperationName<S>> =
  object extends OperationInput<S, O> ? [input?: OperationInput<S, O>] : [input: OperationInput<S, O>];
