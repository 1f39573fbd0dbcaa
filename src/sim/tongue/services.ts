import type { Api, InputOf, OutputOf } from './api.ts';
import type { Sqs } from '../services/sqs/index.ts';
import { sqsApi } from '../services/sqs/api.ts';

/**
 * The services that speak AWS's own tongue, by the names of `cloud`'s getters, which are the SDK's service ids in small
 * letters. A service more is its table (`<service>/api.ts`), a line here and one in `Services`.
 */
export const apis = { sqs: sqsApi } as const;

/** A service that speaks AWS's own tongue: 'sqs'. */
export type ServiceName = keyof typeof apis;

/** The models behind them: one of each in a Region. */
export interface Services {
  readonly sqs: Sqs;
}

type OperationsOf<S extends ServiceName> = (typeof apis)[S]['operations'];

/** An operation of a service, by AWS's name: 'ReceiveMessage'. */
export type OperationName<S extends ServiceName> = keyof OperationsOf<S> & string;

/** What an operation takes, in AWS's names. */
export type OperationInput<S extends ServiceName, O extends OperationName<S>> = InputOf<OperationsOf<S>[O]>;

/** What an operation answers, in AWS's names. */
export type OperationOutput<S extends ServiceName, O extends OperationName<S>> = OutputOf<OperationsOf<S>[O]>;

/** The arguments after the operation: nothing where no parameter is needed. */
export type OperationArguments<S extends ServiceName, O extends OperationName<S>> =
  object extends OperationInput<S, O> ? [input?: OperationInput<S, O>] : [input: OperationInput<S, O>];

/** The table of a service. Throws TypeError for a service that is not there. */
export function apiOf(service: string): Api<never> {
  if (Object.hasOwn(apis, service)) return apis[service as ServiceName] as Api<never>;
  throw new TypeError(`The cloud has no service '${service}'; it knows ${Object.keys(apis).join(', ')}.`);
}
