import { check, Cloud, minutes, table } from 'desired-capacity';

// The main database is in us-east-1, a read replica in us-west-2.
async function failover(order: 'DNS, then promote' | 'promote, then DNS') {
  const cloud = new Cloud();
  const { route53, cloudwatch, lambda, sns } = cloud;
  // #region two databases
  const databases = new Map([
    ['192.0.2.1', { up: true, writable: true }],
    ['192.0.2.2', { up: true, writable: false }],
  ]);
  const main = databases.get('192.0.2.1')!;
  const replica = databases.get('192.0.2.2')!;
  // #endregion
  // #region a page that tells whether the database is well, a check of it, an alarm
  route53.endpoints.listen('192.0.2.1:80', () => ({
    status: main.up ? 200 : 503,
  }));
  const health = route53.healthCheck({
    ipAddress: '192.0.2.1',
    requestInterval: 10,
  });
  const zone = route53.zone('example.com');
  const db = { name: 'db', ttl: 5 };
  zone.upsert({ ...db, values: '192.0.2.1' });
  const { topicArn } = sns.createTopic({ name: 'database' });
  const functionName = 'failover';
  cloudwatch.putMetricAlarm({
    alarmName: 'database',
    namespace: 'AWS/Route53',
    metricName: 'HealthCheckStatus',
    dimensions: [{ name: 'HealthCheckId', value: health.id }],
    statistic: 'Minimum',
    period: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'LessThanThreshold',
    alarmActions: [topicArn!],
  });
  // #endregion
  const { functionArn } = lambda.createFunction({
    functionName,
    timeout: 900,
    code: () => async () => {
      const changeDns = () => zone.upsert({ ...db, values: '192.0.2.2' });
      if (order === 'DNS, then promote') await changeDns();
      await cloud.sleep(minutes(5)); // A promotion takes minutes.
      replica.writable = true;
      if (order === 'promote, then DNS') await changeDns();
    },
  });
  // #region the topic may invoke the function
  lambda.addPermission({
    functionName,
    statementId: 'topic',
    action: 'lambda:InvokeFunction',
    principal: 'sns.amazonaws.com',
    sourceArn: topicArn!,
  });
  sns.subscribe({
    topicArn: topicArn!,
    protocol: 'lambda',
    endpoint: functionArn!,
  });
  // #endregion
  // #region an application that writes once a second
  let [lost, readOnly, acted] = [0, 0, 0];
  cloud.process(function* () {
    const resolver = route53.resolver();
    for (; ; yield 1) {
      const [address] = resolver.ask('db.example.com').values;
      const database = databases.get(address ?? '');
      if (!database?.up) lost += 1;
      else if (!database.writable) readOnly += 1;
      else if (!main.up) acted ||= cloud.now;
    }
  });
  await cloud.run(minutes(10));
  [lost, readOnly] = [0, 0];
  main.up = false;
  await cloud.run(minutes(30));
  // #endregion
  // #region a row of the table
  return {
    order,
    'writes to a dead database': lost,
    'writes to a read-only one': readOnly,
  };
  // #endregion
}

const wrong = await failover('DNS, then promote');
const right = await failover('promote, then DNS');
// #region the table and the checks
table('From the death of the main database', [wrong, right]);
check(
  'the chain ends at the replica: check, alarm, message, function',
  right['writes to a dead database'] < 1000,
);
check(
  'DNS first sends writers to a read-only database',
  wrong['writes to a read-only one'] > 200,
);
check(
  'promoted first, no writer meets one',
  right['writes to a read-only one'] === 0,
);
// #endregion
