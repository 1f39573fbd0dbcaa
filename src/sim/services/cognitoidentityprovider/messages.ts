import type { CodeDeliveryDetailsType, Model } from './schema.ts';

/** A message that Cognito has sent to a user. */
export interface Message {
  /** The address or phone number. */
  readonly to: string;
  /** How it went there. */
  readonly medium: 'EMAIL' | 'SMS';
  /** The code in it, or the temporary password. */
  readonly code: string;
  /** Seconds since the run began. */
  readonly at: number;
}

/** How many messages of an address are kept. */
const KEPT = 20;

/** What users find in their mailboxes and on their phones. */
export class Messages {
  readonly #byAddress = new Map<string, Message[]>();

  /** Sends one. */
  send(message: Message): void {
    const all = this.#byAddress.get(message.to) ?? [];
    all.push(message);
    if (all.length > KEPT) all.shift();
    this.#byAddress.set(message.to, all);
  }

  /** Those of an address, the oldest first. */
  of(address: string): readonly Message[] {
    return this.#byAddress.get(address) ?? [];
  }
}

/** How AWS tells where a code went: most of the address is hidden. */
export function deliveryTo(to: string, medium: Message['medium']): Model<CodeDeliveryDetailsType> {
  const [name = '', domain = ''] = to.split('@');
  const destination = medium === 'EMAIL' ? `${name[0] ?? ''}***@${domain[0] ?? ''}***` : `+*******${to.slice(-4)}`; // prettier-ignore
  return {
    destination,
    deliveryMedium: medium,
    attributeName: medium === 'EMAIL' ? 'email' : 'phone_number',
  };
}
