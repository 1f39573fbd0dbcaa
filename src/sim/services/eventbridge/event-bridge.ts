import { AwsError, NotModelled, parseArn, type Metric, type Region } from '../../cloud/index.ts';
import { next } from '../../cloud/calendar/index.ts';
import { InvalidEventError, matches, readEvent } from '../../cloud/pattern/index.ts';
import { refusalOf } from '../../cloud/policy/index.ts';
import type { RegionRate } from '../../cloud/region-rate.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import type { Delivery } from '../../cloud/target.ts';
import { Reply, type Timer } from '../../kernel/index.ts';
import { putRate } from './account-rate.ts';
import { EventBus } from './bus.ts';
import { withoutPermission, withPermission } from './bus-policy.ts';
import { Dispatcher } from './dispatcher.ts';
import { eventsError, notThere, notValid } from './errors.ts';
import { entrySize, makeEvent, readEntry, received, type BusEvent, type EventParts } from './event.ts';
import { TemplateError } from '../../cloud/template/template-error.ts';
import { eventBridgeLimits as limits } from './limits.ts';
import type { EventBridgeMetricName } from './metrics.ts';
import { Partners } from './partners.ts';
import { eventBridgePrices } from './prices.ts';
import { hasWildcard, readPattern, type Rule } from './rule.ts';
import type { Input, Methods, Model, Output, PutEventsRequestEntry, Target } from './schema.ts';
import { readInput } from './target-input.ts';

type Entry = Model<PutEventsRequestEntry>;

/**
 * Amazon EventBridge in one Region: buses, rules and their targets, archives and replays.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html
 */
