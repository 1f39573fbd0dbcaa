import type { Cloud, Shell } from 'desired-capacity';

const activity = 'arn:aws:states:us-east-1:123456789012:activity:clerk';
const orders = {
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', Seconds: 30, Next: 'Thank' },
    Thank: { Type: 'Pass', Result: { thanks: true }, End: true },
  },
};
const refund = {
  StartAt: 'Ask',
  States: { Ask: { Type: 'Task', Resource: activity, End: true } },
};

/** A definition in a file, and a machine that waits for a clerk. */
export function setUp(cloud: Cloud, { variables, files }: Shell): void {
  cloud.sfn.createActivity({ name: 'clerk' });
  const machine = cloud.sfn.machine('refund', refund);
  const execution = machine.start({ euros: 20 });
  files.set('orders.asl.json', JSON.stringify(orders, undefined, 2));
  variables.set('role_arn', 'arn:aws:iam::123456789012:role/machine');
  variables.set('activity_arn', activity);
  variables.set('machine_arn', machine.arn);
  variables.set('execution', execution.arn);
}
