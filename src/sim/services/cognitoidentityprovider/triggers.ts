import { functionFailure } from '../../cloud/gateway/function.ts';
import { limitedTo } from '../../cloud/gateway/late.ts';
import type { AwsError, Region } from '../../cloud/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { poolsError } from './errors.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import type { LambdaConfigType, Model } from './schema.ts';
import type { UserPool } from './user-pool.ts';
import type { User } from './user.ts';

/** Steps that may take time. */
export type Steps<T> = Generator<Yieldable, T, never>;

/** What a trigger is told beside what all triggers are told. */
export interface TriggerEvent {
  /** `PreSignUp_SignUp` */
  readonly source: string;
  readonly clientId: string | undefined;
  readonly userName: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** What the function fills in. */
  readonly response: Readonly<Record<string, unknown>>;
  /** The version of the event. Default '1'. */
  readonly version?: string;
}

/** What a function filled in. */
export type TriggerResponse = Readonly<Record<string, unknown>>;

/**
 * Calls the functions that a user pool has for its triggers, and waits for them.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class Triggers {
  readonly #region: Region;

  constructor(region: Region) {
    this.#region = region;
  }

  /** What the function of a trigger answers; undefined where the pool has none. */
  *call(
    pool: UserPool,
    trigger: keyof Model<LambdaConfigType>,
    { source, clientId = 'CLIENT_ID_NOT_APPLICABLE', version = '1', ...rest }: TriggerEvent,
  ): Steps<TriggerResponse | undefined> {
    const arn = pool.trigger(trigger);
    if (arn === undefined) return undefined;
    const name = source.split('_')[0]!;
    const callerContext = { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId };
    const event = { version, triggerSource: source, region: this.#region.name, userPoolId: pool.id, callerContext, ...rest }; // prettier-ignore
    const payload = JSON.stringify(event);
    const { simulation } = this.#region.world;
    for (let attempt = 1; attempt <= limits.triggerAttempts.default; attempt++) {
      const outcome = yield* limitedTo(simulation, this.#deliver(pool, arn, payload), limits.triggerTimeout.default); // prettier-ignore
      if (outcome.late) continue;
      if (outcome.error !== undefined) throw failed(name, outcome.error as AwsError);
      return responseIn(outcome.value);
    }
    throw unreachable(name, 'Socket timeout while invoking Lambda function.');
  }

  /** Calls a function; what goes wrong at once rejects too. */
  #deliver({ record }: UserPool, arn: string, payload: string): Reply<string | undefined> {
    const region = this.#region;
    const delivery = {
      payload,
      principal: 'cognito-idp.amazonaws.com',
      from: record.arn!,
      synchronous: true,
    };
    return region.world.simulation.process(function* (): Generator<Yieldable, string | undefined, never> {
      return yield* region.deliver(arn, delivery) as Reply<string | undefined>;
    }, 'Amazon Cognito');
  }
}

/** Attributes as triggers see them. */
export const attributesOf = ({ attributes, status }: User): Record<string, string> => ({
  ...Object.fromEntries(attributes),
  'cognito:user_status': status,
});

const unreachable = (name: string, why: string) =>
  poolsError('UnexpectedLambdaException', `${name} invocation failed due to error ${why}`);

function failed(name: string, error: AwsError): AwsError {
  const why = functionFailure(error);
  if (why === 'function error')
    return poolsError('UserLambdaValidationException', `${name} failed with error ${error.message}.`);
  return unreachable(name, `${why === 'function throttled' ? 'TooManyRequestsException' : 'AccessDeniedException'}.`); // prettier-ignore
}

function responseIn(answer: string | undefined): TriggerResponse {
  const event = (answer === undefined ? null : JSON.parse(answer)) as { response?: TriggerResponse } | null;
  if (typeof event !== 'object' || !event?.response) throw poolsError('InvalidLambdaResponseException', 'Unrecognizable lambda output'); // prettier-ignore
  return event.response;
}
