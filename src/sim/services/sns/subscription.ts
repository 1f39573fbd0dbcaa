import { parseArn, type AwsError } from '../../cloud/index.ts';
import type { MetricSet } from '../../cloud/metric-set.ts';
import { readJson, writeJson, JsonNumber } from '../../cloud/json/tree.ts';
import { readReplayPolicy, type Archive } from './archive.ts';
import type { Protocol } from './delivery-policy.ts';
import { invalid } from './errors.ts';
import {
  FilterPolicyError,
  readFilterPolicy,
  type FilterPolicy,
  type FilterPolicyScope,
} from './filter-policy.ts';
import type { SnsMetricName } from './metrics.ts';
import { deliveryPolicyFault, effectiveOfSubscription } from './http-policy.ts';

/** What Subscribe and SetSubscriptionAttributes take. https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
const SETTABLE = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'ReplayPolicy',
  'SubscriptionRoleArn',
] as const;
type Settable = (typeof SETTABLE)[number];

/** Attributes that are there though nobody has set them. */
const DEFAULTS: Partial<Record<Settable, string>> = {
  RawMessageDelivery: 'false',
  FilterPolicyScope: 'MessageAttributes',
};

/** A topic, as its subscriptions see it. */
export interface SubscribedTopic {
  readonly name: string;
  readonly arn: string;
  readonly metrics: MetricSet<SnsMetricName>;
  readonly fifo: boolean;
  readonly archive: Archive | undefined;
  attribute(name: string): string | undefined;
  readonly deliveryPolicy: string | undefined;
}

/** What a subscription is made with. */
export interface SubscriptionOptions {
  readonly topic: SubscribedTopic;
  readonly arn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  /** The account that subscribed. */
  readonly owner: string;
  readonly principal: string;
  /** Undefined where nobody needs to confirm. */
  readonly token: string | undefined;
}

/** One subscriber of a topic. */
export class Subscription {
  readonly topic: SubscribedTopic;
  readonly arn: string;
  readonly protocol: Protocol;
  /** The URL, ARN, address or number. */
  readonly endpoint: string;
  readonly owner: string;
  /** How its replay goes, where it has one. */
  replayStatus: 'In progress' | 'Completed' | undefined;
  /** When the next delivery may go to an endpoint that wants only so many a second; seconds. */
  nextSlot = 0;
  readonly #principal: string;
  readonly #set = new Map<Settable, string>();
  #token: string | undefined;
  #pending: boolean;
  #authenticated: boolean;
  /** Only with AuthenticateOnUnsubscribe: an unauthenticated click ends it otherwise. */
  authenticateOnUnsubscribe = false;
  #filter: FilterPolicy | undefined;

  /** Made by `Sns`. */
  constructor({ topic, arn, protocol, endpoint, owner, principal, token }: SubscriptionOptions) {
    this.topic = topic;
    this.arn = arn;
    this.protocol = protocol;
    this.endpoint = endpoint;
    this.owner = owner;
    this.#principal = principal;
    this.#token = token;
    this.#pending = token !== undefined;
    this.#authenticated = !this.#pending;
  }

  /** Whether nobody has confirmed it yet. */
  get pending(): boolean {
    return this.#pending;
  }

  /** What ConfirmSubscription asks for. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Confirms it. */
  confirm(authenticateOnUnsubscribe: boolean): void {
    this.#pending = false;
    this.authenticateOnUnsubscribe = authenticateOnUnsubscribe;
    this.#authenticated = authenticateOnUnsubscribe;
  }

  /** Whether the message goes as it is, without SNS's JSON around it. */
  get raw(): boolean {
    return this.#value('RawMessageDelivery') === 'true';
  }

  /** The filter policy in force; undefined where every message passes. */
  get filter(): FilterPolicy | undefined {
    return this.#filter;
  }

  /** The text of a policy for HTTP/S deliveries, where it has its own. */
  get deliveryPolicy(): string | undefined {
    return this.#set.get('DeliveryPolicy');
  }

  /** The queue for what can't be delivered. */
  get deadLetterTargetArn(): string | undefined {
    const policy = this.#set.get('RedrivePolicy');
    return policy && (JSON.parse(policy) as { deadLetterTargetArn: string }).deadLetterTargetArn;
  }

