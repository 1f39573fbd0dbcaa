import { AwsError, NotModelled, parseArn, type Region } from '../../cloud/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import type { LogLine } from '../../cloud/log-lines.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { sentence, type Violation } from '../../tongue/rules.ts';
import { invalid, logsError, notFound } from './errors.ts';
import { compileFilterPattern } from './filter/pattern.ts';
import { countEvents, subscribe } from './forward.ts';
import { describeGroup, type LogGroup } from './log-group.ts';
import { LogStream, type LogEvent } from './log-stream.ts';
import { logsLimits as limits } from './limits.ts';
import { checkMetricFilter } from './metric-filter.ts';
import { logsPrices } from './prices.ts';
import { checkLogEvents } from './put-log-events.ts';
import { ResourcePolicies } from './resource-policies.ts';
import { schema, type Input, type InputLogEvent, type Methods, type Output } from './schema.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
const GB = 1024 * 1024 * 1024;
const NAME = { min: 1, pattern: '[\\.\\-_/#A-Za-z0-9]+' };

/**
 * Amazon CloudWatch Logs in one Region: groups, streams, events, filters. Functions write here from the moment on at
 * which `cloud.cloudwatchlogs` is first used. Insights, transformers, live tail and destinations are not modelled.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/WhatIsCloudWatchLogs.html
 */
