import type { Region } from '../../cloud/index.ts';
import { bare, domainOf, keyOf } from './address.ts';
import { sesError } from './errors.ts';
import { sesLimits } from './limits.ts';

/** Kinds of feedback on an identity's mails. */
export type NotificationType = 'Bounce' | 'Complaint' | 'Delivery';

/** An address or a domain from which mail may come, once its owner has said so. */
export interface Identity {
  readonly name: string;
  readonly arn: string;
  /** 'Success' once its owner has followed the link, or its records stand in the DNS. */
  status: 'Pending' | 'Success';
  /** What a domain proves itself by. */
  readonly token: string;
  /** Where its feedback goes: topics by kind. */
  readonly topics: Map<NotificationType, string>;
  /** Kinds of feedback that carry the headers of the mail. */
  readonly headersIn: Set<NotificationType>;
  /** Whether feedback goes by mail too. It is only kept. */
  forwarding: boolean;
}

/** The identities of one account and Region. */
export class Identities {
  readonly #region: Region;
  readonly #all = new Map<string, Identity>();

  /** Made by `Ses`. */
  constructor(region: Region) {
    this.#region = region;
  }

  /** All names, in the order in which they came. */
  get names(): string[] {
    return [...this.#all.values()].map(({ name }) => name);
  }

  /** Asks for a verification. Again is no error. */
  verify(name: string, token: string): Identity {
    const known = this.find(name);
    if (known) return known;
    if (this.#all.size >= sesLimits.identities.max)
      throw sesError('LimitExceededException', 'The account has as many identities as it can have.');
    const arn = this.#region.arn('ses', `identity/${name}`);
    const identity: Identity = {
      ...{ name, arn, status: 'Pending', token, topics: new Map(), headersIn: new Set(), forwarding: true },
    };
    this.#all.set(keyOf(name), identity);
    return identity;
  }

  find(name: string): Identity | undefined {
    return this.#all.get(keyOf(name));
  }

  delete(name: string): void {
    this.#all.delete(keyOf(name));
  }

  /** The identity that lets an address send: itself, its domain, or a domain above that. Undefined for none. */
  covering(address: string): Identity | undefined {
    const labels = domainOf(bare(address)).split('.');
    const domains = labels.map((_, i) => labels.slice(i).join('.'));
    return [bare(address), ...domains]
      .map((name) => this.find(name))
      .find((identity) => identity?.status === 'Success');
  }

  /** A verified identity. @throws MessageRejected */
  verified(name: string): Identity {
    const identity = this.find(name);
    if (identity?.status !== 'Success')
      throw sesError('MessageRejected', `Identity ${name} is not verified or does not exist.`);
    return identity;
  }
}
