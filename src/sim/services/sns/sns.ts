import { AwsError, formatArn, parseArn, type Metric, type Region, type World } from '../../cloud/index.ts';
import { deliverer, deliveryKeys, type ContextKeys, type Principal } from '../../cloud/policy/index.ts';
import { withTags, withoutTags, type TagRules } from '../../cloud/tags.ts';
import type { Delivery } from '../../cloud/target.ts';
import { Reply, type Yieldable } from '../../kernel/index.ts';
import { readReplayPolicy } from './archive.ts';
import { DeliveryLog } from './delivery-log.ts';
import { Deliverer, needsConfirmation } from './deliverer.ts';
import { checkEndpoint } from './endpoints.ts';
import { invalid, notFound, snsError } from './errors.ts';
import { snsLimits as limits } from './limits.ts';
import type { SnsMetricName } from './metrics.ts';
import { readMessage, type Message, type MessageInput } from './message.ts';
import { Mobile } from './mobile.ts';
import { confirmation, type ConfirmationType } from './notification.ts';
import { checkArn } from './platform.ts';
import { PublishRate } from './publish-rate.ts';
import { checkBatch, Publisher } from './publisher.ts';
import type { Input, Methods, Output } from './schema.ts';
import { isPhoneNumber } from './sms.ts';
import { Subscription } from './subscription.ts';
import { Topic } from './topic.ts';
import { denial, withPermission, withoutPermission } from './topic-policy.ts';

/** The services of each cloud, by account and Region: a topic may be another account's. */
const neighbours = new WeakMap<World, Map<string, Sns>>();

/**
 * Amazon SNS in one Region: topics, who has subscribed to them, and what reaches whom.
 * https://docs.aws.amazon.com/sns/latest/dg/welcome.html
 */
