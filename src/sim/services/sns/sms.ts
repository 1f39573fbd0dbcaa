import type { Region } from '../../cloud/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { invalid, snsError } from './errors.ts';
import { snsLimits } from './limits.ts';
import type { SnsModel } from './model.ts';
import type { Outside } from './outside.ts';
import { snsPrices } from './prices.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
const ATTRIBUTES: Readonly<Record<string, (value: string) => boolean>> = {
  MonthlySpendLimit: (value) => /^\d{1,9}$/.test(value),
  DeliveryStatusIAMRole: () => true,
  DeliveryStatusSuccessSamplingRate: (value) => /^\d{1,3}$/.test(value) && Number(value) <= 100,
  DefaultSenderID: (value) => /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/.test(value),
  DefaultSMSType: (value) => value === 'Promotional' || value === 'Transactional',
  UsageReportS3Bucket: () => true,
};

/** A number in E.164. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{7,14}$/.test(text);
}

interface SandboxNumber {
  readonly code: string;
  verified: boolean;
}

/** What text messages stand on. */
export interface SmsParts {
  readonly region: Region;
  readonly model: SnsModel;
  readonly outside: Outside;
  readonly random: RandomStream;
}

/**
 * Text messages of one account and Region: the sandbox, numbers that want none, and what it all costs.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-mobile-phone-number-as-subscriber.html
 */
export class Sms {
  readonly #parts: SmsParts;
  readonly #attributes = new Map<string, string>();
  readonly #numbers = new Map<string, SandboxNumber>();
  readonly #optedOut = new Set<string>();
  #month = '';
  #spent = 0;

  constructor(parts: SmsParts) {
    this.#parts = parts;
  }

  /** Sends a text message, or does not: it is not the sender who is told, but the metrics and the trace. */
  deliver(number: string, text: string): void {
    const { region, outside } = this.#parts;
    const { simulation, meter } = region.world;
    const why = this.#obstacle(number);
    if (why !== undefined) {
      simulation.trace.add('SMS', 'not delivered', { number, why });
      return;
    }
    const parts = partsOf(text);
    this.#spent += parts * snsPrices.sms.tiers[0].usd;
    meter.usage(snsPrices.sms).add(parts);
    outside.send({ at: simulation.now, protocol: 'sms', endpoint: number, type: 'Notification', body: text });
  }

  /** Why a number gets nothing; undefined where it does. */
  #obstacle(number: string): string | undefined {
    const { model } = this.#parts;
    if (model.smsSandbox && this.#numbers.get(number)?.verified !== true)
      return 'the account is in the SMS sandbox, and the number is not verified';
    if (this.#optedOut.has(number)) return 'the number has opted out';
    if (number.startsWith('+1') && !model.usOriginationNumber)
      return 'a number in the United States takes messages from a registered origination number only';
    this.#turnMonth();
    const limit = Number(this.#attributes.get('MonthlySpendLimit') ?? snsLimits.smsSpend.default);
    return this.#spent >= limit ? `the ${limit} USD for this month are spent` : undefined;
  }

  #turnMonth(): void {
    const month = new Date(this.#parts.region.world.simulation.epochMillis).toISOString().slice(0, 7);
    if (month === this.#month) return;
    this.#month = month;
    this.#spent = 0;
  }

  /** Sets attributes, all or none. */
  set(attributes: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(attributes)) {
      const check = Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
      if (!check?.(value)) throw snsError('InvalidParameterException', `${name} is not a valid attribute`);
    }
    for (const [name, value] of Object.entries(attributes)) this.#attributes.set(name, value);
  }

  /** The attributes of some names, or all. */
  get(names: readonly string[]): Record<string, string> {
    const all = [...this.#attributes];
    return Object.fromEntries(names.length === 0 ? all : all.filter(([name]) => names.includes(name)));
  }

  /** Adds a number to the sandbox and texts a code to it. */
  addNumber(number: string): void {
    if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`);
    if (this.#optedOut.has(number))
      throw snsError('OptedOutException', `Phone number ${number} is opted out`);
    if (!this.#numbers.has(number) && this.#numbers.size >= snsLimits.sandboxNumbers.max)
      throw snsError('UserErrorException', 'The SMS sandbox has as many destination numbers as it can have.');
    const { outside, random, region } = this.#parts;
    const code = String(random.integer(0, 999_999)).padStart(6, '0');
    this.#numbers.set(number, { code, verified: false });
    const body = `Your verification code is ${code}.`;
    const at = region.world.simulation.now;
    outside.send({ at, protocol: 'sms', endpoint: number, type: 'VerificationCode', body });
  }

  /** Verifies a number by the code that it got. */
  verify(number: string, code: string): void {
    const known = this.#number(number);
    if (known.code !== code)
      throw snsError('VerificationException', 'The one-time password is not the one that was sent.');
    known.verified = true;
  }

  /** Takes a number out of the sandbox. */
  removeNumber(number: string): void {
    this.#number(number);
    this.#numbers.delete(number);
  }

  #number(number: string): SandboxNumber {
    const known = this.#numbers.get(number);
    if (!known) throw snsError('ResourceNotFoundException', `Phone number ${number} is not in the sandbox`);
    return known;
  }

  /** The numbers of the sandbox. */
  get numbers(): { phoneNumber: string; status: 'Pending' | 'Verified' }[] {
    return [...this.#numbers].map(([phoneNumber, { verified }]) => ({
      phoneNumber,
      status: verified ? ('Verified' as const) : ('Pending' as const),
    }));
  }

  /** The numbers whose owners want no messages. */
  get optedOut(): string[] {
    return [...this.#optedOut];
  }

  /** The owner of a number answers STOP. */
  optOut(number: string): void {
    this.#optedOut.add(number);
  }

  /** Takes that back, as its owner has agreed. */
  optIn(number: string): void {
    this.#optedOut.delete(number);
  }
}

/** Into how many messages a text is cut: 160 characters of GSM's alphabet, or 70 of any other; fewer in each of several. */
function partsOf(text: string): number {
  const gsm = /^[\n\r\x20-\x7e£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà]*$/.test(text);
  const [one, several] = gsm ? [160, 153] : [70, 67];
  return text.length <= one ? 1 : Math.ceil(text.length / several);
}
