import { AwsError, formatArn, type World } from '../../cloud/index.ts';
import { Archives } from './archives.ts';
import { eventsError, notThere, notValid } from './errors.ts';
import { readEntry, type EntryParts } from './event.ts';
import { eventBridgeLimits as limits } from './limits.ts';
import { eventBridgePrices } from './prices.ts';
import type { EventSource as AwsSource, Input, Model, Output } from './schema.ts';

/** A source of events that a partner has made for one customer. */
interface PartnerSource {
  readonly name: string;
  readonly arn: string;
  /** The customer's account. */
  readonly account: string;
  readonly createdBy: string;
  readonly created: Date;
  state: 'PENDING' | 'ACTIVE' | 'DELETED';
  /** Takes an event in, once the customer has a bus for it; answers its id. */
  arrive: ((parts: EntryParts) => string) | undefined;
}

const FORM = /^aws\.partner(\/[.\-_A-Za-z0-9]+){2,}$/;

/** Those of all partners, by Region and name. */
const sourcesOf = new WeakMap<World, Map<string, PartnerSource>>();

/**
 * The part of EventBridge that software companies use: an account may act as a partner, and send events to a customer's
 * partner event bus. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html
 */
export abstract class Partners extends Archives {
  createPartnerEventSource(input: Input<'CreatePartnerEventSource'>): Output<'CreatePartnerEventSource'> {
    const { name, account } = input;
    if (!FORM.test(name))
      throw notValid('A partner event source is named aws.partner/partner_name/event_namespace/event_name.');
    if (this.#sources.has(this.#key(name)))
      throw eventsError('ResourceAlreadyExistsException', `Event source ${name} already exists.`);
    const { partition, name: region, account: createdBy } = this.region;
    const resource = `event-source/${name}`;
    const arn = formatArn({ partition, service: 'events', region, account: '', resource });
    const made = { name, arn, account, createdBy, created: this.date } as const;
    this.#sources.set(this.#key(name), { ...made, state: 'PENDING', arrive: undefined });
    return { eventSourceArn: arn };
  }

  deletePartnerEventSource({ name }: Input<'DeletePartnerEventSource'>): Output<'DeletePartnerEventSource'> {
    const source = this.#sources.get(this.#key(name));
    if (source) source.state = 'DELETED';
    this.#sources.delete(this.#key(name));
    return {};
  }

  describeEventSource({ name }: Input<'DescribeEventSource'>): Output<'DescribeEventSource'> {
    return describe(this.#source(name));
  }

  listEventSources(input: Input<'ListEventSources'> = {}): Output<'ListEventSources'> {
    const { namePrefix = '', nextToken, limit } = input;
    const all = [...this.#sources.values()].filter(
      (one) => this.#mine(one) && one.name.startsWith(namePrefix),
    );
    const { page, ...more } = this.page(all, nextToken, limit);
    return { eventSources: page.map(describe), ...more };
  }

  activateEventSource({ name }: Input<'ActivateEventSource'>): Output<'ActivateEventSource'> {
    const source = this.#source(name);
    if (!source.arrive)
      throw eventsError('InvalidStateException', `Event source ${name} has no event bus yet.`);
    source.state = 'ACTIVE';
    return {};
  }

  deactivateEventSource({ name }: Input<'DeactivateEventSource'>): Output<'DeactivateEventSource'> {
    this.#source(name).state = 'PENDING';
    return {};
  }

  putPartnerEvents({ entries }: Input<'PutPartnerEvents'>): Output<'PutPartnerEvents'> {
    if (entries.length > limits.partnerEntries.max)
      throw notValid(`A request has ${limits.partnerEntries.max} events at most.`);
    const results = entries.map((entry) => {
      try {
        const parts = readEntry(entry);
        const source = this.#sources.get(this.#key(parts.source));
        if (source?.createdBy !== this.region.account)
          throw eventsError('NotAuthorizedForSourceException', 'Not authorized for the source.');
        this.usage(eventBridgePrices.partner).add(Math.max(1, Math.ceil(parts.size / 65_536)));
        // What comes while the customer has no bus for it, or has it deactivated, is lost.
        return { eventId: (source.state === 'ACTIVE' && source.arrive?.(parts)) || this.uuid() };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { errorCode: error.name, errorMessage: error.message };
      }
    });
    return { failedEntryCount: results.filter((one) => 'errorCode' in one).length, entries: results };
  }

  /** A bus for a source of this account's: from now on it takes the source's events. */
  protected claim(name: string, arrive: (parts: EntryParts) => string): void {
    const source = this.#source(name);
    source.arrive = arrive;
    source.state = 'ACTIVE';
  }

  /** The bus of a source is gone. */
  protected release(name: string): void {
    const source = this.#sources.get(this.#key(name));
    if (!source) return;
    source.arrive = undefined;
    source.state = 'PENDING';
  }

  get #sources(): Map<string, PartnerSource> {
    const { world } = this.region;
    let all = sourcesOf.get(world);
    if (!all) sourcesOf.set(world, (all = new Map<string, PartnerSource>()));
    return all;
  }

  #key(name: string): string {
    return `${this.region.name} ${name}`;
  }

  #source(name: string): PartnerSource {
    const source = this.#sources.get(this.#key(name));
    if (!source || !this.#mine(source)) throw notThere(`Event source ${name} does not exist.`);
    return source;
  }

  /** Whether it is for this account, and not too old: one that gets no bus in two weeks is gone. */
  #mine({ account, state, created }: PartnerSource): boolean {
    if (account !== this.region.account) return false;
    return state !== 'PENDING' || this.simulation.epochMillis < created.getTime() + WAITS;
  }
}

const WAITS = limits.partnerSource.default * 1000;

function describe({ name, arn, createdBy, created, state }: PartnerSource): Model<AwsSource> {
  const expires = state === 'PENDING' && { expirationTime: new Date(created.getTime() + WAITS) };
  return { name, arn, createdBy, creationTime: created, state, ...expires };
}
