import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';
import type { Broker, Consumer, ConsumerOptions } from './index.ts';

type Mode = 'SINGLE_INSTANCE' | 'ACTIVE_STANDBY_MULTI_AZ' | 'CLUSTER_MULTI_AZ';

function start(
  deploymentMode: Mode = 'ACTIVE_STANDBY_MULTI_AZ',
  more = {},
): { cloud: Cloud; broker: Broker } {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.mq.model.creationTime = 0;
  cloud.mq.createBroker({
    ...{ brokerName: 'b', deploymentMode, publiclyAccessible: false, hostInstanceType: 'mq.m5.large' },
    engineType: deploymentMode === 'CLUSTER_MULTI_AZ' ? 'RABBITMQ' : 'ACTIVEMQ',
    ...more,
  });
  return { cloud, broker: cloud.mq.broker('b') };
}

async function fill(broker: Broker, count: number, destination = 'q'): Promise<void> {
  const sender = await broker.connect();
  for (let i = 0; i < count; i++) await sender.send(destination, String(i));
}

/** Receives until nothing comes for a second, and acknowledges. */
async function drain(consumer: Consumer): Promise<string[]> {
  const bodies: string[] = [];
  for (let message = await consumer.receive(1); message; message = await consumer.receive(1)) {
    bodies.push(message.body);
    message.acknowledge();
  }
  return bodies;
}

describe('queues and topics', () => {
  test('a queue gives each message to one consumer, in turn; a topic to all who are there', async () => {
    const { broker } = start();
    const connection = await broker.connect();
    const workers = [connection.consume('work'), connection.consume('work')];
    const readers = [connection.subscribe('news'), connection.subscribe('news')];
    await fill(broker, 4, 'work');
    await fill(broker, 2, 'topic://news');
    expect([await drain(workers[0]!), await drain(workers[1]!)]).toEqual([['0', '2'], ['1', '3']]); // prettier-ignore
    expect([await drain(readers[0]!), await drain(readers[1]!)]).toEqual([['0', '1'], ['0', '1']]); // prettier-ignore
    expect(await drain(connection.subscribe('news'))).toEqual([]);
  });

  test('a durable subscription keeps what comes while its consumer is away, another does not', async () => {
    const { broker } = start();
    const connection = await broker.connect();
    const away = ['name', undefined].map((durable) => connection.subscribe('t', durable ? { durable } : {}));
    expect(() => connection.subscribe('t', { durable: 'name' })).toThrow('in use');
    for (const one of away) one.close();
    await fill(broker, 2, 'topic://t');
    expect(await drain(connection.subscribe('t', { durable: 'name' }))).toEqual(['0', '1']);
    expect(await drain(connection.subscribe('t'))).toEqual([]);
  });

  test.each([
    [1000, [6, 0]],
    [1, [1, 1]],
    [0, [0, 0]],
  ])('prefetch %i: of six messages two consumers hold %j', async (prefetch, held) => {
    const { broker } = start();
    await fill(broker, 6);
    const connection = await broker.connect();
    const consumers = [1, 2].map(() => connection.consume('q', { prefetch }));
    expect(consumers.map((one) => one.held)).toEqual(held);
    expect(await drain(consumers[0]!)).toHaveLength(6 - (held[1] ?? 0));
  });
});

