import { check, Cloud, table } from 'desired-capacity';
import { PROTOCOLS, type WireProtocol } from 'desired-capacity/mq';

const publiclyAccessible = false; // knob true | false

const cloud = new Cloud();
// #region two brokers
cloud.mq.model.creationTime = 0;
for (const [brokerName, engineType] of [
  ['orders', 'ACTIVEMQ'],
  ['jobs', 'RABBITMQ'],
] as const)
  cloud.mq.createBroker({
    brokerName,
    engineType,
    deploymentMode: 'SINGLE_INSTANCE',
    hostInstanceType: 'mq.m5.large',
    publiclyAccessible,
  });
// #endregion
// Who gets through?
const rows = [];
for (const name of ['orders', 'jobs']) {
  for (const from of ['vpc', 'internet'] as const) {
    let answer = 'connected';
    try {
      await cloud.mq.broker(name).connect({ from });
    } catch (error) {
      answer = (error as Error).name;
    }
    rows.push({ broker: name, from, answer });
  }
}
// #region the tables and the checks
const row = (engine: string, { protocol, port }: WireProtocol) => ({
  engine,
  protocol,
  port: String(port),
});
table('Who gets through', rows);
table('What they speak', [
  ...PROTOCOLS.ACTIVEMQ.map((one) => row('ActiveMQ', one)),
  ...PROTOCOLS.RABBITMQ.map((one) => row('RabbitMQ', one)),
]);
const names = PROTOCOLS.ACTIVEMQ.map(({ protocol }) => protocol);
check(
  'ActiveMQ speaks OpenWire, AMQP, STOMP and MQTT',
  ['OpenWire', 'AMQP 1.0', 'STOMP', 'MQTT'].every((one) =>
    names.includes(one),
  ),
);
check(
  'clients in the VPC connect',
  rows.every(({ from, answer }) => from !== 'vpc' || answer === 'connected'),
);
check(
  'clients outside connect where the broker is public',
  rows.every(
    ({ from, answer }) =>
      from !== 'internet' || (answer === 'connected') === publiclyAccessible,
  ),
);
// #endregion
