import { AwsError, check, Cloud, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from '../topic.ts';

const cloud = new Cloud();
const topicArn = createTopic(cloud, 'orders');
const queue = subscribeQueue(cloud, topicArn, 'orders');
const partner = cloud.inAccount('222222222222');

// #region calls, and what comes of them
function outcome(call: () => unknown) {
  try {
    call();
    return 'allowed';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}
// #endregion
const calls = () => ({
  Publish: outcome(() => partner.sns.publish({ topicArn, message: 'hi' })),
  // #region two more
  Subscribe: outcome(() =>
    partner.sns.subscribe({
      topicArn,
      protocol: 'email',
      endpoint: 'partner@example.com',
    }),
  ),
  DeleteTopic: outcome(() => partner.sns.deleteTopic({ topicArn })),
  // #endregion
});

const before = calls();
cloud.sns.addPermission({
  topicArn,
  label: 'partner publishes',
  awsAccountId: ['222222222222'],
  actionName: ['Publish'],
});
const after = calls();
await cloud.run(1);

// #region the table and the checks
table('What the partner’s account may', [
  { policy: 'as created', ...before },
  { policy: 'partner may publish', ...after },
]);
check('another account may nothing by default', before.Publish !== 'allowed');
check(
  'the policy lets it publish, and nothing else',
  after.Publish === 'allowed' &&
    after.Subscribe !== 'allowed' &&
    after.DeleteTopic !== 'allowed',
);
check(
  'what it publishes reaches the subscribers',
  queue.approximateNumberOfMessages === 1,
);
// #endregion
