import type { Metric, Region } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { pageOf } from '../../cloud/page.ts';
import { Service } from '../../tongue/service.ts';
import { bare, keyOf, simulatedOutcome } from './address.ts';
import { ConfigurationSets } from './configuration-sets.ts';
import { Identities, type NotificationType } from './identities.ts';
import { sesLimits as limits } from './limits.ts';
import { addressesOf, readRaw, type Mail } from './mail.ts';
import { sesMetrics, type SesMetricName } from './metrics.ts';
import { defaultModel, type SesModel } from './model.ts';
import { Outside } from './outside.ts';
import { Postman } from './postman.ts';
import { sesPrices } from './prices.ts';
import { schema, type Input, type Methods, type Output, type Model, type Template } from './schema.ts';
import { SendQuota, type SendLimits } from './send-quota.ts';
import { checkTags } from './tags.ts';

/** Why an address is on the account's suppression list. */
export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

/** An address to which SES sends nothing. */
export interface SuppressedDestination {
  /** The address. */
  readonly emailAddress: string;
  /** Why. */
  readonly reason: SuppressionReason;
}

/** From an address that is not verified, or in the sandbox to one. */
const NOT_VERIFIED = 'Email address is not verified. The following identities failed the check in region';

/**
 * Amazon Simple Email Service in one Region, by its API of version 1. It begins in the sandbox.
 * https://docs.aws.amazon.com/ses/latest/dg/Welcome.html
 */