export class EventBridge extends Partners implements Methods {
  static override readonly limits = limits;
  static override readonly arn = 'events';
  readonly #buses = new Map<string, EventBus>();
  readonly #dispatcher: Dispatcher;
  readonly #timers = new Map<Rule, Timer>();
  readonly #putRate: RegionRate;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const { model } = this;
    this.#putRate = putRate(region);
    this.#dispatcher = new Dispatcher({ region, model, random: this.random('retries') });
    this.#buses.set('default', new EventBus(region, 'default'));
    region.events.listen(({ source, detailType, resources, detail }) => {
      this.#emit({ source, detailType, resources, detail: JSON.stringify(detail) });
    });
  }

  // ── Buses ─────────────────────────────────────────────────────────────────────────────────────────────────────

  createEventBus(input: Input<'CreateEventBus'>): Output<'CreateEventBus'> {
    const { name, eventSourceName, tags = [], description, kmsKeyIdentifier, deadLetterConfig } = input;
    const partner = eventSourceName !== undefined || name.startsWith('aws.partner/');
    if (partner && eventSourceName !== name)
      throw notValid('A partner event bus has the name of its event source.');
    if (!partner && name.includes('/')) throw notValid(`Event bus name must not contain '/'.`);
    if (this.#buses.has(name))
      throw eventsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    if (this.#buses.size >= this.quota(limits.buses))
      throw eventsError('LimitExceededException', 'The account has as many event buses as it can have.');
    const bus = new EventBus(this.region, name);
    bus.settings = { description, kmsKeyIdentifier, deadLetterConfig };
    bus.tags = withTags(new Map(), pairs(tags), TAG_RULES);
    if (partner)
      this.claim(name, (parts) => {
        const event = this.#made(parts);
        this.#arrive(bus, event);
        return event.id;
      });
    this.#buses.set(name, bus);
    return { eventBusArn: bus.arn, ...bus.settings };
  }

  updateEventBus(input: Input<'UpdateEventBus'>): Output<'UpdateEventBus'> {
    const { name = 'default', description, kmsKeyIdentifier, deadLetterConfig } = input;
    const bus = this.#bus(name);
    bus.settings = { description, kmsKeyIdentifier, deadLetterConfig };
    bus.touch();
    return { arn: bus.arn, name: bus.name, ...bus.settings };
  }

  deleteEventBus({ name }: Input<'DeleteEventBus'>): Output<'DeleteEventBus'> {
    if (name === 'default') throw notValid('Cannot delete event bus default.');
    const bus = this.#buses.get(name);
    if (bus && bus.rules.size > 0) throw notValid(`Event bus ${name} cannot be deleted since it has rules.`);
    this.#buses.delete(name);
    this.release(name);
    return {};
  }

  describeEventBus({ name = 'default' }: Input<'DescribeEventBus'> = {}): Output<'DescribeEventBus'> {
    return this.#bus(name).describe();
  }

  listEventBuses(input: Input<'ListEventBuses'> = {}): Output<'ListEventBuses'> {
    const { namePrefix = '', nextToken, limit } = input;
    const all = [...this.#buses.values()].filter(({ name }) => name.startsWith(namePrefix));
    const { page, ...more } = this.page(all, nextToken, limit);
    return { eventBuses: page.map((bus) => bus.describe()), ...more };
  }

  putPermission(input: Input<'PutPermission'>): Output<'PutPermission'> {
    const { eventBusName = 'default', policy, action, principal, statementId, condition } = input;
    const bus = this.#bus(eventBusName);
    if (policy !== undefined) {
      bus.setPolicy(policy);
      return {};
    }
    if (action === undefined || principal === undefined || statementId === undefined)
      throw notValid('Parameter Action, Principal and StatementId must be specified together.');
    const permission = { action, principal, statementId, condition };
    bus.setPolicy(withPermission(bus.policyText, bus.arn, this.region.partition, permission));
    return {};
  }

  removePermission(input: Input<'RemovePermission'>): Output<'RemovePermission'> {
    const { eventBusName = 'default', statementId = '', removeAllPermissions } = input;
    const bus = this.#bus(eventBusName);
    bus.setPolicy(removeAllPermissions ? undefined : withoutPermission(bus.policyText, statementId));
    return {};
  }

  // ── Rules ─────────────────────────────────────────────────────────────────────────────────────────────────────

  putRule(input: Input<'PutRule'>): Output<'PutRule'> {
    const { name, eventBusName = 'default', tags = [], ...settings } = input;
    const bus = this.#bus(eventBusName);
    const rule = bus.ruleFor(name);
    const fresh = !bus.rules.has(name);
    try {
      if (fresh && bus.rules.size >= this.quota(limits.rules)) throw tooMany();
      const { eventPattern } = settings;
      if (eventPattern !== undefined && hasWildcard(readPattern(eventPattern))) {
        const others = [...bus.rules.values()].filter((one) => one !== rule && hasWildcard(one.pattern));
        if (others.length >= limits.wildcardRules.max) throw tooMany();
      }
      rule.set(settings);
      if (fresh) rule.tags = withTags(new Map(), pairs(tags), TAG_RULES);
    } catch (error) {
      if (fresh) rule.metrics.withdraw();
      throw error;
    }
    bus.file(rule);
    this.#restart(rule);
    return { ruleArn: rule.arn };
  }

  deleteRule({ name, eventBusName = 'default' }: Input<'DeleteRule'>): Output<'DeleteRule'> {
    const bus = this.#bus(eventBusName);
    const rule = bus.rules.get(name);
    // A rule that is gone is no error.
    if (!rule) return {};
    if (rule.targets.size > 0) throw notValid("Rule can't be deleted since it has targets.");
    bus.remove(rule);
    this.#stop(rule);
    return {};
  }

  describeRule({ name, eventBusName = 'default' }: Input<'DescribeRule'>): Output<'DescribeRule'> {
    return { ...this.#bus(eventBusName).rule(name).describe(), createdBy: this.region.account };
  }

  enableRule({ name, eventBusName = 'default' }: Input<'EnableRule'>): Output<'EnableRule'> {
    this.#setState(name, eventBusName, 'ENABLED');
    return {};
  }

  disableRule({ name, eventBusName = 'default' }: Input<'DisableRule'>): Output<'DisableRule'> {
    this.#setState(name, eventBusName, 'DISABLED');
    return {};
  }

  listRules(input: Input<'ListRules'> = {}): Output<'ListRules'> {
    const { namePrefix = '', eventBusName = 'default', nextToken, limit } = input;
    const all = [...this.#bus(eventBusName).rules.values()].filter(({ name }) => name.startsWith(namePrefix));
    const { page, ...more } = this.page(all, nextToken, limit);
    return { rules: page.map((rule) => rule.describe()), ...more };
  }

  putTargets(input: Input<'PutTargets'>): Output<'PutTargets'> {
    const rule = this.#bus(input.eventBusName ?? 'default').rule(input.rule);
    const targets = new Map(rule.targets);
    for (const given of input.targets) targets.set(given.id, { given, input: readTarget(given) });
    if (targets.size > limits.targets.max) throw tooMany();
    for (const [id, target] of targets) rule.targets.set(id, target);
    return { failedEntryCount: 0, failedEntries: [] };
  }

  removeTargets({ rule, eventBusName = 'default', ids }: Input<'RemoveTargets'>): Output<'RemoveTargets'> {
    const { targets } = this.#bus(eventBusName).rule(rule);
    const failedEntries = ids
      .filter((id) => !targets.delete(id))
      .map((targetId) => ({
        targetId,
        errorCode: 'ResourceNotFoundException',
        errorMessage: `Rule ${rule} does not have a target with the Id ${targetId}.`,
      }));
    return { failedEntryCount: failedEntries.length, failedEntries };
  }

  listTargetsByRule(input: Input<'ListTargetsByRule'>): Output<'ListTargetsByRule'> {
    const { targets } = this.#bus(input.eventBusName ?? 'default').rule(input.rule);
    const all = [...targets.values()].map(({ given }) => given);
    const { page, ...more } = this.page(all, input.nextToken, input.limit);
    return { targets: page, ...more };
  }

  listRuleNamesByTarget(input: Input<'ListRuleNamesByTarget'>): Output<'ListRuleNamesByTarget'> {
    const { targetArn, eventBusName = 'default', nextToken, limit } = input;
    const all = [...this.#bus(eventBusName).rules.values()]
      .filter(({ targets }) => [...targets.values()].some(({ given }) => given.arn === targetArn))
      .map(({ name }) => name);
    const { page: ruleNames, ...more } = this.page(all, nextToken, limit);
    return { ruleNames, ...more };
  }

  testEventPattern({ event, eventPattern }: Input<'TestEventPattern'>): Output<'TestEventPattern'> {
    let fields: ReturnType<typeof readEvent>;
    try {
      fields = readEvent(event);
    } catch (error) {
      if (!(error instanceof InvalidEventError)) throw error;
      throw notValid('Parameter Event is not valid.');
    }
    for (const name of ['id', 'account', 'source', 'time', 'region', 'detail-type'])
      if (!fields.has(name))
        throw notValid(`Parameter Event is not valid. Reason: ${name} is a required argument.`);
    return { result: matches(readPattern(eventPattern), fields) };
  }

  // ── Tags ──────────────────────────────────────────────────────────────────────────────────────────────────────

  tagResource({ resourceARN, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const resource = this.#tagged(resourceARN);
    resource.tags = withTags(resource.tags, pairs(tags), TAG_RULES);
    return {};
  }

  untagResource({ resourceARN, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const resource = this.#tagged(resourceARN);
    resource.tags = withoutTags(resource.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceARN }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: [...this.#tagged(resourceARN).tags].map(([key, value]) => ({ key, value })) };
  }

  // ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────

  putEvents({ entries }: Input<'PutEvents'>): Output<'PutEvents'> {
    if (!this.#putRate.takes()) throw eventsError('ThrottlingException', 'Rate exceeded');
    if (entries.length > limits.entries.max || entries.length < limits.entries.min) {
      const rule =
        entries.length > limits.entries.max
          ? `less than or equal to ${limits.entries.max}`
          : `greater than or equal to ${limits.entries.min}`;
      throw notValid(`1 validation error detected: Value '[${entries.map(shown).join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length ${rule}`); // prettier-ignore
    }
    if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) >= limits.entrySize.max)
      throw notValid('Total size of the entries in the request is over the limit.');
    const results = entries.map((entry) => {
      try {
        return { eventId: this.#put(entry) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { errorCode: error.name, errorMessage: error.message };
      }
    });
    return { failedEntryCount: results.filter((one) => 'errorCode' in one).length, entries: results };
  }

  /** @internal */
  override policyOf(arn: string): string | undefined {
    return arn.includes(':event-bus/') ? this.busOf(arn).policyText : undefined;
  }

  /** @internal Takes what a rule of another bus forwards, if this bus's policy allows it. */
  override deliver(arn: string, delivery: Delivery): Reply<unknown> {
    const bus = this.busOf(arn);
    const why = refusalOf(bus.policy, 'events:PutEvents', arn, delivery);
    if (why !== undefined) throw eventsError('AccessDeniedException', why);
    this.#arrive(bus, received(delivery.payload, this.simulation.epochMillis));
    return Reply.resolved<unknown>(this.simulation, undefined);
  }

  /** One of a rule's CloudWatch metrics: `cloud.record(cloud.eventbridge.metric('nightly', 'Invocations'))`. */
  metric(rule: string, name: EventBridgeMetricName, eventBusName = 'default'): Metric {
    return this.#bus(eventBusName).rule(rule).metrics.get(name);
  }

  /** Takes one entry of PutEvents in; answers its id, before anything is delivered. */
  #put({ eventBusName = 'default', ...entry }: Entry): string {
    const parts = readEntry(entry);
    if (parts.source.startsWith('aws.'))
      throw eventsError('NotAuthorizedForSourceException', 'Not authorized for the source.');
    const event = this.#made(parts);
    this.usage(eventBridgePrices.custom).add(Math.max(1, Math.ceil(event.size / 65_536)));
    const { name, account, region } = place(eventBusName);
    if (
      (account ?? this.region.account) !== this.region.account ||
      (region ?? this.region.name) !== this.region.name
    ) {
      const principal = `arn:${this.region.partition}:iam::${this.region.account}:root`;
      void this.region.deliver(eventBusName, { payload: event.text, principal, from: eventBusName });
      return event.id;
    }
    // A bus that is not there takes events, and forgets them.
    const bus = this.#buses.get(name);
    if (bus) this.#arrive(bus, event);
    return event.id;
  }

  /** An event of this account and Region, from now. */
  #made(
    parts: Pick<EventParts, 'source' | 'detailType' | 'resources' | 'detail'> & { time?: Date | undefined },
  ): BusEvent {
    const { epochMillis: now } = this.simulation;
    const { account, name: region } = this.region;
    const time = parts.time?.getTime() ?? now;
    return makeEvent({ ...parts, id: this.uuid(), account, region, time }, now);
  }

  /** Puts an event of AWS's own on the default bus. */
  #emit(parts: Pick<EventParts, 'source' | 'detailType' | 'resources' | 'detail'>): void {
    this.#arrive(this.#bus('default'), this.#made(parts));
  }

  #arrive(bus: EventBus, event: BusEvent): void {
    this.archive(bus, event);
    this.meet(bus, event);
  }

  protected override meet(bus: EventBus, event: BusEvent, only?: readonly string[]): void {
    for (const rule of bus.matching(event))
      if (!only || only.includes(rule.arn)) this.#dispatcher.trigger(rule, event);
  }

  // ── Schedules ─────────────────────────────────────────────────────────────────────────────────────────────────

  #setState(name: string, busName: string, state: 'ENABLED' | 'DISABLED'): void {
    const bus = this.#bus(busName);
    const rule = bus.rule(name);
    rule.setState(state);
    bus.file(rule);
    this.#restart(rule);
  }

  #stop(rule: Rule): void {
    this.#timers.get(rule)?.cancel();
    this.#timers.delete(rule);
  }

  /** Lets a rule's schedule begin anew, if it has one. */
  #restart(rule: Rule): void {
    this.#stop(rule);
    rule.since = this.simulation.epochMillis;
    if (rule.enabled) this.#await(rule, rule.since / 1000);
  }

  /** Waits for the rule's next time after a moment (epoch seconds). */
  #await(rule: Rule, after: number): void {
    const { schedule } = rule;
    if (!schedule) return;
    // A rate fires for the first time one period after the rule was made.
    const first = schedule.kind === 'rate' ? rule.since / 1000 + schedule.period : undefined;
    const moment = next(schedule, after, { first });
    if (moment === undefined) return;
    const { scheduleSpread: spread } = this.model;
    const late = spread > 0 ? this.random('schedules').uniform(0, spread) : 0;
    const delay = moment - this.simulation.epochMillis / 1000 + late;
    const timer = this.simulation.timer(Math.max(0, delay), () => {
      this.#await(rule, moment);
      const detail = {
        source: 'aws.events',
        detailType: 'Scheduled Event',
        resources: [rule.arn],
        detail: '{}',
      };
      this.#dispatcher.trigger(rule, this.#made(detail));
    });
    this.#timers.set(rule, timer);
  }

  // ── Look-ups ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** The bus of a name or ARN. */
  #bus(nameOrArn: string): EventBus {
    const { name } = place(nameOrArn);
    const bus = this.#buses.get(name);
    if (!bus) throw notThere(`Event bus ${name} does not exist.`);
    return bus;
  }

  protected override busOf(arn: string): EventBus {
    return this.#bus(arn);
  }

  #tagged(arn: string): { tags: ReadonlyMap<string, string> } {
    const { resource } = parseArn(arn) ?? { resource: '' };
    const [kind, ...names] = resource.split('/');
    if (kind === 'event-bus') return this.#bus(names.join('/'));
    if (kind !== 'rule')
      throw notValid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
    const rule = names.pop() ?? '';
    return this.#bus(names.join('/') || 'default').rule(rule);
  }
}