export class CloudWatchLogs extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'logs';
  static override readonly refuse = (broken: readonly Violation[]): AwsError => invalid(sentence(broken));
  static override readonly rules = {
    'CreateLogGroupRequest.logGroupName': NAME,
    'CreateLogStreamRequest.logStreamName': { min: 1, pattern: '[^:*]*' },
    filterName: { min: 1, max: limits.name.max },
    filterPattern: limits.pattern,
    logEvents: limits.events,
    'DescribeLogGroupsRequest.limit': limits.listed,
    'DescribeLogStreamsRequest.limit': limits.listed,
    'DescribeMetricFiltersRequest.limit': limits.listed,
    'DescribeSubscriptionFiltersRequest.limit': limits.listed,
    'GetLogEventsRequest.limit': limits.read,
    'FilterLogEventsRequest.limit': limits.read,
  };
  readonly #groups = new Registry<LogGroup>(() => notFound('log group'));
  readonly #policies = new ResourcePolicies();
  #written = 0;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    region.logs.listen((line) => this.#write(line));
  }

  // ── Groups and streams ────────────────────────────────────────────────────────────────────────────────────────

  createLogGroup({ logGroupName: name, tags = {} }: Input<'CreateLogGroup'>): Output<'CreateLogGroup'> {
    checkName(name);
    if (this.#groups.has(name)) throw there('group');
    const group = this.#create(name);
    for (const [key, value] of Object.entries(tags)) group.tags.set(key, value);
    return {};
  }

  deleteLogGroup({ logGroupName }: Input<'DeleteLogGroup'>): Output<'DeleteLogGroup'> {
    this.#group(logGroupName);
    this.#groups.remove(logGroupName);
    return {};
  }

  describeLogGroups(input: Input<'DescribeLogGroups'> = {}): Output<'DescribeLogGroups'> {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '' } = input;
    if (prefix !== '' && pattern !== '')
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
    const all = this.#groups
      .list()
      .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { page, ...more } = this.#page(all, input);
    return { logGroups: page.map(describeGroup), ...more };
  }

  listLogGroups(input: Input<'ListLogGroups'> = {}): Output<'ListLogGroups'> {
    const { logGroupNamePattern: pattern = '', dataSources, fieldIndexNames, logGroupTags } = input;
    if (dataSources ?? fieldIndexNames ?? logGroupTags)
      throw new NotModelled(schema.title, 'ListLogGroups by data source, index or tag');
    // AWS takes a regular expression of letters, digits and a few signs, at its beginning with ^ alone.
    const found = (name: string) =>
      pattern.startsWith('^') ? name.startsWith(pattern.slice(1)) : name.includes(pattern);
    const all = this.#groups.list().filter(({ name }) => found(name));
    const { page, ...more } = this.#page(all, input);
    return {
      logGroups: page.map(({ name, arn }) => ({
        logGroupName: name,
        logGroupArn: arn,
        logGroupClass: 'STANDARD' as const,
      })),
      ...more,
    };
  }

  tagResource({ resourceArn, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const group = this.#tagged(resourceArn);
    for (const [key, value] of Object.entries(tags)) group.tags.set(key, value);
    return {};
  }

  untagResource({ resourceArn, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const group = this.#tagged(resourceArn);
    for (const key of tagKeys) group.tags.delete(key);
    return {};
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: Object.fromEntries(this.#tagged(resourceArn).tags) };
  }

  /** The older name of TagResource. */
  tagLogGroup({ logGroupName, tags }: Input<'TagLogGroup'>): Output<'TagLogGroup'> {
    return this.tagResource({ resourceArn: logGroupName, tags });
  }

  /** The older name of UntagResource. */
  untagLogGroup({ logGroupName, tags }: Input<'UntagLogGroup'>): Output<'UntagLogGroup'> {
    return this.untagResource({ resourceArn: logGroupName, tagKeys: tags });
  }

  /** The older name of ListTagsForResource. */
  listTagsLogGroup({ logGroupName }: Input<'ListTagsLogGroup'>): Output<'ListTagsLogGroup'> {
    return this.listTagsForResource({ resourceArn: logGroupName });
  }

  putResourcePolicy(input: Input<'PutResourcePolicy'> = {}): Output<'PutResourcePolicy'> {
    const { policyName, policyDocument, resourceArn, expectedRevisionId } = input;
    if (resourceArn ?? expectedRevisionId) throw new NotModelled(schema.title, 'policies of one log group');
    if (policyName === undefined || policyDocument === undefined)
      throw invalid('A policy needs a policyName and a policyDocument.');
    return { resourcePolicy: this.#policies.put(policyName, policyDocument, this.#now) };
  }

  describeResourcePolicies(
    input: Input<'DescribeResourcePolicies'> = {},
  ): Output<'DescribeResourcePolicies'> {
    const { page, ...more } = this.#page(this.#policies.list(), input);
    return { resourcePolicies: page, ...more };
  }

  deleteResourcePolicy({
    policyName = '',
  }: Input<'DeleteResourcePolicy'> = {}): Output<'DeleteResourcePolicy'> {
    this.#policies.delete(policyName);
    return {};
  }

  putRetentionPolicy(input: Input<'PutRetentionPolicy'>): Output<'PutRetentionPolicy'> {
    const { logGroupName, retentionInDays: days } = input;
    const group = this.#group(logGroupName);
    if (!RETENTION_DAYS.includes(days))
      throw invalid(
        `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`,
      );
    group.retentionInDays = days;
    return {};
  }

  deleteRetentionPolicy({ logGroupName }: Input<'DeleteRetentionPolicy'>): Output<'DeleteRetentionPolicy'> {
    this.#group(logGroupName).retentionInDays = undefined;
    return {};
  }

  createLogStream({
    logGroupName,
    logStreamName: name,
  }: Input<'CreateLogStream'>): Output<'CreateLogStream'> {
    const { streams } = this.#group(logGroupName);
    checkName(name);
    if (streams.has(name)) throw there('stream');
    streams.set(name, new LogStream(name, this.#now));
    return {};
  }

  deleteLogStream({ logGroupName, logStreamName }: Input<'DeleteLogStream'>): Output<'DeleteLogStream'> {
    if (!this.#group(logGroupName).streams.delete(logStreamName)) throw notFound('log stream');
    return {};
  }

  describeLogStreams(input: Input<'DescribeLogStreams'> = {}): Output<'DescribeLogStreams'> {
    const { logStreamNamePrefix: prefix = '', orderBy = 'LogStreamName', descending = false } = input;
    const group = this.#named(input);
    const last = (stream: LogStream) => stream.all.at(-1)?.timestamp ?? 0;
    const all = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (orderBy === 'LastEventTime' ? last(a) - last(b) : a.name < b.name ? -1 : 1));
    const { page, ...more } = this.#page(descending ? all.reverse() : all, input);
    return {
      logStreams: page.map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.creationTime,
        arn: `${group.arn}:log-stream:${stream.name}`,
        storedBytes: 0,
        ...(stream.all.length > 0 && {
          firstEventTimestamp: stream.all[0]!.timestamp,
          lastEventTimestamp: last(stream),
          lastIngestionTime: stream.all.at(-1)!.ingestionTime,
        }),
      })),
      ...more,
    };
  }

  // ── Events ────────────────────────────────────────────────────────────────────────────────────────────────────

  putLogEvents(input: Input<'PutLogEvents'>): Output<'PutLogEvents'> {
    if (input.entity) throw new NotModelled(schema.title, 'Entity');
    const group = this.#group(input.logGroupName);
    const stream = this.#stream(group, input.logStreamName);
    const { accepted, rejected } = checkLogEvents(input.logEvents, this.#now, group.retentionInDays);
    this.#append(group, stream, accepted);
    return { nextSequenceToken: 'ignored', ...(rejected && { rejectedLogEventsInfo: rejected }) };
  }

  getLogEvents(input: Input<'GetLogEvents'>): Output<'GetLogEvents'> {
    const { events, ...tokens } = this.#stream(this.#named(input), input.logStreamName).page(input);
    return { events: events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })), ...tokens }; // prettier-ignore
  }

  filterLogEvents(input: Input<'FilterLogEvents'>): Output<'FilterLogEvents'> {
    const group = this.#named(input);
    const { logStreamNames, logStreamNamePrefix: prefix = '', startTime, endTime } = input;
    const pattern = compileFilterPattern(input.filterPattern ?? '');
    const names = logStreamNames ?? [...group.streams.keys()].filter((name) => name.startsWith(prefix));
    const all = names
      .map((name) => this.#stream(group, name))
      .flatMap((stream) =>
        stream
          .between(startTime, endTime)
          .filter(({ message }) => pattern.match(message))
          .map((event) => ({ ...event, logStreamName: stream.name, eventId: event.id })),
      )
      .sort((a, b) => a.timestamp - b.timestamp);
    const { nextToken, limit: size = limits.read.default } = input;
    const badToken = () => invalid('The specified nextToken is invalid.');
    const { page, ...more } = pageOf(all, { nextToken, size, badToken });
    return { events: page, searchedLogStreams: [], ...more };
  }

  // ── Filters ───────────────────────────────────────────────────────────────────────────────────────────────────

  putMetricFilter(input: Input<'PutMetricFilter'>): Output<'PutMetricFilter'> {
    const { metricFilters } = this.#group(input.logGroupName);
    checkMetricFilter(input);
    full(metricFilters, input.filterName, limits.metricFilters.max);
    metricFilters.set(input.filterName, { ...input, creationTime: this.#now });
    return {};
  }

  deleteMetricFilter({
    logGroupName,
    filterName,
  }: Input<'DeleteMetricFilter'>): Output<'DeleteMetricFilter'> {
    if (!this.#group(logGroupName).metricFilters.delete(filterName)) throw notFound('metric filter');
    return {};
  }

  describeMetricFilters(input: Input<'DescribeMetricFilters'> = {}): Output<'DescribeMetricFilters'> {
    const { logGroupName, filterNamePrefix: prefix = '', metricName, metricNamespace } = input;
    const groups = logGroupName === undefined ? this.#groups.list() : [this.#group(logGroupName)];
    const all = groups
      .flatMap((group) => [...group.metricFilters.values()])
      .filter(
        ({ filterName, metricTransformations: [to] }) =>
          filterName.startsWith(prefix) &&
          (metricName ?? to!.metricName) === to!.metricName &&
          (metricNamespace ?? to!.metricNamespace) === to!.metricNamespace,
      ) // prettier-ignore
      .map((filter) => ({ ...filter, applyOnTransformedLogs: false }));
    const { page, ...more } = this.#page(all, input);
    return { metricFilters: page, ...more };
  }

  testMetricFilter(input: Input<'TestMetricFilter'>): Output<'TestMetricFilter'> {
    const pattern = compileFilterPattern(input.filterPattern);
    const matches = input.logEventMessages.flatMap((eventMessage, i) =>
      pattern.match(eventMessage) ? [{ eventNumber: i + 1, eventMessage, extractedValues: {} }] : [],
    );
    return { matches };
  }

  putSubscriptionFilter(input: Input<'PutSubscriptionFilter'>): Output<'PutSubscriptionFilter'> {
    const { service, account } = parseArn(input.destinationArn) ?? {};
    if (service === 'lambda' && account !== this.region.account)
      throw logsError(
        'AccessDeniedException',
        'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
      );
    if ((service === 'kinesis' || service === 'firehose') && input.roleArn === undefined)
      throw invalid(`destinationArn for vendor ${service} cannot be used without roleArn`);
    if (service === 'logs') throw new NotModelled(schema.title, 'destinations');
    const { subscriptions } = this.#group(input.logGroupName);
    compileFilterPattern(input.filterPattern);
    full(subscriptions, input.filterName, limits.subscriptionFilters.max);
    subscriptions.set(input.filterName, { ...input, creationTime: this.#now });
    return {};
  }

  deleteSubscriptionFilter(input: Input<'DeleteSubscriptionFilter'>): Output<'DeleteSubscriptionFilter'> {
    if (!this.#group(input.logGroupName).subscriptions.delete(input.filterName))
      throw notFound('subscription filter');
    return {};
  }

  describeSubscriptionFilters(
    input: Input<'DescribeSubscriptionFilters'>,
  ): Output<'DescribeSubscriptionFilters'> {
    const { logGroupName, filterNamePrefix: prefix = '' } = input;
    const all = [...this.#group(logGroupName).subscriptions.values()]
      .filter(({ filterName }) => filterName.startsWith(prefix))
      .map((filter) => ({ distribution: 'ByLogStream' as const, applyOnTransformedLogs: false, ...filter }));
    const { page, ...more } = this.#page(all, input);
    return { subscriptionFilters: page, ...more };
  }

  /** The messages of a group, by time; of one stream or of those that a pattern finds, where asked. For readers. */
  messages(logGroupName: string, { filterPattern = '', logStreamName = '' } = {}): string[] {
    const { streams } = this.#group(logGroupName);
    const pattern = compileFilterPattern(filterPattern);
    return [...streams.values()]
      .filter(({ name }) => logStreamName === '' || name === logStreamName)
      .flatMap(({ all }) => all)
      .sort((a, b) => a.timestamp - b.timestamp)
      .map(({ message }) => message)
      .filter((message) => pattern.match(message));
  }

  // ── What these share ──────────────────────────────────────────────────────────────────────────────────────────

  get #now(): number {
    return Math.floor(this.simulation.epochMillis);
  }

  #create(name: string): LogGroup {
    return this.#groups.add(name, {
      name,
      arn: this.arn(`log-group:${name}`),
      creationTime: this.#now,
      streams: new Map(),
      metricFilters: new Map(),
      subscriptions: new Map(),
      tags: new Map(),
      storedBytes: 0,
    });
  }

  /** A group by its name or ARN. */
  #group(identifier: string): LogGroup {
    const name = /:log-group:([^:]+)/.exec(identifier)?.[1] ?? identifier;
    checkName(name);
    return this.#groups.get(name);
  }

  /** A group by the ARN without `:*` at its end, which the operations about tags refuse. */
  #tagged(arn: string): LogGroup {
    if (arn.endsWith(':*')) throw logsError('ValidationException', 'Invalid resourceArn');
    return this.#group(arn);
  }

  #named({
    logGroupName,
    logGroupIdentifier,
  }: {
    logGroupName?: string | undefined;
    logGroupIdentifier?: string | undefined;
  }): LogGroup {
    if (logGroupName !== undefined && logGroupIdentifier !== undefined)
      throw logsError(
        'ValidationException',
        'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
      );
    const identifier = logGroupName ?? logGroupIdentifier;
    if (identifier === undefined) throw invalid('Either logGroupName or logGroupIdentifier is required.');
    return this.#group(identifier);
  }

  #stream({ streams, retentionInDays }: LogGroup, name: string): LogStream {
    const stream = streams.get(name);
    if (!stream) throw notFound('log stream');
    stream.expire(this.#now, retentionInDays);
    return stream;
  }

  /** A line of a service's own: its group and stream are made where they are not there. */
  #write({ group: name, stream: streamName, message }: LogLine): void {
    const group = this.#groups.find(name) ?? this.#create(name);
    let stream = group.streams.get(streamName);
    if (!stream) group.streams.set(streamName, (stream = new LogStream(streamName, this.#now)));
    this.#append(group, stream, [{ timestamp: this.#now, message }]);
  }

  #append(group: LogGroup, stream: LogStream, accepted: readonly InputLogEvent[]): void {
    if (accepted.length === 0) return;
    const events = accepted.map((event): LogEvent => ({
      ...event,
      ingestionTime: this.#now,
      id: String(this.#written++).padStart(56, '3'),
    }));
    stream.append(events);
    const bytes = events.reduce((sum, { message }) => sum + utf8(message).length + 26, 0);
    group.storedBytes += bytes;
    this.usage(logsPrices.ingestion).add(bytes / GB);
    const { region } = this;
    if (group.metricFilters.size > 0) this.#forward(() => countEvents(region, group, events));
    for (const filter of group.subscriptions.values())
      this.#forward(() => subscribe(region, group, stream.name, filter, events.map(({ id, timestamp, message }) => ({ id, timestamp, message })))); // prettier-ignore
  }

  /** Does what follows from events; what another service refuses is lost. */
  #forward(body: () => Generator<Yieldable, void, never>): void {
    void this.simulation.process(function* (): Generator<Yieldable, void, never> {
      try {
        yield* body();
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
    }, 'CloudWatch Logs');
  }

  #page<T>(all: readonly T[], { nextToken, limit }: { nextToken?: string; limit?: number }) {
    const badToken = () => invalid('The specified nextToken is invalid.');
    return pageOf(all, { nextToken, size: limit ?? limits.listed.default, badToken });
  }
}

function checkName(name: string): void {
  if (name.length > limits.name.max)
    throw invalid(`Invalid LogGroup or LogStream, both must have length less than or equal to ${limits.name.max}.`); // prettier-ignore
}

function full(filters: ReadonlyMap<string, unknown>, name: string, most: number): void {
  if (!filters.has(name) && filters.size >= most)
    throw logsError('LimitExceededException', 'Resource limit exceeded.');
}

const there = (what: string) =>
  logsError('ResourceAlreadyExistsException', `The specified log ${what} already exists`);
