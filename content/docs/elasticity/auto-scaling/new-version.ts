import { check, Cloud, minutes, table } from 'desired-capacity';

const cloud = new Cloud();
const template = { launchTemplateName: 'web' };
cloud.ec2.createLaunchTemplate({
  ...template,
  launchTemplateData: {
    imageId: cloud.ec2.image(),
    instanceType: 't3.micro',
    userData: btoa('#!/bin/bash\nyum install -y httpd'),
  },
});
// #region a group that takes the latest version
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 4,
  launchTemplate: { ...template, version: '$Latest' },
  availabilityZones: ['us-east-1a', 'us-east-1b'],
});
await cloud.run(minutes(5));

// #endregion
// A new version of the template, with a larger type.
cloud.ec2.createLaunchTemplateVersion({
  ...template,
  sourceVersion: '1',
  launchTemplateData: { instanceType: 't3.small' },
});
await cloud.run(minutes(30));
const before = web.instances.map(({ type }) => type);
web.setDesiredCapacity(4);
await cloud.run(minutes(5));

// #region the table and the checks
table(
  'Half an hour after the new version, and two launches later',
  web.instances.map(({ type, zone }, i) => ({
    instance: i + 1,
    type,
    zone,
    launched: i < 2 ? 'before the new version' : 'after it',
  })),
);
check(
  'a new version changes no instance that runs',
  before.every((type) => type === 't3.micro'),
);
const later = web.instances.slice(2);
check(
  'new launches take it',
  later.every(({ type }) => type === 't3.small'),
);
const zones = new Set(web.instances.map(({ zone }) => zone));
check('the zones are the group’s, not the template’s', zones.size === 2);
// #endregion