function tooMany(): AwsError {
  return eventsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
}

/** A bus by its name or ARN. */
function place(nameOrArn: string): { name: string; account?: string; region?: string } {
  const arn = parseArn(nameOrArn);
  if (!arn) return { name: nameOrArn };
  return { name: arn.resource.replace('event-bus/', ''), account: arn.account, region: arn.region };
}

/** Reads a target's input, and refuses what the target needs or can't have. */
function readTarget(given: Model<Target>) {
  const target = parseArn(given.arn);
  if (!target)
    throw notValid(`Parameter ${given.arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (target.resource.startsWith('api-destination/'))
    throw new NotModelled('Amazon EventBridge', 'API destinations as targets');
  const fifo = target.service === 'sqs' && target.resource.endsWith('.fifo');
  if (fifo && given.sqsParameters?.messageGroupId === undefined)
    throw notValid(`Parameter(s) SqsParameters must be specified for target: ${given.id}.`);
  const dead = given.deadLetterConfig?.arn;
  if (dead !== undefined && (parseArn(dead)?.service !== 'sqs' || dead.endsWith('.fifo')))
    throw notValid(`Parameter DeadLetterConfig is not valid for target: ${given.id}. Reason: it must name a standard queue.`); // prettier-ignore
  try {
    return readInput(given.id, given);
  } catch (error) {
    if (error instanceof TemplateError) throw notValid(error.message);
    throw error;
  }
}

/** An entry as AWS's sentence about too many of them repeats it. */
function shown({ time, source, resources, detailType, detail, eventBusName, traceHeader }: Entry): string {
  const text = (value: unknown) => (value === undefined ? 'null' : String(value));
  const list = resources && `[${resources.join(', ')}]`;
  return `PutEventsRequestEntry(time=${text(time?.toISOString())}, source=${text(source)}, resources=${text(list)}, detailType=${text(detailType)}, detail=${text(detail)}, eventBusName=${text(eventBusName)}, traceHeader=${text(traceHeader)}, kmsKeyIdentifier=null, internalMetadata=null)`;
}

const pairs = (tags: readonly { key: string; value: string }[]) =>
  tags.map(({ key, value }) => [key, value] as const);

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => notValid(`Parameter Tags is not valid. Reason: the key ${key} is not valid.`),
  badValue: (value, key) =>
    notValid(`Parameter Tags is not valid. Reason: the value ${value} of ${key} is not valid.`),
  tooMany: () => eventsError('LimitExceededException', 'A resource can have 50 tags at most.'),
};
