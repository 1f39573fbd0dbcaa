import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

/** What users of other emulators, and of Amazon MQ itself, met. */

function start(
  deploymentMode: 'SINGLE_INSTANCE' | 'ACTIVE_STANDBY_MULTI_AZ',
  engineType: 'ACTIVEMQ' | 'RABBITMQ',
) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.mq.model.creationTime = 0;
  const made = { brokerName: 'b', publiclyAccessible: false, hostInstanceType: 'mq.m5.large' };
  cloud.mq.createBroker({ ...made, deploymentMode, engineType });
  return { cloud, broker: cloud.mq.broker('b') };
}

test('a reboot keeps durable messages (faiscadev/fakecloud#2180)', async () => {
  const { cloud, broker } = start('SINGLE_INSTANCE', 'RABBITMQ');
  await (await broker.connect()).send('q', 'm');
  cloud.mq.rebootBroker({ brokerId: broker.id });
  const consumer = (await broker.connect()).consume('q');
  expect((await consumer.receive())!.body).toBe('m');
});

test('a broker that is made tells its endpoints once it runs (floci-io/floci#1642)', () => {
  const { cloud, broker } = start('SINGLE_INSTANCE', 'RABBITMQ');
  const { brokerInstances, brokerState } = cloud.mq.describeBroker({ brokerId: broker.id });
  expect([brokerState, brokerInstances![0]!.endpoints]).toEqual([
    'RUNNING',
    [expect.stringMatching(/^amqps:.*:5671$/)],
  ]);
});

test('ActiveMQ begins on EFS, RabbitMQ on EBS and nothing else (terraform-provider-aws#11459)', () => {
  const storage = (engine: 'ACTIVEMQ' | 'RABBITMQ') => {
    const { cloud, broker } = start('SINGLE_INSTANCE', engine);
    return cloud.mq.describeBroker({ brokerId: broker.id }).storageType;
  };
  expect([storage('ACTIVEMQ'), storage('RABBITMQ')]).toEqual(['EFS', 'EBS']);
});

test('a pair has two URLs, and where one breaks, the other works (wireapp/wire-server#372)', async () => {
  const { cloud, broker } = start('ACTIVE_STANDBY_MULTI_AZ', 'ACTIVEMQ');
  const instances = cloud.mq.describeBroker({ brokerId: broker.id }).brokerInstances!;
  expect(instances.map(({ endpoints }) => /-(\d)\.mq\./.exec(endpoints![0]!)![1])).toEqual(['1', '2']);
  cloud.faults.raise({ kind: 'down', place: broker.zones[0]! });
  await cloud.run(20);
  expect([broker.available, broker.activeInstance]).toEqual([true, 2]);
});

test('a connection does not heal: the client connects again (team-supercharge/nest-amqp#72)', async () => {
  const { cloud, broker } = start('ACTIVE_STANDBY_MULTI_AZ', 'ACTIVEMQ');
  const connection = await broker.connect();
  const waiting = connection.consume('q').receive();
  cloud.mq.rebootBroker({ brokerId: broker.id });
  await expect(waiting).rejects.toThrow('lost');
  await cloud.run(20);
  expect(connection.open).toBe(false);
  expect((await broker.connect()).open).toBe(true);
});

test('the first message after a failover is not lost where the sender connects again (openshift/origin-server#5962)', async () => {
  const { cloud, broker } = start('ACTIVE_STANDBY_MULTI_AZ', 'ACTIVEMQ');
  const old = await broker.connect();
  cloud.mq.rebootBroker({ brokerId: broker.id });
  await expect(old.send('q', 'm')).rejects.toThrow('lost');
  await (await broker.connect()).send('q', 'm');
  expect(broker.depth('q').waiting).toBe(1);
});
