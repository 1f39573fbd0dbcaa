import type { BrokerStorageType, DeploymentMode, EngineType } from './schema.ts';

/**
 * Where the instances of each deployment stand. ActiveMQ stores on EFS unless it is told otherwise, RabbitMQ on EBS.
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-broker-architecture.html,
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/broker-storage.html and
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-broker-architecture.html (checked 2026-11-28)
 */
export const DEPLOYMENTS: Readonly<
  Record<
    DeploymentMode,
    {
      readonly engines: readonly EngineType[];
      readonly instances: number;
      readonly storage: readonly BrokerStorageType[];
    }
  >
> = {
  SINGLE_INSTANCE: { engines: ['ACTIVEMQ', 'RABBITMQ'], instances: 1, storage: ['EFS', 'EBS'] },
  ACTIVE_STANDBY_MULTI_AZ: { engines: ['ACTIVEMQ'], instances: 2, storage: ['EFS'] },
  CLUSTER_MULTI_AZ: { engines: ['RABBITMQ'], instances: 3, storage: ['EBS'] },
};

/** A protocol in which a broker's clients speak. */
export interface WireProtocol {
  /** Its name and version. */
  readonly protocol: string;
  /** How its endpoints begin. */
  readonly scheme: string;
  /** Its port. */
  readonly port: number;
}

/**
 * The wire protocols of each engine. JMS is none of them: it is an API for Java, over one of them. RabbitMQ 4 speaks
 * AMQP 1.0 too, on the same port, which is left out.
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-basic-elements.html and
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/working-with-rabbitmq.html (checked 2026-11-28)
 */
export const PROTOCOLS: Readonly<Record<EngineType, readonly WireProtocol[]>> = {
  ACTIVEMQ: [
    { protocol: 'OpenWire', scheme: 'ssl', port: 61_617 },
    { protocol: 'AMQP 1.0', scheme: 'amqp+ssl', port: 5671 },
    { protocol: 'STOMP', scheme: 'stomp+ssl', port: 61_614 },
    { protocol: 'MQTT', scheme: 'mqtt+ssl', port: 8883 },
    { protocol: 'WSS', scheme: 'wss', port: 61_619 },
  ],
  RABBITMQ: [{ protocol: 'AMQP 0-9-1', scheme: 'amqps', port: 5671 }],
};

/** What is wrong with a deployment, in our words; undefined where nothing is. */
export function mistakeIn(
  engine: EngineType,
  mode: DeploymentMode,
  storage: BrokerStorageType,
): string | undefined {
  const { engines, storage: kinds } = DEPLOYMENTS[mode];
  if (!engines.includes(engine)) return `${engine} has no deployment mode ${mode}.`;
  if (engine === 'RABBITMQ' && storage !== 'EBS') return 'RabbitMQ stores on EBS.';
  return kinds.includes(storage) ? undefined : `${mode} does not store on ${storage}.`;
}

/** The endpoints of one instance, or of the cluster as one. */
export function endpointsOf(host: string, engine: EngineType): string[] {
  return PROTOCOLS[engine].map(({ scheme, port }) => `${scheme}://${host}:${port}`);
}
