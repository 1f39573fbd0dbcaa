import { keyOf, type MailOutcome } from './address.ts';
import type { Mail } from './mail.ts';

/** The mailboxes of the world, as Amazon SES meets them: each takes what comes, unless `answer` says otherwise. */
export class Outside {
  readonly #outcomes = new Map<string, MailOutcome>();
  readonly #kept: { readonly address: string; readonly mail: Mail }[] = [];
  readonly #most: () => number;

  /** Made by `Ses`. */
  constructor(most: () => number) {
    this.#most = most;
  }

  /** Says what becomes of mails to an address from now on. Default of an address: 'delivered'. */
  answer(address: string, outcome: MailOutcome): void {
    this.#outcomes.set(keyOf(address), outcome);
  }

  /** The mails that arrived, oldest first: at one address, or at all. Only the latest are kept: `model.recorded`. */
  received(address?: string): Mail[] {
    const wanted = address === undefined ? undefined : keyOf(address);
    return this.#kept.filter((one) => wanted === undefined || one.address === wanted).map(({ mail }) => mail);
  }

  /** @internal What an address does with its mail. */
  outcomeAt(address: string): MailOutcome {
    return this.#outcomes.get(keyOf(address)) ?? 'delivered';
  }

  /** @internal A mail arrives. */
  keep(address: string, mail: Mail): void {
    this.#kept.push({ address: keyOf(address), mail });
    if (this.#kept.length > this.#most()) this.#kept.shift();
  }
}
