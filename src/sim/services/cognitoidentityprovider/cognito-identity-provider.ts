import { TokenBucket } from '../../cloud/gateway/throttle/index.ts';
import { OutsideProvider } from '../../cloud/gateway/jwt/index.ts';
import { hostsOf } from '../../cloud/http/hosts.ts';
import type { Limit, Region } from '../../cloud/index.ts';
import { camel } from '../../tongue/names.ts';
import { Service } from '../../tongue/service.ts';
import { Directory } from './directory.ts';
import { poolsError } from './errors.ts';
import { wellKnown } from './hosted.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import { Mail } from './mail.ts';
import type { Message } from './messages.ts';
import { defaultModel, type UserPoolsModel } from './model.ts';
import type { Context } from './part.ts';
import { Pools } from './pools.ts';
import { cognitoIdentityProviderPrices as prices } from './prices.ts';
import { schema, type Methods } from './schema.ts';
import { SignIn } from './sign-in.ts';
import { SignUp } from './sign-up.ts';
import { Tokens } from './tokens.ts';
import { type Steps, Triggers } from './triggers.ts';
import { UserPoolHandle, type UserPoolOptions } from './user-pool-handle.ts';
import type { User } from './user.ts';
import { Users } from './users.ts';
import type { Reply } from '../../kernel/index.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [Pools, Directory, SignUp, Users, SignIn];
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;
/** Steps that may take time become a reply. */
type Answering<M> = M extends (input: infer I) => Steps<infer T> ? (input: I) => Reply<T> : M;
type Operations = Pick<All<Parts>, keyof Methods>;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The categories whose requests share a rate, by operation. https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#category_operations */
const CATEGORIES: readonly (readonly [RegExp, Limit, number])[] = [
  [/^(Admin)?InitiateAuth$|^GetTokensFromRefreshToken$/, limits.userAuthentication, 1],
  // Answers to challenges have three times the rate for themselves.
  [/^(Admin)?RespondToAuthChallenge$/, limits.userAuthentication, 3],
  [/^SignUp$|^(Admin)?ConfirmSignUp$|^AdminCreateUser$/, limits.userCreation, 1],
  [/^ChangePassword$|ForgotPassword$|^Admin(Res|S)etUserPassword$/, limits.userAccountRecovery, 1],
  [/^(Admin)?GetUser$/, limits.userRead, 1],
];

