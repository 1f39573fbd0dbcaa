import type { AwsError, Region } from '../../cloud/index.ts';
import type { Who } from '../../cloud/guard.ts';
import type { Guard } from '../../cloud/region.ts';
import type { ContextKeys, Level } from '../../cloud/policy/index.ts';
import { camel } from '../../tongue/names.ts';
import { sentence, type Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { AccessKeys } from './access-keys.ts';
import { accountIn, type Account, type Root } from './account.ts';
import { Attachments } from './attachments.ts';
import { Audit } from './audit.ts';
import { codeAt, Devices } from './devices.ts';
import { documentOf, iamError, notValid } from './errors.ts';
import { Groups } from './groups.ts';
import { Doorkeeper, type Explanation } from './guard.ts';
import { identify } from './identify.ts';
import { InstanceProfiles } from './instance-profiles.ts';
import { iamLimits as limits } from './limits.ts';
import { defaultModel, type IamModel } from './model.ts';
import type { Context } from './part.ts';
import { Passwords } from './passwords.ts';
import { Policies } from './policies.ts';
import { Roles } from './roles.ts';
import { schema, type Methods } from './schema.ts';
import { ServiceCredentials } from './service-credentials.ts';
import { Simulator } from './simulator.ts';
import { Sessions } from './sessions.ts';
import { Users } from './users.ts';

/** The parts, which have the operations between them: one that is missing is an error of types. */
type Parts = readonly [Users, Groups, Roles, InstanceProfiles, Attachments, Policies, AccessKeys, Passwords, Devices, ServiceCredentials, Audit, Simulator]; // prettier-ignore
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

/** The policies of a level of an organization, as text by name. */
export interface LevelPolicies {
  /** The root, a unit or the account. */
  readonly name: string;
  /** Each policy's text, by its name. */
  readonly policies: Readonly<Record<string, string>>;
}

const NAME = '[\\w+=,.@-]+';
const name64 = { ...limits.userName, pattern: NAME };
const name128 = { ...limits.name, pattern: NAME };

/**
 * AWS Identity and Access Management of one account: global, the same from every Region. Its operations are those of its
 * parts: whichever has a method of that name.
 *
 *     const cloud = new Cloud({ iam: true });
 *     const { role } = cloud.iam.createRole({ roleName: 'app', assumeRolePolicyDocument });
 *     const { decision, message } = cloud.iam.explain(role, 'sqs:SendMessage', queueArn);
 */
export interface Iam extends Pick<All<Parts>, keyof Methods> {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class Iam extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    UserName: name64,
    RoleName: name64,
    InstanceProfileName: name64,
    NewUserName: name64,
    GroupName: name128,
    NewGroupName: name128,
    PolicyName: name128,
    MaxItems: limits.listed,
    MaxSessionDuration: limits.sessionDuration,
    Path: limits.path,
    MinimumPasswordLength: limits.passwordLength,
    MaxPasswordAge: limits.passwordAge,
    PasswordReusePrevention: limits.passwordReuse,
    AccountAlias: { min: 3, max: 63, pattern: '[a-z0-9]([a-z0-9]|-(?!-))*[a-z0-9]' },
    CustomSuffix: { min: 1, max: 64, pattern: NAME },
    AWSServiceName: { min: 1, max: 128 },
  };
  static override readonly refuse = refusal;
  /** What stands for what AWS does not tell. */
  readonly model: IamModel;
  /** @internal Decides at the doors. */
  readonly guard: Guard;
  /** @internal For STS. */
  readonly sessions: Sessions;
  readonly #account: Account;
  readonly #passwords: Passwords;
  readonly #parts: Parts;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const account = accountIn(region, region.account);
    this.#account = account;
    const shared = sharedBy(account, () => {
      const model: IamModel = { ...defaultModel };
      const iam: Context = {
        region,
        account,
        model,
        quota: (row) => this.quota(row),
        random: (purpose) => this.random(purpose),
      };
      const passwords = new Passwords(iam);
      const parts: Parts = [new Users(iam), new Groups(iam), new Roles(iam), new InstanceProfiles(iam), new Attachments(iam), new Policies(iam), new AccessKeys(iam), passwords, new Devices(iam), new ServiceCredentials(iam), new Audit(iam), new Simulator(iam)]; // prettier-ignore
      return { model, passwords, parts };
    });
    this.model = shared.model;
    this.#passwords = shared.passwords;
    this.#parts = shared.parts;
    this.guard = region.world.guard ?? new Doorkeeper();
    this.sessions = new Sessions(region);
  }

  /** The root user of the account, as far as it has states: `cloud.iam.root.mfa = true`. */
  get root(): Root {
    return this.#account.root;
  }

  /**
   * What becomes of a request, and why: the decision, the statement that decided, what each kind of policies said, and what
   * AWS answers who is denied. Nothing is done.
   *
   * @param who as `cloud.as` takes it; undefined for the account's root user
   * @param action `sqs:SendMessage`
   * @param resource an ARN; `*` for none in particular
   * @param context condition keys
   */
  explain(who: Who | undefined, action: string, resource: string, context: ContextKeys = {}): Explanation {
    const caller = who === undefined ? undefined : { who, context };
    const door = this.guard as Doorkeeper;
    return door.explain(this.region, identify(this.region, caller), action, resource, context);
  }

  /**
   * Signs a user in to the console, which takes no API: answers what `cloud.as` takes for who signed in.
   *
   *     const { arn, context } = cloud.iam.signIn('ana', password, code);
   *     const ana = cloud.as(arn, context);
   *
   * @throws Error with the words of the sign-in page
   */
  signIn(userName: string, password: string, code?: string): { arn: string; context: ContextKeys } {
    return this.#passwords.signIn(userName, password, code);
  }

  /** The six digits that a virtual MFA device shows now, or so many seconds from now. */
  mfaCode(serialNumber: string, inSeconds = 0): string {
    return codeAt(serialNumber, new Date(this.simulation.epochMillis + inSeconds * 1000));
  }

  /**
   * Puts the account into an organization, with the service control policies that are attached at each level from the root
   * down: each level must allow. No levels: the account is in none, or is its management account.
   *
   * @throws MalformedPolicyDocument
   */
  setServiceControlPolicies(levels: readonly LevelPolicies[] | undefined): void {
    this.#account.serviceControl = levels?.map((level) => levelOf(level, 'serviceControl'));
  }

  /** The same for resource control policies, which bind whoever comes to the account's resources. */
  setResourceControlPolicies(levels: readonly LevelPolicies[] | undefined): void {
    this.#account.resourceControl = levels?.map((level) => levelOf(level, 'resourceControl'));
  }

  /** @internal What an operation does: a part's method, where the control plane is up. It is in one Region; who may do what is known in all. */
  perform(operation: string, input: object): unknown {
    const name = camel(operation);
    const part = this.#parts.find((one) => name in one) as unknown as Record<string, (input: object) => unknown>; // prettier-ignore
    const reads = /^(Get|List|Simulate)/.test(operation);
    if (!reads && !this.region.world.faults.isControlPlaneUp('iam', HOME))
      throw iamError('ServiceFailureException', 'The request processing has failed because of an unknown error, exception or failure.'); // prettier-ignore
    return part[name]!(input);
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(Iam.prototype, camel(operation), {
        configurable: true,
        value(this: Iam, input: object) {
          return this.perform(operation, input);
        },
      });
  }
}

/** What IAM says of values that break rules: it does not repeat them. */
function refusal(broken: readonly Violation[]): AwsError {
  const [first] = broken;
  if (/Name$/.test(first!.at) && first!.constraint.includes('pattern'))
    return notValid(`The specified value for ${first!.at} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`); // prettier-ignore
  const text = sentence(broken).replace(/Value '[^']*' at/g, 'Value at');
  return notValid(text.replace(/enum value set: \[[^\]]*\]/g, 'enum value set'));
}

/** Where the control plane of IAM is, for all Regions of the partition. */
const HOME = 'us-east-1';

interface Shared {
  readonly model: IamModel;
  readonly passwords: Passwords;
  readonly parts: Parts;
}

const all = new WeakMap<Account, Shared>();

/** The parts of an account, made once for all Regions. */
function sharedBy(account: Account, make: () => Shared): Shared {
  let shared = all.get(account);
  if (!shared) all.set(account, (shared = make()));
  return shared;
}

function levelOf({ name, policies }: LevelPolicies, use: 'serviceControl' | 'resourceControl'): Level {
  return {
    name,
    policies: Object.entries(policies).map(([policy, text]) => ({ name: policy, document: documentOf(text, use) })), // prettier-ignore
  };
}
