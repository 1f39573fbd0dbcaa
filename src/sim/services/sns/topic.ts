import type { Region } from '../../cloud/index.ts';
import type { Policy } from '../../cloud/policy/index.ts';
import { Archive, readArchivePolicy } from './archive.ts';
import { invalid, snsError } from './errors.ts';
import { FifoMemory } from './fifo.ts';
import { effectiveOfTopic } from './http-policy.ts';
import { snsLimits } from './limits.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { snsMetrics, type SnsMetricName } from './metrics.ts';
import type { Subscription } from './subscription.ts';
import { FIFO_TOPIC_ATTRIBUTES, TOPIC_ATTRIBUTES } from './topic-attributes.ts';
import { defaultPolicy, readTopicPolicy } from './topic-policy.ts';

/** A topic: what publishers send to, and who has subscribed. */
export class Topic {
  readonly arn: string;
  readonly name: string;
  /** The account that it belongs to. */
  readonly owner: string;
  /** Whether it keeps order and drops duplicates. */
  readonly fifo: boolean;
  readonly metrics: MetricSet<SnsMetricName>;
  /** On a FIFO topic. */
  readonly memory: FifoMemory | undefined;
  /** Those that are there, confirmed or not, by ARN. */
  readonly subscriptions = new Map<string, Subscription>();
  /** Subscriptions that have ended. */
  deleted = 0;
  tags: ReadonlyMap<string, string> = new Map();
  /** What it keeps, where it is a FIFO topic with an archive policy. */
  archive: Archive | undefined;
  readonly #region: Region;
  readonly #set = new Map<string, string>();
  #policy: Policy;

  /** Made by `Sns`. */
  constructor(region: Region, name: string) {
    this.#region = region;
    this.name = name;
    this.arn = region.arn('sns', name);
    this.owner = region.account;
    this.fifo = name.endsWith('.fifo');
    this.metrics = new MetricSet(region, snsMetrics, { TopicName: name });
    this.memory = this.fifo ? new FifoMemory() : undefined;
    const policy = defaultPolicy(this.arn, this.owner);
    this.#set.set('Policy', policy);
    this.#policy = readTopicPolicy(policy, 'Policy');
  }

  /** Who may publish and subscribe. */
  get policy(): Policy {
    return this.#policy;
  }

  /** The policy's text. */
  get policyText(): string {
    return this.#set.get('Policy')!;
  }

  /** The text of the delivery policy for HTTP/S, where one is set. */
  get deliveryPolicy(): string | undefined {
    return this.#set.get('DeliveryPolicy') || undefined;
  }

  /** What somebody has set an attribute to. */
  attribute(name: string): string | undefined {
    return this.#set.get(name);
  }

  /** Bytes of a message at most. */
  get maximumMessageSize(): number {
    return Number(this.#set.get('MaximumMessageSize') ?? snsLimits.messageSize.default);
  }

  /** Whether the body's digest serves as deduplication id. */
  get contentBasedDeduplication(): boolean {
    return this.#set.get('ContentBasedDeduplication') === 'true';
  }

  /** Whether deduplication ids count within a message group only. */
  get byGroup(): boolean {
    return this.#set.get('FifoThroughputScope') === 'MessageGroup';
  }

  /** 1 or 2; undefined on a FIFO topic that sets none: it does not sign. */
  get signatureVersion(): string | undefined {
    return this.#set.get('SignatureVersion') ?? (this.fifo ? undefined : '1');
  }

  /** Sets attributes, all or none. */
  set(attributes: Readonly<Record<string, string>>, unknown: (name: string) => Error): void {
    let policy = this.#policy;
    for (const [name, value] of Object.entries(attributes)) {
      const check = TOPIC_ATTRIBUTES.get(name) ?? (this.fifo ? FIFO_TOPIC_ATTRIBUTES.get(name) : undefined);
      if (!check) throw unknown(name);
      const why = check(value);
      if (why !== undefined) throw invalid(`${name} Reason: ${why}`);
      if (name === 'Policy') policy = readTopicPolicy(value, 'Policy');
      if (name === 'MaximumMessageSize') this.#checkLarge(Number(value));
    }
    this.#policy = policy;
    for (const [name, value] of Object.entries(attributes))
      this.#set.set(name, name === 'ContentBasedDeduplication' ? value.toLowerCase() : value);
    if (attributes['ArchivePolicy'] !== undefined) this.#setArchive(attributes['ArchivePolicy']);
  }

  /** An archive that ends takes its messages with it. */
  #setArchive(policy: string): void {
    const days = readArchivePolicy(policy) as number;
    if (days === 0) this.archive = undefined;
    else if (this.archive) this.archive.days = days;
    else this.archive = new Archive(this.#region.world.simulation.epochMillis, days);
  }

  /** Whether attributes that a second CreateTopic brings are those that it has. */
  same(attributes: Readonly<Record<string, string>>): boolean {
    return Object.entries(attributes).every(([name, value]) => (this.#set.get(name) ?? '') === value);
  }

  /**
   * Refuses what a topic for large messages can't have: other protocols, or more than 100 subscriptions.
   * https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html
   */
  #checkLarge(size: number): void {
    if (size <= snsLimits.messageSize.default) return;
    const all = [...this.subscriptions.values()];
    if (all.length > snsLimits.largeSubscriptions.max || all.some(({ protocol }) => !isLarge(protocol)))
      throw invalid('MaximumMessageSize Reason: the topic has subscriptions that take 256 KiB at most');
  }

  /** Refuses a subscription that it can't have. */
  checkRoom(protocol: string, quota: number): void {
    const { size } = this.subscriptions;
    const large = this.maximumMessageSize > snsLimits.messageSize.default;
    if (large && !isLarge(protocol))
      throw invalid(`Protocol Reason: a topic with messages above 256 KiB does not deliver to ${protocol}`);
    if (size >= (large ? snsLimits.largeSubscriptions.max : quota))
      throw snsError(
        'SubscriptionLimitExceededException',
        'The topic has as many subscriptions as it can have.',
      );
  }

  /** What GetTopicAttributes answers. */
  describe(): Record<string, string> {
    const all = [...this.subscriptions.values()];
    const pending = all.filter((one) => one.pending).length;
    return {
      TopicArn: this.arn,
      Owner: this.owner,
      DisplayName: '',
      ...Object.fromEntries(this.#set),
      ...(this.fifo && {
        FifoTopic: 'true',
        ContentBasedDeduplication: String(this.contentBasedDeduplication),
      }),
      ...(this.archive && { BeginningArchiveTime: new Date(this.archive.since).toISOString() }),
      SubscriptionsConfirmed: String(all.length - pending),
      SubscriptionsPending: String(pending),
      SubscriptionsDeleted: String(this.deleted),
      EffectiveDeliveryPolicy: effectiveOfTopic(this.deliveryPolicy),
    };
  }
}

/** Protocols that take messages above 256 KiB. */
function isLarge(protocol: string): boolean {
  return protocol === 'sqs' || protocol === 'lambda' || protocol === 'firehose';
}
