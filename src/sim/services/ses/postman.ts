import { AwsError, type Region } from '../../cloud/index.ts';
import type { MetricSet } from '../../cloud/metric-set.ts';
import { keyOf, simulatedOutcome } from './address.ts';
import type { ConfigurationSets } from './configuration-sets.ts';
import type { Identities, NotificationType } from './identities.ts';
import { recordOf, type Feedback, type Mail } from './mail.ts';
import type { SesMetricName } from './metrics.ts';
import type { SesModel } from './model.ts';
import type { Outside } from './outside.ts';

/** What carrying mails stands on. */
export interface PostmanParts {
  readonly region: Region;
  readonly model: SesModel;
  readonly outside: Outside;
  readonly identities: Identities;
  readonly sets: ConfigurationSets;
  readonly metrics: MetricSet<SesMetricName>;
  readonly uuid: () => string;
}

/** Carries mails to their recipients, keeps the suppression list, and tells the sender what happened. */
export class Postman {
  /** Addresses that get nothing, with the reason; by the form of the address that counts. */
  readonly suppressed = new Map<string, 'BOUNCE' | 'COMPLAINT'>();
  /** How many recipients' mails were tried, and how they ended, by quarter of an hour. */
  readonly statistics = new Map<number, { deliveryAttempts: number; bounces: number; complaints: number }>();
  readonly #parts: PostmanParts;

  constructor(parts: PostmanParts) {
    this.#parts = parts;
  }

  /** Takes a mail. Each recipient's copy goes its own way. */
  take(mail: Mail): void {
    this.#tell(mail, mail.recipients, { type: 'Send' });
    for (const address of mail.recipients) this.#carry(mail, address);
  }

  #carry(mail: Mail, address: string): void {
    const { model, outside } = this.#parts;
    const simulated = simulatedOutcome(address);
    const key = keyOf(address);
    const bounce = (
      bounceType: 'Permanent' | 'Transient',
      bounceSubType: 'General' | 'Suppressed' | 'OnAccountSuppressionList',
    ) => this.#tell(mail, [address], { type: 'Bounce', bounceType, bounceSubType });
    if (simulated === 'suppressed') return this.#later(0, () => bounce('Permanent', 'Suppressed'));
    if (simulated === undefined && this.suppressed.has(key))
      return this.#later(0, () => bounce('Permanent', 'OnAccountSuppressionList'));
    const outcome = simulated ?? outside.outcomeAt(address);
    const suppress = (reason: 'BOUNCE' | 'COMPLAINT') => {
      if (simulated === undefined) this.suppressed.set(key, reason);
    };
    this.#count('deliveryAttempts');
    this.#later(model.deliveryTime, () => {
      if (outcome === 'softBounce') return bounce('Transient', 'General');
      if (outcome === 'hardBounce') {
        suppress('BOUNCE');
        this.#count('bounces');
        return bounce('Permanent', 'General');
      }
      outside.keep(address, mail);
      this.#tell(mail, [address], { type: 'Delivery' });
      if (outcome !== 'complaint') return;
      this.#later(model.complaintTime, () => {
        suppress('COMPLAINT');
        this.#count('complaints');
        this.#tell(mail, [address], { type: 'Complaint' });
      });
    });
  }

  #later(seconds: number, action: () => void): void {
    this.#parts.region.world.simulation.schedule(seconds, action);
  }

  #count(what: 'deliveryAttempts' | 'bounces' | 'complaints'): void {
    const quarter = Math.floor(this.#parts.region.world.simulation.epochMillis / 900_000) * 900_000;
    const point = this.statistics.get(quarter) ?? { deliveryAttempts: 0, bounces: 0, complaints: 0 };
    point[what]++;
    this.statistics.set(quarter, point);
  }

  /** Publishes what happened to the topics of the configuration set and of the identity. */
  #tell(mail: Mail, recipients: readonly string[], feedback: Feedback): void {
    const { region, identities, sets, metrics } = this.#parts;
    const { type } = feedback;
    metrics.count(type, recipients.length);
    const identity = identities.covering(mail.source);
    const from = identity?.arn ?? region.arn('ses', 'identity');
    const record = (shown: { headers: boolean; tags: boolean }) => {
      const { account } = region;
      const at = new Date(region.world.simulation.epochMillis);
      const feedbackId = `${mail.messageId.slice(0, 16)}-${this.#parts.uuid()}-000000`;
      const sourceArn = from;
      return recordOf(mail, feedback, { at, recipients, sourceArn, account, feedbackId }, shown);
    };
    for (const topic of sets.topicsFor(mail.configurationSetName, type.toLowerCase()))
      this.publish(topic, from, { eventType: type, ...record({ headers: true, tags: true }) });
    const kind = type as NotificationType;
    const topic = identity?.topics.get(kind);
    if (topic === undefined) return;
    const headers = identity!.headersIn.has(kind);
    this.publish(topic, from, { notificationType: type, ...record({ headers, tags: false }) });
  }

  /** Publishes to a topic. A topic that is gone, or whose policy does not let SES in, gets nothing, and nobody is told. */
  publish(topicArn: string, from: string, record: object | string): void {
    const { region } = this.#parts;
    const payload = typeof record === 'string' ? record : JSON.stringify(record);
    const { simulation } = region.world;
    void simulation.process(function* () {
      try {
        yield* region.deliver(topicArn, {
          ...{ payload, principal: 'ses.amazonaws.com', from },
          subject: 'Amazon SES Email Event Notification',
        });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        simulation.trace.add('SES', 'not published', { topic: topicArn, why: error.message });
      }
    }, 'SES notification');
  }
}