export class Ses extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['sns'];
  static override readonly rules = {
    'ListIdentitiesRequest.MaxItems': limits.listed,
    'RawMessage.Data': { max: limits.messageSize.max },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: SesModel = { ...defaultModel };
  /** The mailboxes of the world: what arrived there, and what they do with mails. */
  readonly outside = new Outside(() => this.model.recorded);
  readonly #identities = new Identities(this.region);
  readonly #sets = new ConfigurationSets(this.region);
  readonly #templates = new Map<string, { readonly template: Model<Template>; readonly created: Date }>();
  readonly #metrics = new MetricSet(this.region, sesMetrics, {});
  readonly #postman: Postman;
  readonly #sendQuota: SendQuota;
  #production = false;
  #sendingEnabled = true;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#sendQuota = new SendQuota({
      max24HourSend: this.quota(limits.sandboxDay),
      maxSendRate: this.quota(limits.sandboxRate),
    });
    this.#postman = new Postman({
      ...{ region, model: this.model, outside: this.outside, identities: this.#identities },
      ...{ sets: this.#sets, metrics: this.#metrics, uuid: () => this.uuid() },
    });
  }

  // ── What is no call ───────────────────────────────────────────────────────────────────────────────────────────

  /** The owner of an address follows the link, or a domain's records are found in the DNS. Throws RangeError where nobody has asked. */
  confirm(identity: string): void {
    const known = this.#identities.find(identity);
    if (!known) throw new RangeError(`Nobody has asked SES to verify '${identity}'.`);
    known.status = 'Success';
  }

  /** Verifies addresses and domains at once: asks, and the owner confirms. */
  verify(...identities: string[]): void {
    for (const identity of identities) {
      this.#identities.verify(identity, this.uuid());
      this.confirm(identity);
    }
  }

  /** AWS lets the account out of the sandbox. What it may send then is AWS's decision: the caller says it. */
  grantProductionAccess(sendLimits: SendLimits): void {
    this.#production = true;
    this.#sendQuota.limits = sendLimits;
  }

  /** Whether the account is out of the sandbox. */
  get productionAccessEnabled(): boolean {
    return this.#production;
  }

  /** The account's suppression list. SES puts addresses there that bounced for good, or whose owners complained. */
  get suppressionList(): SuppressedDestination[] {
    return Array.from(this.#postman.suppressed, ([emailAddress, reason]) => ({ emailAddress, reason }));
  }

  /** Puts an address on the suppression list, as API v2 does: in the sandbox it is refused with BadRequestException. */
  putSuppressedDestination({ emailAddress, reason }: SuppressedDestination): void {
    this.#outOfSandbox();
    this.#postman.suppressed.set(keyOf(emailAddress), reason);
  }

  /** Takes an address off the list, as API v2 does. Throws NotFoundException, in the sandbox BadRequestException. */
  deleteSuppressedDestination(emailAddress: string): void {
    this.#outOfSandbox();
    if (!this.#postman.suppressed.delete(keyOf(emailAddress)))
      throw this.error('NotFoundException', `${emailAddress} is not on the suppression list.`);
  }

  /** One of the account's CloudWatch metrics: `cloud.record(cloud.ses.metric('Bounce'))`. */
  metric(name: SesMetricName): Metric {
    return this.#metrics.get(name);
  }

  // ── Identities ────────────────────────────────────────────────────────────────────────────────────────────────

  verifyEmailIdentity({ emailAddress }: Input<'VerifyEmailIdentity'>): Output<'VerifyEmailIdentity'> {
    if (!/^[^@\s]+@[^@\s]+$/.test(emailAddress))
      throw this.error('InvalidParameterValue', `Invalid email address<${emailAddress}>.`);
    this.#identities.verify(emailAddress, '');
    this.#askOwner(emailAddress);
    return {};
  }

  verifyEmailAddress(input: Input<'VerifyEmailAddress'>): Output<'VerifyEmailAddress'> {
    return this.verifyEmailIdentity(input);
  }

  verifyDomainIdentity({ domain }: Input<'VerifyDomainIdentity'>): Output<'VerifyDomainIdentity'> {
    if (domain.includes('@')) throw this.error('InvalidParameterValue', `Invalid domain name ${domain}.`);
    return { verificationToken: this.#identities.verify(domain, this.uuid()).token };
  }

  deleteIdentity({ identity }: Input<'DeleteIdentity'>): Output<'DeleteIdentity'> {
    this.#identities.delete(identity);
    return {};
  }

  listIdentities(input: Input<'ListIdentities'> = {}): Output<'ListIdentities'> {
    const { identityType, nextToken, maxItems: size = limits.listed.default } = input;
    const all = this.#identities.names.filter(
      (name) => identityType === undefined || (identityType === 'EmailAddress') === name.includes('@'),
    );
    const { page: identities, ...more } = pageOf(all, { nextToken, size, badToken: () => this.#badToken() });
    return { identities, ...more };
  }

  getIdentityVerificationAttributes({
    identities,
  }: Input<'GetIdentityVerificationAttributes'>): Output<'GetIdentityVerificationAttributes'> {
    const known = identities.flatMap((name) => this.#identities.find(name) ?? []);
    const verificationAttributes = Object.fromEntries(
      known.map(({ name, status: verificationStatus, token }) => [
        name,
        { verificationStatus, ...(token !== '' && { verificationToken: token }) },
      ]),
    );
    return { verificationAttributes };
  }

  // ── Feedback of an identity ───────────────────────────────────────────────────────────────────────────────────

  setIdentityNotificationTopic(
    input: Input<'SetIdentityNotificationTopic'>,
  ): Output<'SetIdentityNotificationTopic'> {
    const { identity, notificationType, snsTopic } = input;
    const { topics } = this.#identities.verified(identity);
    const kind = this.#kind(notificationType);
    if (snsTopic === undefined) topics.delete(kind);
    else if (this.region.policyOf(snsTopic) === undefined)
      throw this.error('InvalidParameterValue', `Invalid SNS topic <${snsTopic}>.`);
    else topics.set(kind, snsTopic);
    return {};
  }

  setIdentityHeadersInNotificationsEnabled(
    input: Input<'SetIdentityHeadersInNotificationsEnabled'>,
  ): Output<'SetIdentityHeadersInNotificationsEnabled'> {
    const { identity, notificationType, enabled } = input;
    const { headersIn } = this.#identities.verified(identity);
    const kind = this.#kind(notificationType);
    if (enabled) headersIn.add(kind);
    else headersIn.delete(kind);
    return {};
  }

  setIdentityFeedbackForwardingEnabled(
    input: Input<'SetIdentityFeedbackForwardingEnabled'>,
  ): Output<'SetIdentityFeedbackForwardingEnabled'> {
    const identity = this.#identities.verified(input.identity);
    const silent = !identity.topics.has('Bounce') || !identity.topics.has('Complaint');
    if (!input.forwardingEnabled && silent)
      throw this.error(
        'InvalidParameterValue',
        `Identity ${identity.name} has no topics for bounces and complaints: forwarding cannot be disabled.`,
      );
    identity.forwarding = input.forwardingEnabled;
    return {};
  }

  getIdentityNotificationAttributes({
    identities,
  }: Input<'GetIdentityNotificationAttributes'>): Output<'GetIdentityNotificationAttributes'> {
    const known = identities.flatMap((name) => this.#identities.find(name) ?? []);
    const notificationAttributes = Object.fromEntries(
      known.map(({ name, topics, headersIn, forwarding: forwardingEnabled }) => [
        name,
        {
          bounceTopic: topics.get('Bounce') ?? '',
          complaintTopic: topics.get('Complaint') ?? '',
          deliveryTopic: topics.get('Delivery') ?? '',
          forwardingEnabled,
          headersInBounceNotificationsEnabled: headersIn.has('Bounce'),
          headersInComplaintNotificationsEnabled: headersIn.has('Complaint'),
          headersInDeliveryNotificationsEnabled: headersIn.has('Delivery'),
        },
      ]),
    );
    return { notificationAttributes };
  }

  // ── Sending ───────────────────────────────────────────────────────────────────────────────────────────────────

  sendEmail(input: Input<'SendEmail'>): Output<'SendEmail'> {
    const { source, destination, message, tags = [], configurationSetName } = input;
    const { toAddresses = [], ccAddresses = [], bccAddresses = [] } = destination;
    return this.#send({
      ...{ source, tags, configurationSetName, subject: message.subject.data },
      ...{ text: message.body.text?.data ?? '', html: message.body.html?.data },
      recipients: [...toAddresses, ...ccAddresses, ...bccAddresses].map(bare),
    });
  }

  sendRawEmail(input: Input<'SendRawEmail'>): Output<'SendRawEmail'> {
    const { rawMessage, tags = [], configurationSetName, destinations } = input;
    const { head, body: text } = readRaw(rawMessage.data);
    const source = input.source ?? head.get('from');
    if (source === undefined) throw this.error('InvalidParameterValue', "Missing required header 'From'.");
    const named = ['to', 'cc', 'bcc'].flatMap((name) => addressesOf(head.get(name)));
    const recipients = destinations?.map(bare) ?? named;
    if (recipients.length === 0) throw this.error('InvalidParameterValue', "Missing required header 'To'.");
    const set = configurationSetName ?? head.get('x-ses-configuration-set');
    return this.#send({
      ...{ source, tags, text, recipients, configurationSetName: set, subject: head.get('subject') ?? '' },
    });
  }

  getSendQuota(_input: Input<'GetSendQuota'> = {}): Output<'GetSendQuota'> {
    const { limits: now } = this.#sendQuota;
    return { ...now, sentLast24Hours: this.#sendQuota.sentLast24Hours(this.simulation.now) };
  }

  getSendStatistics(_input: Input<'GetSendStatistics'> = {}): Output<'GetSendStatistics'> {
    const since = this.simulation.epochMillis - 14 * 86_400_000;
    return {
      sendDataPoints: [...this.#postman.statistics]
        .filter(([at]) => at >= since)
        .map(([at, counts]) => ({ timestamp: new Date(at), ...counts, rejects: 0 })),
    };
  }

  getAccountSendingEnabled(
    _input: Input<'GetAccountSendingEnabled'> = {},
  ): Output<'GetAccountSendingEnabled'> {
    return { enabled: this.#sendingEnabled };
  }

  updateAccountSendingEnabled({
    enabled = false,
  }: Input<'UpdateAccountSendingEnabled'>): Output<'UpdateAccountSendingEnabled'> {
    this.#sendingEnabled = enabled;
    return {};
  }

  // ── Configuration sets ────────────────────────────────────────────────────────────────────────────────────────

  createConfigurationSet({
    configurationSet,
  }: Input<'CreateConfigurationSet'>): Output<'CreateConfigurationSet'> {
    this.#sets.create(configurationSet.name);
    return {};
  }

  deleteConfigurationSet(input: Input<'DeleteConfigurationSet'>): Output<'DeleteConfigurationSet'> {
    this.#sets.delete(input.configurationSetName);
    return {};
  }

  listConfigurationSets(input: Input<'ListConfigurationSets'> = {}): Output<'ListConfigurationSets'> {
    const { nextToken, maxItems: size = 1000 } = input;
    const all = this.#sets.names.map((name) => ({ name }));
    const { page, ...more } = pageOf(all, { nextToken, size, badToken: () => this.#badToken() });
    return { configurationSets: page, ...more };
  }

  describeConfigurationSet(input: Input<'DescribeConfigurationSet'>): Output<'DescribeConfigurationSet'> {
    const { configurationSetName: name, configurationSetAttributeNames: wanted = [] } = input;
    const destinations = this.#sets.destinations(name);
    const eventDestinations = wanted.includes('eventDestinations') ? [...destinations.values()] : undefined;
    return { configurationSet: { name }, ...(eventDestinations && { eventDestinations }) };
  }

  createConfigurationSetEventDestination(
    input: Input<'CreateConfigurationSetEventDestination'>,
  ): Output<'CreateConfigurationSetEventDestination'> {
    const { configurationSetName, eventDestination } = input;
    this.#sets.add(configurationSetName, eventDestination);
    // Not found on a page of AWS's. Many programs that read such topics know the sentence:
    // https://github.com/ope-tech/laravel-ses/issues/10 (checked 2026-11-28)
    this.#postman.publish(
      eventDestination.snsDestination!.topicARN,
      this.arn(`configuration-set/${configurationSetName}`),
      'Successfully validated SNS topic for Amazon SES event publishing.',
    );
    return {};
  }

  updateConfigurationSetEventDestination(
    input: Input<'UpdateConfigurationSetEventDestination'>,
  ): Output<'UpdateConfigurationSetEventDestination'> {
    this.#sets.update(input.configurationSetName, input.eventDestination);
    return {};
  }

  deleteConfigurationSetEventDestination(
    input: Input<'DeleteConfigurationSetEventDestination'>,
  ): Output<'DeleteConfigurationSetEventDestination'> {
    this.#sets.remove(input.configurationSetName, input.eventDestinationName);
    return {};
  }

  // ── Templates: they are only kept ─────────────────────────────────────────────────────────────────────────────

  createTemplate({ template }: Input<'CreateTemplate'>): Output<'CreateTemplate'> {
    if (this.#templates.has(template.templateName))
      throw this.error('AlreadyExistsException', `Template ${template.templateName} already exists.`);
    this.#templates.set(template.templateName, { template, created: this.date });
    return {};
  }

  getTemplate({ templateName }: Input<'GetTemplate'>): Output<'GetTemplate'> {
    const known = this.#templates.get(templateName);
    if (known) return { template: known.template };
    throw this.error('TemplateDoesNotExistException', `Template ${templateName} does not exist.`);
  }

  listTemplates(input: Input<'ListTemplates'> = {}): Output<'ListTemplates'> {
    const { nextToken, maxItems: size = 10 } = input;
    const all = Array.from(this.#templates, ([name, { created }]) => ({ name, createdTimestamp: created }));
    const { page, ...more } = pageOf(all, { nextToken, size, badToken: () => this.#badToken() });
    return { templatesMetadata: page, ...more };
  }

  deleteTemplate({ templateName }: Input<'DeleteTemplate'>): Output<'DeleteTemplate'> {
    this.#templates.delete(templateName);
    return {};
  }

  // ── Inside ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Checks a mail as AWS does, and takes it: it is accepted then, not yet delivered. */
  #send(given: Omit<Mail, 'messageId' | 'sent'>): { messageId: string } {
    const { source, recipients, tags, configurationSetName } = given;
    checkTags(tags);
    if (recipients.length < limits.recipients.min)
      throw this.error('InvalidParameterValue', 'There is no recipient.');
    if (recipients.length > limits.recipients.max)
      throw this.error('InvalidParameterValue', `Recipient count exceeds ${limits.recipients.max}.`);
    if (configurationSetName !== undefined) this.#sets.destinations(configurationSetName);
    if (!this.#sendingEnabled)
      throw this.error('AccountSendingPausedException', 'Email sending is disabled for this account.');
    const real = recipients.filter((address) => simulatedOutcome(address) === undefined);
    this.#checkVerified([bare(source), ...(this.#production ? [] : real)]);
    const { now, epochMillis } = this.simulation;
    this.#sendQuota.take(now, recipients.length, recipients.length - real.length);
    this.usage(sesPrices.sent).add(recipients.length);
    const messageId = `01000${epochMillis.toString(16).padStart(11, '0')}-${this.uuid()}-000000`;
    this.#postman.take({ ...given, messageId, sent: new Date(epochMillis) });
    return { messageId };
  }

  #checkVerified(addresses: readonly string[]): void {
    const failed = [...new Set(addresses)].filter((address) => !this.#identities.covering(address));
    if (failed.length === 0) return;
    const region = this.region.name.toUpperCase();
    throw this.error('MessageRejected', `${NOT_VERIFIED} ${region}: ${failed.join(', ')}`);
  }

  /** The mail with the link. */
  #askOwner(address: string): void {
    const sent = this.date;
    this.outside.keep(address, {
      ...{ messageId: this.uuid(), sent, source: 'no-reply-aws@amazon.com', recipients: [address], tags: [] },
      subject: `Amazon Web Services – Email Address Verification Request in region ${this.region.name}`,
      text: 'Follow this link to confirm that you are authorised to use this email address.',
    });
  }

  #kind(type: string): NotificationType {
    if (type === 'Bounce' || type === 'Complaint' || type === 'Delivery') return type;
    throw this.error('InvalidParameterValue', `Invalid notification type <${type}>.`);
  }

  #outOfSandbox(): void {
    if (!this.#production)
      throw this.error('BadRequestException', 'The suppression list is not at hand in the sandbox.');
  }

  #badToken(): Error {
    return this.error('InvalidParameterValue', 'Invalid NextToken.');
  }
}