export class Sns extends Mobile implements Methods {
  static override readonly limits = limits;
  readonly #topics = new Map<string, Topic>();
  /** Those that wait for confirmation, by token. */
  readonly #pending = new Map<string, Subscription>();
  readonly #publisher: Publisher;
  readonly #rate: PublishRate;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const { model, outside, sms } = this;
    const log = new DeliveryLog(region, this.random('samples'));
    const carrier = new Deliverer({ region, model, outside, sms, log, random: this.random('retries') });
    this.#publisher = new Publisher(region, () => this.uuid(), carrier);
    this.#rate = new PublishRate(region);
    const { world, account, name } = region;
    let all = neighbours.get(world);
    if (!all) neighbours.set(world, (all = new Map<string, Sns>()));
    all.set(`${account} ${name}`, this);
  }

  // ── Topics ────────────────────────────────────────────────────────────────────────────────────────────────────

  createTopic({ name, attributes = {}, tags = [] }: Input<'CreateTopic'>): Output<'CreateTopic'> {
    const { FifoTopic: asked, ...rest } = attributes;
    const fifo = asked?.toLowerCase() === 'true';
    if (
      !/^[\w-]+(\.fifo)?$/.test(name) ||
      name.length > limits.topicName.max ||
      name.endsWith('.fifo') !== fifo
    )
      throw invalid('Topic Name');
    const known = this.#topics.get(name);
    const pairs = tags.map(({ key, value }) => [key, value] as const);
    if (known) {
      const sameTags =
        pairs.length === known.tags.size && pairs.every(([key, value]) => known.tags.get(key) === value);
      if (pairs.length > 0 && !sameTags)
        throw invalid('Tags Reason: Topic already exists with different tags');
      if (!known.same(rest))
        throw invalid('Attributes Reason: Topic already exists with different attributes');
      return { topicArn: known.arn };
    }
    const topics = [...this.#topics.values()].filter((topic) => topic.fifo === fifo).length;
    if (topics >= this.quota(fifo ? limits.fifoTopics : limits.standardTopics))
      throw snsError('TopicLimitExceededException', 'The account has as many topics as it can have.');
    const topic = new Topic(this.region, name);
    try {
      topic.set(rest, (attribute) => invalid(`Attributes Reason: Unknown attribute ${attribute}`));
      topic.tags = withTags(new Map(), pairs, TAG_RULES);
    } catch (error) {
      topic.metrics.withdraw();
      throw error;
    }
    this.#topics.set(name, topic);
    return { topicArn: topic.arn };
  }

  deleteTopic({ topicArn }: Input<'DeleteTopic'>): Output<'DeleteTopic'> {
    const owner = this.#ownerOf(topicArn, 'TopicArn');
    const topic = owner?.find(topicArn);
    // A topic that is gone is no error.
    if (!owner || !topic) return {};
    this.#authorize(topic, 'DeleteTopic');
    if (topic.archive)
      throw snsError('InvalidStateException', 'A topic with an active archive policy can’t be deleted.');
    owner.#topics.delete(topic.name);
    for (const { token } of topic.subscriptions.values()) if (token) owner.#pending.delete(token);
    topic.subscriptions.clear();
    topic.metrics.withdraw();
    return {};
  }

  listTopics({ nextToken }: Input<'ListTopics'>): Output<'ListTopics'> {
    const { page, ...more } = this.page([...this.#topics.values()], nextToken);
    return { topics: page.map(({ arn: topicArn }) => ({ topicArn })), ...more };
  }

  getTopicAttributes({ topicArn }: Input<'GetTopicAttributes'>): Output<'GetTopicAttributes'> {
    return { attributes: this.#topic(topicArn, 'GetTopicAttributes').describe() };
  }

  setTopicAttributes(input: Input<'SetTopicAttributes'>): Output<'SetTopicAttributes'> {
    const { topicArn, attributeName, attributeValue = '' } = input;
    const topic = this.#topic(topicArn, 'SetTopicAttributes');
    topic.set({ [attributeName]: attributeValue }, () => invalid('AttributeName'));
    return {};
  }

  addPermission({
    topicArn,
    label,
    awsAccountId,
    actionName,
  }: Input<'AddPermission'>): Output<'AddPermission'> {
    const topic = this.#topic(topicArn, 'AddPermission');
    const asked = { label, accounts: awsAccountId, actions: actionName };
    const Policy = withPermission(topic.policyText, topic.arn, this.region.partition, asked);
    topic.set({ Policy }, invalid);
    return {};
  }

  removePermission({ topicArn, label }: Input<'RemovePermission'>): Output<'RemovePermission'> {
    const topic = this.#topic(topicArn, 'RemovePermission');
    topic.set({ Policy: withoutPermission(topic.policyText, label) }, invalid);
    return {};
  }

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const topic = this.#tagged(resourceArn);
    topic.tags = withTags(
      topic.tags,
      tags.map(({ key, value }) => [key, value] as const),
      TAG_RULES,
    );
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const topic = this.#tagged(resourceArn);
    topic.tags = withoutTags(topic.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: [...this.#tagged(resourceArn).tags].map(([key, value]) => ({ key, value })) };
  }

  // ── Subscriptions ─────────────────────────────────────────────────────────────────────────────────────────────

  subscribe(input: Input<'Subscribe'>): Output<'Subscribe'> {
    const { topicArn, endpoint = '', attributes = {}, returnSubscriptionArn = false } = input;
    const owner = this.#ownerOf(topicArn, 'TopicArn');
    const topic = this.#topic(topicArn, 'Subscribe');
    const protocol = checkEndpoint(input.protocol, endpoint, topic.fifo);
    if (protocol === 'application') this.platforms.endpoint(endpoint);
    const known = [...topic.subscriptions.values()].find(
      (one) => one.protocol === protocol && one.endpoint === endpoint,
    );
    if (known) {
      if (!known.same(attributes))
        throw invalid('Attributes Reason: Subscription already exists with different attributes');
      return { subscriptionArn: shownArn(known, returnSubscriptionArn) };
    }
    topic.checkRoom(protocol, this.quota(topic.fifo ? limits.fifoSubscriptions : limits.subscriptions));
    const { account, partition } = this.region;
    // A queue of another account than the caller's confirms, too.
    const foreign = protocol === 'sqs' && parseArn(endpoint)!.account !== account;
    const subscription = new Subscription({
      topic,
      arn: `${topic.arn}:${this.uuid()}`,
      protocol,
      endpoint,
      owner: account,
      principal: `arn:${partition}:iam::${account}:${this.model.caller}`,
      token: foreign || needsConfirmation(protocol) ? this.#token() : undefined,
    });
    if (subscription.pending) owner!.#checkPending();
    subscription.set(attributes, 'Attributes Reason: ', (change) => change());
    if (subscription.filter) this.#checkFilters(topic);
    topic.subscriptions.set(subscription.arn, subscription);
    if (subscription.pending) owner!.#askToConfirm(subscription);
    this.#replay(subscription, attributes['ReplayPolicy']);
    return { subscriptionArn: shownArn(subscription, returnSubscriptionArn) };
  }

  confirmSubscription(input: Input<'ConfirmSubscription'>): Output<'ConfirmSubscription'> {
    const { topicArn, token, authenticateOnUnsubscribe } = input;
    const topic = this.#topic(topicArn, undefined);
    const owner = this.#ownerOf(topicArn, 'TopicArn')!;
    const subscription = owner.#pending.get(token);
    if (subscription?.topic !== topic) throw invalid('Token');
    subscription.confirm(authenticateOnUnsubscribe === 'true');
    // The token of an UnsubscribeConfirmation brings the subscription back.
    topic.subscriptions.set(subscription.arn, subscription);
    return { subscriptionArn: subscription.arn };
  }

  unsubscribe({ subscriptionArn }: Input<'Unsubscribe'>): Output<'Unsubscribe'> {
    const topic = this.#topicOfSubscription(subscriptionArn);
    const subscription = topic?.subscriptions.get(subscriptionArn);
    // A subscription that is gone is no error.
    if (!topic || !subscription) return {};
    topic.subscriptions.delete(subscriptionArn);
    topic.deleted++;
    if (subscription.protocol.startsWith('http') && !subscription.pending)
      this.#ownerOf(topic.arn, 'TopicArn')!.#sendToken(
        subscription,
        'UnsubscribeConfirmation',
        this.#token(),
      );
    return {};
  }

  listSubscriptions({ nextToken }: Input<'ListSubscriptions'>): Output<'ListSubscriptions'> {
    const all = [...this.#topics.values()].flatMap(({ subscriptions }) => [...subscriptions.values()]);
    const { page, ...more } = this.page(all, nextToken);
    return { subscriptions: page.map(listed), ...more };
  }

  listSubscriptionsByTopic(input: Input<'ListSubscriptionsByTopic'>): Output<'ListSubscriptionsByTopic'> {
    const { subscriptions } = this.#topic(input.topicArn, 'ListSubscriptionsByTopic');
    const { page, ...more } = this.page([...subscriptions.values()], input.nextToken);
    return { subscriptions: page.map(listed), ...more };
  }

  getSubscriptionAttributes(input: Input<'GetSubscriptionAttributes'>): Output<'GetSubscriptionAttributes'> {
    return { attributes: this.#subscription(input.subscriptionArn).describe() };
  }

  setSubscriptionAttributes(input: Input<'SetSubscriptionAttributes'>): Output<'SetSubscriptionAttributes'> {
    const { subscriptionArn, attributeName, attributeValue = '' } = input;
    const subscription = this.#subscription(subscriptionArn);
    const { filterPolicyDelay: delay } = this.model;
    const filters = attributeName === 'FilterPolicy' && !['', '{}'].includes(attributeValue);
    if (filters && !subscription.filter) this.#checkFilters(this.#topics.get(subscription.topic.name)!);
    subscription.set({ [attributeName]: attributeValue }, '', (change) =>
      delay > 0 ? this.simulation.schedule(delay, change) : change(),
    );
    if (attributeName === 'ReplayPolicy') this.#replay(subscription, attributeValue);
    return {};
  }

  // ── Messages ──────────────────────────────────────────────────────────────────────────────────────────────────

  publish(input: Input<'Publish'>): Output<'Publish'> {
    const { phoneNumber, topicArn, targetArn } = input;
    const message = readMessage(input);
    if (phoneNumber !== undefined) return this.#text(phoneNumber, message);
    const arn = topicArn ?? targetArn;
    if (arn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
    if (arn.includes(':endpoint/')) return this.#push(arn, message);
    const topic = this.#topic(arn, 'Publish');
    this.#throttle(topic, 1);
    return this.#publisher.publish(topic, message);
  }

  publishBatch(input: Input<'PublishBatch'>): Output<'PublishBatch'> {
    const { topicArn, publishBatchRequestEntries: entries } = input;
    checkBatch(entries);
    const topic = this.#topic(topicArn, 'Publish');
    this.#throttle(topic, entries.length);
    return this.#publisher.publishBatch(topic, entries);
  }

  /** @internal */
  override policyOf(arn: string): string | undefined {
    return this.find(arn)?.policyText;
  }

  /** @internal Publishes what another service delivers, if the topic's policy lets that service publish. */
  override deliver(arn: string, delivery: Delivery): Reply<unknown> {
    const topic = this.find(arn);
    if (!topic) throw notFound('Topic');
    const input: MessageInput = {
      message: delivery.payload,
      subject: delivery.subject,
      messageAttributes: delivery.attributes,
      messageGroupId: delivery.messageGroupId,
      messageDeduplicationId: delivery.messageDeduplicationId,
    };
    this.#decide(topic, 'Publish', deliverer(delivery), deliveryKeys(delivery));
    this.#throttle(topic, 1);
    const published = this.#publisher.publish(topic, readMessage(input), delivery.traceHeader);
    return Reply.resolved<unknown>(this.simulation, published);
  }

  /** One of a topic's CloudWatch metrics: `cloud.record(cloud.sns.metric(topicArn, 'NumberOfMessagesPublished'))`. */
  metric(topicArn: string, name: SnsMetricName): Metric {
    return this.#topic(topicArn, undefined).metrics.get(name);
  }

  /** @internal */
  find(arn: string): Topic | undefined {
    const topic = this.#topics.get(parseArn(arn)?.resource ?? '');
    return topic?.arn === arn ? topic : undefined;
  }

  /** Refuses what is more than the account may publish in a second. Topics that count by group may exceed that. */
  #throttle({ fifo, byGroup }: Topic, messages: number): void {
    if (!(fifo && byGroup) && !this.#rate.takes(messages, fifo))
      throw snsError('ThrottlingException', 'Rate exceeded');
  }

  #text(number: string, message: Message): Output<'Publish'> {
    if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`);
    if (message.text.length > limits.smsSize.max) throw invalid('Message too long');
    this.simulation.schedule(this.model.deliveryLatency, () => this.sms.deliver(number, message.text));
    return { messageId: this.uuid() };
  }

  #push(endpointArn: string, message: Message): Output<'Publish'> {
    const { attributes } = this.platforms.endpoint(endpointArn);
    if (attributes['Enabled'] !== 'true') throw snsError('EndpointDisabledException', 'Endpoint is disabled');
    const body = message.structure?.get('default') ?? message.text;
    this.simulation.schedule(this.model.deliveryLatency, () => {
      const at = this.simulation.now;
      this.outside.send({ at, protocol: 'application', endpoint: endpointArn, type: 'Notification', body });
    });
    return { messageId: this.uuid() };
  }

  /** The topic of an ARN, if the caller may do this to it; undefined: whoever has the token may. */
  #topic(arn: string, action: string | undefined): Topic {
    const topic = this.#ownerOf(arn, 'TopicArn')?.find(arn);
    if (!topic) throw notFound('Topic');
    if (action !== undefined) this.#authorize(topic, action);
    return topic;
  }

  /** The service, of this account or another, that an ARN belongs to; undefined where that account has none. */
  #ownerOf(arn: string, parameter: string): Sns | undefined {
    checkArn(arn, parameter);
    const parts = parseArn(arn);
    if (parts?.service !== 'sns' || parts.region !== this.region.name) throw invalid(parameter);
    return neighbours.get(this.region.world)!.get(`${parts.account} ${parts.region}`);
  }

  #authorize(topic: Topic, action: string): void {
    const { account, partition } = this.region;
    if (topic.owner === account) return;
    const arn = `arn:${partition}:iam::${account}:root`;
    this.#decide(topic, action, { type: 'Account', arn, account }, {});
  }

  #decide(topic: Topic, action: string, principal: Principal, context: ContextKeys): void {
    const error = denial(topic.policy, principal, action, topic.arn, context);
    if (error) throw error;
  }

  #tagged(arn: string): Topic {
    const topic = this.#ownerOf(arn, 'ResourceArn')?.find(arn);
    if (!topic) throw snsError('ResourceNotFoundException', 'Resource does not exist');
    return topic;
  }

  #subscription(arn: string): Subscription {
    const found = this.#topicOfSubscription(arn)?.subscriptions.get(arn);
    if (!found) throw notFound('Subscription');
    return found;
  }

  /** A subscription's ARN is its topic's, with an id behind it. */
  #topicOfSubscription(arn: string): Topic | undefined {
    const owner = this.#ownerOf(arn, 'SubscriptionArn');
    const parts = parseArn(arn)!;
    return owner?.find(formatArn({ ...parts, resource: parts.resource.replace(/:[^:]*$/, '') }));
  }

  /** Begins the replay that a policy asks for. An empty one ends none that is under way: it is on its way already. */
  #replay(subscription: Subscription, policy: string | undefined): void {
    const points = policy === undefined ? undefined : readReplayPolicy(policy);
    if (typeof points !== 'object') return;
    subscription.replayStatus = 'In progress';
    this.#publisher.replay(subscription, points);
    this.simulation.schedule(this.model.replayDuration, () => (subscription.replayStatus = 'Completed'));
  }

  /** Refuses one more filter policy where the topic, or its account, has all that it can have. */
  #checkFilters(topic: Topic): void {
    const filters = ({ subscriptions }: Topic) =>
      [...subscriptions.values()].filter(({ filter }) => filter).length;
    const owner = this.#ownerOf(topic.arn, 'TopicArn')!;
    const all = [...owner.#topics.values()].reduce((sum, one) => sum + filters(one), 0);
    if (filters(topic) < this.quota(limits.topicFilters) && all < this.quota(limits.accountFilters)) return;
    throw snsError(
      'FilterPolicyLimitExceededException',
      'The topic or its account has as many filter policies as it can have.',
    );
  }

  #checkPending(): void {
    const waiting = [...this.#pending.values()].filter(({ pending }) => pending).length;
    if (waiting >= this.quota(limits.pendingSubscriptions))
      throw snsError(
        'SubscriptionLimitExceededException',
        'The account has as many pending subscriptions as it can have.',
      );
  }

  #token(): string {
    return `${this.uuid()}${this.uuid()}${this.uuid()}${this.uuid()}`.replaceAll('-', '');
  }

  /** Asks the endpoint to confirm; a subscription that nobody confirms in two days goes. */
  #askToConfirm(subscription: Subscription): void {
    const { subscriptions } = this.#topics.get(subscription.topic.name)!;
    const token = subscription.token!;
    this.#sendToken(subscription, 'SubscriptionConfirmation', token);
    this.simulation.schedule(limits.confirmation.default, () => {
      this.#pending.delete(token);
      if (subscription.pending) subscriptions.delete(subscription.arn);
    });
  }

  /** Sends a token to the endpoint, which ConfirmSubscription takes. */
  #sendToken(subscription: Subscription, type: ConfirmationType, token: string): void {
    const { topic, protocol, endpoint } = subscription;
    const { simulation } = this;
    this.#pending.set(token, subscription);
    simulation.schedule(this.model.deliveryLatency, () => {
      const about = { region: this.region.name, topicArn: topic.arn, token };
      const messageId = this.uuid();
      const timestamp = new Date(simulation.epochMillis).toISOString();
      const body = JSON.stringify(confirmation(type, about, messageId, timestamp));
      if (protocol === 'sqs') {
        const asked = { payload: body, principal: 'sns.amazonaws.com', from: topic.arn };
        void simulation.process(() => this.#handOver(endpoint, asked), 'SNS confirmation');
        return;
      }
      const headers = {
        'x-amz-sns-message-type': type,
        'x-amz-sns-message-id': messageId,
        'x-amz-sns-topic-arn': topic.arn,
      };
      const more = protocol.startsWith('http')
        ? { headers }
        : { subject: 'AWS Notification - Subscription Confirmation' };
      this.outside.send({ at: simulation.now, protocol, endpoint, type, body, ...more });
    });
  }

  /** Hands a confirmation to a queue; where the queue refuses it, the subscription stays pending. */
  *#handOver(queue: string, asked: Delivery): Generator<Yieldable, void, never> {
    try {
      yield* this.region.deliver(queue, asked);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.simulation.trace.add('SNS', 'confirmation refused', { queue, why: error.message });
    }
  }
}

/** The ARN that Subscribe answers. */
function shownArn(subscription: Subscription, always: boolean): string {
  return subscription.pending && !always ? 'pending confirmation' : subscription.arn;
}

/** A subscription in a list. */
function listed({ arn, owner, protocol, endpoint, topic, pending }: Subscription) {
  const subscriptionArn = pending ? 'PendingConfirmation' : arn;
  return { subscriptionArn, owner, protocol, endpoint, topicArn: topic.arn };
}

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => invalid(`Tags Reason: the key ${key} is not valid`),
  badValue: (value, key) => invalid(`Tags Reason: the value ${value} of ${key} is not valid`),
  tooMany: () =>
    snsError('TagLimitExceededException', 'Could not complete request: tag quota of per resource exceeded'),
};
