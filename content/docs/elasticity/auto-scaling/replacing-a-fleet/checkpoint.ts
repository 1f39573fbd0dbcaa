import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// Version 2 has a fault: its instances answer one request in five with an
// error. Who notices, and how far has the refresh come by then?
async function deploy(careful: boolean) {
  const cloud = new Cloud();
  // #region a group, and two versions of its template
  const launchTemplateName = 'web';
  const data = { imageId: cloud.ec2.image(), instanceType: 't3.micro' };
  cloud.ec2.createLaunchTemplate({
    launchTemplateName,
    launchTemplateData: data,
  });
  cloud.ec2.createLaunchTemplateVersion({
    launchTemplateName,
    launchTemplateData: { ...data, instanceType: 't3.small' },
  });
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 10,
    maxSize: 20,
    launchTemplate: { launchTemplateName, version: '1' },
    defaultInstanceWarmup: 60,
  });
  // #endregion
  // #region 100 requests a second; errors of the new version; an alarm
  let [errors, requests] = [0, 0];
  const fresh = () => web.inService.filter(({ type }) => type.name === 't3.small').length; // prettier-ignore
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'errors',
    namespace: 'Shop',
    metricName: 'ErrorRate',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 3,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 1,
  });
  await cloud.run(minutes(10));
  cloud.process(function* traffic() {
    while (true) {
      const rate = 0.2 * (fresh() / Math.max(1, web.inService.length));
      requests += 6000;
      errors += 6000 * rate;
      cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'ErrorRate', value: 100 * rate }] }); // prettier-ignore
      yield 60;
    }
  });
  // #endregion
  cloud.autoscaling.startInstanceRefresh({
    autoScalingGroupName: 'web',
    desiredConfiguration: { launchTemplate: { launchTemplateName, version: '2' } }, // prettier-ignore
    preferences: {
      minHealthyPercentage: 100,
      maxHealthyPercentage: 120,
      ...(careful && {
        checkpointPercentages: [10, 100],
        checkpointDelay: minutes(20),
        autoRollback: true,
        alarmSpecification: { alarms: ['errors'] },
      }),
    },
  });
  // #region three hours later
  await cloud.run(hours(3));
  const [refresh] = cloud.autoscaling.describeInstanceRefreshes({
    autoScalingGroupName: 'web',
  }).instanceRefreshes!;
  return { refresh: careful ? 'checkpoint at 10 %, an alarm, rollback' : 'straight on', status: refresh!.status!, 'of version 2 at the end': fresh(), 'errors, %': Math.round((1000 * errors) / requests) / 10 }; // prettier-ignore
}
// #endregion
const straight = await deploy(false);
const careful = await deploy(true);

// #region the table and the checks
table('A faulty version', [straight, careful]);
check('a refresh by itself asks for health, not for sense', straight.status === 'Successful'); // prettier-ignore
check('with an alarm it goes back', careful.status === 'RollbackSuccessful');
check('and none of the faulty version is left', careful['of version 2 at the end'] === 0); // prettier-ignore
check('the errors are a small part of what they would be', careful['errors, %'] < straight['errors, %'] / 10); // prettier-ignore
// #endregion
