import { arrivals, check, Cloud, HttpClient, minutes, playback, recordTier, table } from 'desired-capacity'; // prettier-ignore

const rate = 3; // knob requests a second: 2..10

type Strategy = 'ROLLING' | 'BLUE_GREEN' | 'LINEAR' | 'CANARY';

// Version 2 answers every request with an error. An alarm counts the errors.
async function release(strategy: Strategy) {
  const cloud = new Cloud();
  // #region a load balancer with two target groups, and a rule that chooses
  const elb = cloud.elasticloadbalancingv2;
  const healthCheck = { path: '/health', interval: 5, timeout: 2 };
  const group = { 'deregistration_delay.timeout_seconds': 5 };
  const web = elb.balancer('web', { targetType: 'ip', healthCheck, group });
  const green = elb.group('green', { targetType: 'ip', healthCheck, attributes: group }); // prettier-ignore
  const [{ listenerArn }] = elb.describeListeners({ loadBalancerArn: web.arn }).listeners as [{ listenerArn: string }]; // prettier-ignore
  const [{ ruleArn }] = elb.createRule({ listenerArn, priority: 1, conditions: [{ field: 'path-pattern', values: ['*'] }], actions: [{ type: 'forward', targetGroupArn: web.targetGroup.arn }] }).rules as [{ ruleArn: string }]; // prettier-ignore
  // #endregion
  // #region the two versions, and the alarm on the errors of the targets
  const define = (image: string) => cloud.ecs.define('shop', { image, fargate: true, port: 80 }).arn; // prettier-ignore
  cloud.ecs.program('shop:2', {
    respond: ({ path }) => ({ status: path === '/health' ? 200 : 500 }),
  });
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'errors',
    namespace: 'shop',
    metricName: 'errors',
    statistic: 'Sum',
    period: 60,
    evaluationPeriods: 1,
    threshold: 3,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
  });
  // #endregion
  const shop = cloud.ecs.service('shop', {
    taskDefinition: define('shop:1'),
    launchType: 'FARGATE',
    desiredCount: 4,
    // #region blue and green, and the rule between them
    loadBalancers: [
      {
        targetGroupArn: web.targetGroup.arn,
        containerName: 'shop',
        containerPort: 80,
        advancedConfiguration: {
          alternateTargetGroupArn: green.arn,
          productionListenerRule: ruleArn,
          roleArn: 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
        },
      },
    ],
    // #endregion
    deploymentConfiguration: {
      strategy,
      alarms: { alarmNames: ['errors'], enable: true, rollback: true },
    },
  });
  await shop.until('steady');
  await web.until('healthy');
  // #region what is filmed; visitors, and what they met in eight minutes
  const film = recordTier(cloud, web, { name: strategy, every: 5 });
  let failed = 0;
  let since = Infinity;
  let until = 0;
  const visitor = new HttpClient(cloud, {
    onEnd: (outcome) => {
      if (outcome.kind === 'response' && outcome.response.status < 500)
        return;
      failed += 1;
      since = Math.min(since, cloud.now);
      until = cloud.now;
      cloud.cloudwatch.putMetricData({ namespace: 'shop', metricData: [{ metricName: 'errors', value: 1 }] }); // prettier-ignore
    },
  });
  arrivals(cloud, { rate, lasting: minutes(8) }, () =>
    visitor.request({ host: web.dnsName, path: '/order' }),
  );
  await cloud.run(60);
  cloud.ecs.updateService({ service: 'shop', taskDefinition: define('shop:2') }); // prettier-ignore
  await cloud.run(minutes(8));
  const { rolloutState } = shop.history[1]!;
  return { film, strategy, failed, 'seconds with errors': Math.round(until - since), 'deployment': rolloutState, 'runs now': `version ${shop.running[0]!.definition.revision}` }; // prettier-ignore
  // #endregion
}
// #region the four
const rows = [
  await release('ROLLING'),
  await release('BLUE_GREEN'),
  await release('LINEAR'),
  await release('CANARY'),
];
// #endregion

// #region the playback, the table and the checks
playback({
  title: 'One bug, at once or to few',
  description:
    'Four blue targets serve. Four green ones come. With blue/green all requests go to the green ones at once, and all of them fail, until the alarm sends them back. With a canary one in twenty goes there; the alarm ends that too.',
  scenes: [rows[1]!.film, rows[3]!.film],
});
table('Requests that failed', rows.map(({ film: _, ...cells }) => cells)); // prettier-ignore
const [rolling, blueGreen, linear, canary] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0], (typeof rows)[0]]; // prettier-ignore
check('the alarm brings version 1 back every time', rows.every((row) => row['runs now'] === 'version 1')); // prettier-ignore
check('a canary or small steps hurt far fewer', canary.failed < blueGreen.failed / 4 && linear.failed < blueGreen.failed / 4); // prettier-ignore
check('blue/green is back sooner than a rolling deployment', blueGreen['seconds with errors'] < rolling['seconds with errors']); // prettier-ignore
check('each of them is FAILED', rows.every(({ deployment }) => deployment === 'FAILED')); // prettier-ignore
// #endregion