  /**
   * Sets attributes, all or none. `prefix` begins AWS's words for what is wrong with a value.
   *
   * @param effect calls back when a filter policy is to take effect
   */
  set(
    attributes: Readonly<Record<string, string>>,
    prefix: string,
    effect: (change: () => void) => void,
  ): void {
    const next = new Map(this.#set);
    for (const [name, value] of Object.entries(attributes)) {
      if (!isSettable(name))
        throw invalid(prefix === '' ? 'AttributeName' : `${prefix}Unknown attribute ${name}`);
      const read = this.#checked(name, value, prefix);
      if (read === undefined) next.delete(name);
      else next.set(name, read);
    }
    const scope = (next.get('FilterPolicyScope') ?? 'MessageAttributes') as FilterPolicyScope;
    const text = next.get('FilterPolicy');
    const filter = text === undefined ? undefined : filterOf(text, scope, prefix);
    this.#set.clear();
    for (const [name, value] of next) if (name !== 'FilterPolicy' || filter) this.#set.set(name, value);
    effect(() => (this.#filter = filter));
  }

  /** Whether attributes that a second Subscribe brings are those that it has. */
  same(attributes: Readonly<Record<string, string>>): boolean {
    return Object.entries(attributes).every(([name, value]) => {
      if (!isSettable(name)) return false;
      return normal(name, value) === normal(name, this.#value(name) ?? '');
    });
  }

  /** What GetSubscriptionAttributes answers. */
  describe(): Record<string, string> {
    const http = this.protocol === 'http' || this.protocol === 'https';
    const { FilterPolicyScope: scope, ...set } = Object.fromEntries(this.#set) as Partial<
      Record<Settable, string>
    >;
    return {
      SubscriptionArn: this.arn,
      TopicArn: this.topic.arn,
      Protocol: this.protocol,
      Endpoint: this.endpoint,
      Owner: this.owner,
      PendingConfirmation: String(this.#pending),
      ConfirmationWasAuthenticated: String(this.#authenticated),
      SubscriptionPrincipal: this.#principal,
      RawMessageDelivery: 'false',
      ...set,
      ...(this.replayStatus && { ReplayStatus: this.replayStatus }),
      // Shown with a policy only.
      ...(set.FilterPolicy !== undefined && { FilterPolicyScope: scope ?? 'MessageAttributes' }),
      ...(http && {
        EffectiveDeliveryPolicy: effectiveOfSubscription(this.topic.deliveryPolicy, this.deliveryPolicy),
      }),
    };
  }

  #value(name: Settable): string | undefined {
    return this.#set.get(name) ?? DEFAULTS[name];
  }

  /** A value as it is kept; undefined where it takes the attribute away. */
  #checked(name: Settable, value: string, prefix: string): string | undefined {
    const refuse = (why: string): AwsError => invalid(`${prefix}${name}: ${why}`);
    switch (name) {
      case 'RawMessageDelivery': {
        const lower = value.toLowerCase();
        if (lower !== 'true' && lower !== 'false')
          throw refuse(`Invalid value [${value}]. Must be true or false.`);
        if (lower === 'true' && !['sqs', 'http', 'https', 'firehose'].includes(this.protocol))
          throw invalid(
            `${prefix}Delivery protocol [${this.protocol}] does not support raw message delivery.`,
          );
        return lower;
      }
      case 'FilterPolicyScope':
        if (value !== 'MessageAttributes' && value !== 'MessageBody')
          throw refuse(`Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
        return value;
      case 'FilterPolicy':
        return value === '' ? undefined : value;
      case 'RedrivePolicy':
        return value === '' || value === '{}' ? undefined : this.#redrive(value, refuse);
      case 'DeliveryPolicy': {
        if (value === '') return undefined;
        if (!this.protocol.startsWith('http')) throw refuse('only HTTP/S endpoints have a delivery policy');
        const fault = deliveryPolicyFault(value, 'subscription');
        if (fault) throw refuse(fault);
        return value;
      }
      case 'ReplayPolicy': {
        const points = readReplayPolicy(value);
        if (typeof points === 'string') throw refuse(points);
        if (!points) return undefined;
        const { archive } = this.topic;
        if (!archive) throw refuse('the topic has no archive');
        if (points.start < archive.since)
          throw refuse('StartingPoint is before the beginning of the archive');
        return value;
      }
      case 'SubscriptionRoleArn':
        if (parseArn(value)?.service !== 'iam') throw refuse('must be the ARN of a role');
        return value;
    }
  }

  #redrive(value: string, refuse: (why: string) => AwsError): string {
    let document: unknown;
    try {
      document = readJson(value);
    } catch (error) {
      throw refuse(`failed to parse JSON. ${(error as Error).message}`);
    }
    const arn = document instanceof Map ? document.get('deadLetterTargetArn') : undefined;
    const parts = typeof arn === 'string' ? parseArn(arn) : undefined;
    if (parts?.service !== 'sqs') throw refuse('deadLetterTargetArn is an invalid arn');
    const { region, account } = parseArn(this.topic.arn)!;
    if (parts.region !== region || parts.account !== account)
      throw refuse('deadLetterTargetArn must be a queue in the topic’s Region and account');
    const fifo = this.topic.fifo && this.endpoint.endsWith('.fifo');
    if (fifo && !parts.resource.endsWith('.fifo'))
      throw refuse('must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
    if (!fifo && parts.resource.endsWith('.fifo'))
      throw refuse('must use a standard queue as DLQ for this subscription.');
    return value;
  }
}

function isSettable(name: string): name is Settable {
  return (SETTABLE as readonly string[]).includes(name);
}

/** Values that mean the same: true and True, JSON with and without blanks. */
function normal(name: Settable, value: string): string {
  if (!name.endsWith('Policy')) return value.toLowerCase();
  try {
    const json = readJson(value);
    return json instanceof JsonNumber ? value : writeJson(json);
  } catch {
    return value;
  }
}

function filterOf(text: string, scope: FilterPolicyScope, prefix: string): FilterPolicy | undefined {
  try {
    return readFilterPolicy(text, scope);
  } catch (error) {
    if (!(error instanceof FilterPolicyError)) throw error;
    throw invalid(prefix + error.message);
  }
}
