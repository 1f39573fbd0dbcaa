import { check, Cloud, hours, table } from 'desired-capacity';

const ways = [
  ['ACTIVEMQ', 'SINGLE_INSTANCE'],
  ['ACTIVEMQ', 'ACTIVE_STANDBY_MULTI_AZ'],
  ['RABBITMQ', 'SINGLE_INSTANCE'],
  ['RABBITMQ', 'CLUSTER_MULTI_AZ'],
] as const;

// #region makes a broker of that kind
type Way = (typeof ways)[number];
function make([engineType, deploymentMode]: Way) {
  const cloud = new Cloud();
  cloud.mq.model.creationTime = 0;
  cloud.mq.createBroker({
    brokerName: 'b',
    engineType,
    deploymentMode,
    hostInstanceType: 'mq.m5.large',
    publiclyAccessible: false,
  });
  const broker = cloud.mq.broker('b');
  const { storageType } = cloud.mq.describeBroker({ brokerId: broker.id });
  return { cloud, broker, storageType };
}
// #endregion
// A zone goes down for an hour. When can clients connect again?
async function tryOut(way: Way) {
  const { cloud, broker, storageType } = make(way);
  const zone = broker.zones[0]!;
  cloud.faults.raise({ kind: 'down', place: zone }, { lasting: hours(1) });
  await broker.connect();
  const [engineType, deploymentMode] = way;
  return { engineType, deploymentMode, broker, storageType, away: cloud.now };
}
const all = await Promise.all(ways.map(tryOut));
// #region the table and the checks
table(
  'One zone goes down for an hour',
  all.map(({ engineType, deploymentMode, broker, storageType, away }) => ({
    broker: `${engineType === 'ACTIVEMQ' ? 'ActiveMQ' : 'RabbitMQ'}, ${deploymentMode
      .replace('_MULTI_AZ', '')
      .replace('_', ' ')
      .toLowerCase()}`,
    zones: new Set(broker.zones).size,
    storage: storageType!,
    'back after (s)': Math.round(away),
  })),
);
const [single, pair, , cluster] = all;
check('a broker can be a single instance', single!.broker.zones.length === 1);
check(
  'a pair of ActiveMQ stands in two zones',
  new Set(pair!.broker.zones).size === 2,
);
check('the pair shares EFS', pair!.storageType === 'EFS');
check(
  'a cluster of RabbitMQ stands in three zones',
  new Set(cluster!.broker.zones).size === 3,
);
check(
  'the loss of a zone stops a single instance, not a pair or a cluster',
  single!.away > 3000 && pair!.away < 60 && cluster!.away < 60,
);
// #endregion
