import { check, Cloud, hours, minutes } from 'desired-capacity';
import { preferences } from './careful.starter.ts';

async function deploy(faulty: boolean) {
  const cloud = new Cloud();
  const launchTemplateName = 'web';
  const data = { imageId: cloud.ec2.image(), instanceType: 't3.micro' };
  const template = { launchTemplateName, launchTemplateData: data };
  cloud.ec2.createLaunchTemplate(template);
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
  const fresh = () =>
    web.inService.filter(({ type }) => type.name === 't3.small').length;
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'errors',
    namespace: 'Shop',
    metricName: 'Errors',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 2,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0,
  });
  await cloud.run(minutes(10));
  cloud.process(function* errors() {
    while (true) {
      const value = faulty ? fresh() : 0;
      cloud.cloudwatch.putMetricData({ namespace: 'Shop', metricData: [{ metricName: 'Errors', value }] }); // prettier-ignore
      yield 60;
    }
  });
  cloud.autoscaling.startInstanceRefresh({
    autoScalingGroupName: 'web',
    desiredConfiguration: { launchTemplate: { launchTemplateName, version: '2' } }, // prettier-ignore
    preferences,
  });
  let [least, most, alone] = [10, 10, 0];
  const end = cloud.now + hours(3);
  while (cloud.now < end) {
    await cloud.run(20);
    least = Math.min(least, web.inService.length);
    most = Math.max(most, web.inService.length);
    if (fresh() === 1) alone += 20;
  }
  return { least, most, alone, fresh: fresh() };
}
const good = await deploy(false);
const bad = await deploy(true);
check('ten are there all the time', good.least >= 10, `${good.least} at worst`); // prettier-ignore
check('twelve at most', good.most <= 12, `${good.most} at most`);
check('one is watched for ten minutes', good.alone >= 600, `${good.alone} s`);
check('a good version reaches all', good.fresh === 10);
check('a faulty one leaves nothing behind', bad.fresh === 0, `${bad.fresh} are faulty`); // prettier-ignore