describe('acknowledgement', () => {
  test.each<[ConsumerOptions['mode'], 'leave' | 'acknowledge', string[]]>([
    ['AUTO_ACKNOWLEDGE', 'leave', ['2']],
    ['CLIENT_ACKNOWLEDGE', 'leave', ['0', '1', '2']],
    ['CLIENT_ACKNOWLEDGE', 'acknowledge', ['2']],
  ])('%s, %s: what is left after two of three', async (mode, then, left) => {
    const { broker } = start();
    await fill(broker, 3);
    const connection = await broker.connect();
    const consumer = connection.consume('q', { mode });
    await consumer.receive();
    const second = await consumer.receive();
    if (then === 'acknowledge') second!.acknowledge();
    connection.close();
    expect(broker.depth('q')).toEqual({ waiting: left.length, inFlight: 0 });
    expect(await drain((await broker.connect()).consume('q'))).toEqual(left);
  });

  test('poison: seven deliveries, a second apart, then ActiveMQ.DLQ; what stands behind waits', async () => {
    const { cloud, broker } = start();
    await fill(broker, 2);
    const consumer = (await broker.connect()).consume('q');
    const begin = cloud.now;
    const tries: [number, string][] = [];
    for (let i = 0; i < 8; i++) {
      const message = (await consumer.receive())!;
      tries.push([Math.round(cloud.now - begin), message.body]);
      expect(message.redelivered).toBe(i > 0 && i < 7);
      if (message.body === '0') message.recover();
    }
    expect(tries).toEqual([...[0, 1, 2, 3, 4, 5, 6].map((at) => [at, '0']), [6, '1']]);
    expect(broker.depth('ActiveMQ.DLQ').waiting).toBe(1);
  });
});

