/** Amazon MQ: managed brokers for ActiveMQ and RabbitMQ, their queues and topics, and what a failover does. */
export { Broker, type BrokerQueueState } from './broker.ts';
export { Connection, type SendOptions } from './connection.ts';
export { Consumer, type ConsumerOptions } from './consumer.ts';
export { PROTOCOLS, type WireProtocol } from './deployment.ts';
export { JmsError } from './errors.ts';
export { mqLimits } from './limits.ts';
export type { BrokerMessage } from './message.ts';
export type { MqModel } from './model.ts';
export { Mq } from './mq.ts';
