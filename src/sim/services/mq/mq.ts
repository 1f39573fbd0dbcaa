import type { Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { Service } from '../../tongue/service.ts';
import { Broker } from './broker.ts';
import { DEPLOYMENTS, mistakeIn } from './deployment.ts';
import { mqLimits as limits } from './limits.ts';
import { defaultModel, type MqModel } from './model.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/**
 * Amazon MQ in one Region. Clients speak with a broker through `cloud.mq.broker(…)`; wire protocols, users and
 * configurations are not modelled.
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/welcome.html
 */
export class Mq extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  // https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html (checked 2026-11-28)
  static override readonly rules = {
    BrokerName: { min: 1, max: 50, pattern: '[A-Za-z0-9\\-_]+' },
    MaxResults: { min: 5, max: 100 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: MqModel = { ...defaultModel };
  readonly #brokers = new Map<string, Broker>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /** A broker by its name or id, as its clients see it. Throws NotFoundException. */
  broker(nameOrId: string): Broker {
    const all = [...this.#brokers.values()];
    const broker = all.find(({ name, id }) => name === nameOrId || id === nameOrId);
    if (broker) return broker;
    throw this.error('NotFoundException', `Can't find requested broker [${nameOrId}].`);
  }

  createBroker(input: Input<'CreateBroker'>): Output<'CreateBroker'> {
    const { brokerName, engineType, deploymentMode } = input;
    const { storageType = engineType === 'ACTIVEMQ' ? 'EFS' : 'EBS' } = input;
    const mistake = mistakeIn(engineType, deploymentMode, storageType);
    if (mistake !== undefined) throw this.error('BadRequestException', mistake);
    if ([...this.#brokers.values()].some(({ name }) => name === brokerName))
      throw this.error('ConflictException', `Broker name [${brokerName}] is already in use.`);
    if (this.#brokers.size >= this.quota(limits.brokers))
      throw this.error('ForbiddenException', 'The account has as many brokers as it can have.');
    const zones = zonesOf(this.region.name, this.region.account).map(({ name }) => name);
    const places = zones.slice(0, DEPLOYMENTS[deploymentMode].instances);
    const id = `b-${this.uuid()}`;
    const broker = new Broker(this.region, this.model, id, { ...input, storageType }, places);
    this.#brokers.set(id, broker);
    return { brokerId: id, brokerArn: broker.arn };
  }

  describeBroker({ brokerId }: Input<'DescribeBroker'>): Output<'DescribeBroker'> {
    return this.broker(brokerId).describe();
  }

  listBrokers(input: Input<'ListBrokers'> = {}): Output<'ListBrokers'> {
    const { nextToken, maxResults: size = 20 } = input;
    const all = [...this.#brokers.values()].map((broker) => broker.describe());
    const badToken = () => this.error('BadRequestException', 'Invalid nextToken.');
    const { page, ...more } = pageOf(all, { nextToken, size, badToken });
    const brokerSummaries = page.map((one) => ({
      ...{ brokerArn: one.brokerArn, brokerId: one.brokerId, brokerName: one.brokerName },
      ...{ brokerState: one.brokerState, created: one.created, hostInstanceType: one.hostInstanceType },
      ...{ deploymentMode: one.deploymentMode!, engineType: one.engineType! },
    }));
    return { brokerSummaries, ...more };
  }

  rebootBroker({ brokerId }: Input<'RebootBroker'>): Output<'RebootBroker'> {
    const broker = this.broker(brokerId);
    if (broker.state !== 'RUNNING')
      throw this.error('BadRequestException', `Broker [${brokerId}] is not running.`);
    broker.reboot();
    return {};
  }

  deleteBroker({ brokerId }: Input<'DeleteBroker'>): Output<'DeleteBroker'> {
    const broker = this.broker(brokerId);
    broker.delete();
    this.#brokers.delete(broker.id);
    return { brokerId: broker.id };
  }
}