/**
 * Amazon Cognito's user pools in one Region: accounts of an application's users, and the tokens that they get. Its operations
 * are those of its parts; what may wait for a Lambda trigger answers with a reply.
 *
 *     const pool = cloud.cognitoidentityprovider.build('shop');
 *     pool.addUser('ana', 'Passw0rd!');
 *     const { idToken } = await pool.signIn('ana', 'Passw0rd!');
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export interface CognitoIdentityProvider extends AsReplies {} // eslint-disable-line

type AsReplies = { [O in keyof Operations]: Answering<Operations[O]> };

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class CognitoIdentityProvider extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'cognito-idp';
  static override readonly rules = {
    Username: { min: 1, max: 128 },
    GroupName: { min: 1, max: 128 },
    PoolName: { min: 1, max: 128 },
    Limit: limits.listed,
    'CreateUserPoolClientRequest.AuthSessionValidity': limits.authSession,
    'UpdateUserPoolClientRequest.AuthSessionValidity': limits.authSession,
  };
  /** What AWS does not tell, and what a run may choose, as parameters. */
  readonly model: UserPoolsModel = { ...defaultModel };
  readonly #parts: Parts;
  readonly #mail: Mail;
  readonly #tokens: Tokens;
  readonly #pools: Pools;
  readonly #buckets = new Map<RegExp, TokenBucket>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const digits = () => String(this.random('codes').integer(0, 999_999)).padStart(6, '0');
    const { world } = region;
    const context = {
      region,
      model: this.model,
      mail: new Mail(region, digits),
      triggers: new Triggers(region),
      get date() {
        return new Date(world.simulation.epochMillis);
      },
      uuid: () => this.uuid(),
      letters: (count: number, alphabet = ALPHABET) => this.#letters(count, alphabet),
      quota: (row: Limit) => this.quota(row),
      active: (pool: Parameters<Context['active']>[0], user: User) => this.#active(pool, user),
    } as Context & { pools: Pools; tokens: Tokens };
    this.#pools = context.pools = new Pools(context);
    this.#tokens = context.tokens = new Tokens(context);
    this.#mail = context.mail;
    this.#parts = [this.#pools, new Directory(context), new SignUp(context), new Users(context), new SignIn(context)]; // prettier-ignore
    const host = `cognito-idp.${region.name}.amazonaws.com`;
    const hosts = hostsOf(world);
    if (!hosts.has(host)) hosts.listen(host, (request) => wellKnown(context, request));
  }

  /**
   * A user pool with one app client, for short calls.
   *
   *     const pool = cloud.cognitoidentityprovider.build('shop', { email: true });
   */
  build(name: string, options: UserPoolOptions = {}): UserPoolHandle {
    return UserPoolHandle.build(this, name, options);
  }

  /** What an address or a phone number has got: codes and temporary passwords, the oldest first. Twenty are kept. */
  inbox(address: string): readonly Message[] {
    return this.#mail.messages.of(address);
  }

  /** A provider of identities outside of AWS, whose tokens user pools and identity pools can check. */
  outside(issuer: string): OutsideProvider {
    return new OutsideProvider(this.region.world, issuer);
  }

  /** @internal Whether whoever a token is about has signed out, or is gone: identity pools ask so where they check at the server. */
  isSignedOut(poolId: string, claims: Readonly<Record<string, unknown>>): boolean {
    const pool = this.#pools.all().find(({ id }) => id === poolId);
    const user = pool?.find(String(claims['cognito:username']));
    return !user?.enabled || pool!.sessions.isRevoked(String(claims.origin_jti));
  }

  /** @internal What an operation does: a part's method, within the rate of its category. */
  perform(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    const name = camel(operation);
    this.#throttle(input.challengeName === 'NEW_PASSWORD_REQUIRED' ? 'ChangePassword' : operation);
    const part = this.#parts.find((one) => name in one) as unknown as Record<string, (input: object) => unknown>; // prettier-ignore
    const answer = part[name]!(input);
    return isSteps(answer) ? this.simulation.process(() => answer, operation) : answer;
  }

  #throttle(operation: string): void {
    const category = CATEGORIES.find(([pattern]) => pattern.test(operation));
    if (!category) return;
    const [pattern, row, times] = category;
    const rateLimit = this.quota(row) * times;
    const burstLimit = Math.max(1, Math.round(rateLimit * this.model.burst));
    let bucket = this.#buckets.get(pattern);
    if (bucket?.limit.rateLimit !== rateLimit || bucket.limit.burstLimit !== burstLimit)
      this.#buckets.set(pattern, (bucket = new TokenBucket({ rateLimit, burstLimit }, this.simulation.nowMicros))); // prettier-ignore
    if (!bucket.take(this.simulation.nowMicros)) throw poolsError('TooManyRequestsException', 'Rate exceeded'); // prettier-ignore
  }

  /** A user who does something in a month is paid for once, whatever else the user does in it. */
  #active({ record }: Parameters<Context['active']>[0], user: User): void {
    const { date } = this;
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (user.activeMonth === month) return;
    user.activeMonth = month;
    this.usage(prices[record.userPoolTier as keyof typeof prices]).add(1);
  }

  #letters(count: number, alphabet: string): string {
    const random = this.random('ids');
    let text = '';
    for (let i = 0; i < count; i++) text += alphabet[random.integer(0, alphabet.length - 1)];
    return text;
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(CognitoIdentityProvider.prototype, camel(operation), {
        configurable: true,
        value(this: CognitoIdentityProvider, input: Record<string, unknown>) {
          return this.perform(operation, input);
        },
      });
  }
}

const isSteps = (value: unknown): value is Steps<unknown> =>
  typeof (value as { next?: unknown } | undefined)?.next === 'function';
