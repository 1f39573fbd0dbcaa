import type { Region } from '../../cloud/index.ts';
import { poolsError } from './errors.ts';
import { cognitoIdentityProviderLimits as limits } from './limits.ts';
import { deliveryTo, Messages } from './messages.ts';
import type { UserPool } from './user-pool.ts';
import type { Purpose, User } from './user.ts';

const DAY = 86_400_000;
/** The count of a day’s emails begins anew at 09:00 UTC. https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const RESET = 9 * 3_600_000;

/** Sends codes to users, by email or as text messages. */
export class Mail {
  readonly messages = new Messages();
  readonly #region: Region;
  readonly #digits: () => string;
  #day = -1;
  #sent = 0;

  /** @param digits makes a code of six digits */
  constructor(region: Region, digits: () => string) {
    this.#region = region;
    this.#digits = digits;
  }

  /** Sends a user a code for a purpose, where the pool knows a way: to an address that it verifies, or that is verified. */
  sendCode(pool: UserPool, user: User, purpose: Purpose) {
    const way = wayTo(pool, user, purpose);
    if (!way) return undefined;
    const lasts = purpose === 'sign-up' ? limits.signUpCode.default : limits.passwordCode.default;
    const code = this.#digits();
    this.send(pool, way.to, way.medium, code);
    user.codes.set(purpose, { code, until: this.#now + lasts * 1000 });
    return deliveryTo(way.to, way.medium);
  }

  /** Sends something secret; answers it. @throws LimitExceededException where the day’s emails are used up */
  send(pool: UserPool, to: string, medium: 'EMAIL' | 'SMS', code = this.#digits()): string {
    const { emailSendingAccount } = pool.record.emailConfiguration ?? {};
    if (medium === 'EMAIL' && emailSendingAccount !== 'DEVELOPER') this.#count();
    this.messages.send({ to, medium, code, at: this.#region.world.simulation.now });
    return code;
  }

  /** Cognito’s own mail is for trying things out: so many a day for the whole account. */
  #count(): void {
    const day = Math.floor((this.#now - RESET) / DAY);
    if (day !== this.#day) this.#sent = 0;
    this.#day = day;
    if (this.#sent >= limits.emails.max)
      throw poolsError('LimitExceededException', 'Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email from your own domain.'); // prettier-ignore
    this.#sent += 1;
  }

  get #now(): number {
    return this.#region.world.simulation.epochMillis;
  }
}

function wayTo({ record }: UserPool, { attributes }: User, purpose: Purpose) {
  const verified = record.autoVerifiedAttributes ?? [];
  const ways = [
    ['phone_number', 'SMS'],
    ['email', 'EMAIL'],
  ] as const;
  for (const [attribute, medium] of ways) {
    const to = attributes.get(attribute);
    const counts = purpose === 'sign-up' ? verified.includes(attribute) : attributes.get(`${attribute}_verified`) === 'true'; // prettier-ignore
    if (to !== undefined && counts) return { to, medium };
  }
  return undefined;
}