describe('failover', () => {
  test.each<[Mode, number, number | undefined]>([
    ['SINGLE_INSTANCE', 1, undefined],
    ['ACTIVE_STANDBY_MULTI_AZ', 2, 2],
    ['CLUSTER_MULTI_AZ', 3, 2],
  ])(
    '%s: %i instances in as many zones; with the first zone gone, instance %s takes over',
    async (mode, count, next) => {
      const { cloud, broker } = start(mode);
      expect(new Set(broker.zones).size).toBe(count);
      await fill(broker, 3);
      cloud.faults.raise({ kind: 'down', place: broker.zones[0]! }, { lasting: minutes(10) });
      expect(broker.available).toBe(false);
      await cloud.run(11);
      expect(broker.activeInstance).toBe(next);
      await cloud.run(minutes(11));
      expect(broker.available).toBe(true);
      expect(await drain((await broker.connect()).consume('q'))).toEqual(['0', '1', '2']);
    },
  );

  test('a cluster without its majority stands still; one node that is no leader takes only its connections', async () => {
    const { cloud, broker } = start('CLUSTER_MULTI_AZ');
    const connections = [await broker.connect(), await broker.connect(), await broker.connect()];
    cloud.faults.raise({ kind: 'down', place: broker.zones[2]! });
    expect(connections.map(({ open }) => open)).toEqual([true, true, false]);
    expect(broker.available).toBe(true);
    cloud.faults.raise({ kind: 'down', place: broker.zones[1]! });
    await cloud.run(minutes(5));
    expect(broker.available).toBe(false);
  });

  test('what is not persistent is lost with the instance; what a consumer held comes again', async () => {
    const { cloud, broker } = start();
    const sender = await broker.connect();
    await sender.send('q', 'kept');
    await sender.send('q', 'lost', { persistent: false });
    const held = await sender.consume('q', { prefetch: 1 }).receive();
    cloud.mq.rebootBroker({ brokerId: broker.id });
    expect(sender.open).toBe(false);
    held!.acknowledge();
    await expect(sender.send('q', 'x')).rejects.toThrow('lost');
    const consumer = (await broker.connect()).consume('q');
    expect(await consumer.receive()).toMatchObject({ body: 'kept', redelivered: true });
    expect(await consumer.receive(1)).toBeUndefined();
  });

  test('no message that the broker has answered is lost, and none comes after its acknowledgement', async () => {
    const modes = fc.constantFrom<Mode>('ACTIVE_STANDBY_MULTI_AZ', 'CLUSTER_MULTI_AZ');
    const faults = fc.array(fc.tuple(fc.nat(60), fc.nat(2), fc.integer({ min: 1, max: 30 })), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(modes, faults, fc.integer({ min: 1, max: 50 }), async (mode, all, prefetch) => {
        const { cloud, broker } = start(mode);
        for (const [at, zone, lasting] of all)
          cloud.faults.raise(
            { kind: 'down', place: broker.zones[zone % broker.zones.length]! },
            { at, lasting },
          );
        const answered: string[] = [];
        const done = new Set<string>();
        cloud.process(function* sender() {
          let connection = yield* broker.connect();
          for (let i = 0; i < 100; i++) {
            try {
              yield* connection.send('q', String(i));
              answered.push(String(i));
            } catch {
              connection = yield* broker.connect();
            }
            yield 0.7;
          }
        });
        cloud.process(function* worker() {
          for (;;) {
            try {
              const connection = yield* broker.connect();
              const consumer = connection.consume('q', { prefetch });
              for (;;) {
                const message = yield* consumer.receive();
                if (!message) continue;
                expect(done.has(message.body)).toBe(false);
                yield 0.3;
                message.acknowledge();
                if (connection.open) done.add(message.body);
              }
            } catch (error) {
              if ((error as Error).name !== 'JMSException') throw error;
            }
          }
        });
        await cloud.run(minutes(10));
        const left = await drain((await broker.connect()).consume('q'));
        const seen = new Set([...done, ...left]);
        expect(answered.filter((body) => !seen.has(body))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('how a broker is made', () => {
  test.each([
    ['RABBITMQ', 'ACTIVE_STANDBY_MULTI_AZ', undefined, 'has no deployment mode'],
    ['ACTIVEMQ', 'CLUSTER_MULTI_AZ', undefined, 'has no deployment mode'],
    ['ACTIVEMQ', 'ACTIVE_STANDBY_MULTI_AZ', 'EBS', 'does not store on EBS'],
    ['RABBITMQ', 'SINGLE_INSTANCE', 'EFS', 'RabbitMQ stores on EBS'],
  ] as const)('%s, %s, %s: refused', (engineType, deploymentMode, storageType, why) => {
    expect(() => start(deploymentMode, { engineType, ...(storageType && { storageType }) })).toThrow(why);
  });

  test('it runs after a while; a client waits for it, and another name is unknown', async () => {
    const cloud = new Cloud();
    const made = {
      deploymentMode: 'SINGLE_INSTANCE',
      engineType: 'RABBITMQ',
      hostInstanceType: 'mq.m7g.medium',
    } as const;
    cloud.mq.createBroker({ brokerName: 'b', publiclyAccessible: false, ...made });
    expect(() => cloud.mq.createBroker({ brokerName: 'b', publiclyAccessible: false, ...made })).toThrow(
      'in use',
    );
    expect(cloud.mq.listBrokers().brokerSummaries).toMatchObject([{ brokerState: 'CREATION_IN_PROGRESS' }]);
    await cloud.mq.broker('b').connect();
    expect(cloud.now).toBe(900);
    expect(() => cloud.mq.broker('c')).toThrow('find requested broker');
    cloud.mq.deleteBroker({ brokerId: cloud.mq.broker('b').id });
    expect(cloud.mq.listBrokers().brokerSummaries).toEqual([]);
  });

  test('from the internet only where it is publicly accessible', async () => {
    await expect(start().broker.connect({ from: 'internet' })).rejects.toThrow('no public address');
    const open = start('SINGLE_INSTANCE', { publiclyAccessible: true }).broker;
    expect((await open.connect({ from: 'internet' })).open).toBe(true);
  });

  test('endpoints: one a protocol, for a pair one an instance', () => {
    const count = (mode: Mode) => {
      const { cloud, broker } = start(mode);
      return cloud.mq
        .describeBroker({ brokerId: broker.id })
        .brokerInstances!.map(({ endpoints }) => endpoints!.length);
    };
    expect([count('SINGLE_INSTANCE'), count('ACTIVE_STANDBY_MULTI_AZ'), count('CLUSTER_MULTI_AZ')]).toEqual([
      [5],
      [5, 5],
      [1],
    ]);
  });
});
