import { check, Cloud, table } from 'desired-capacity';
import type { RedriveAllowPolicy } from 'desired-capacity/sqs';

/** Which of two queues may use the dead-letter queue. */
function allowed(policy: (cloud: Cloud) => RedriveAllowPolicy | undefined) {
  const cloud = new Cloud();
  cloud.sqs.createQueue('orders');
  const redriveAllowPolicy = policy(cloud);
  const dead = cloud.sqs.createQueue('dead', { redriveAllowPolicy });
  const mayUse = (name: string) => {
    const redrivePolicy = {
      deadLetterTargetArn: dead.arn,
      maxReceiveCount: 5,
    };
    try {
      cloud.sqs.createQueue(name).setQueueAttributes({ redrivePolicy });
      return true;
    } catch {
      return false;
    }
  };
  const permission = redriveAllowPolicy?.redrivePermission ?? 'not set';
  return { permission, orders: mayUse('orders'), other: mayUse('other') };
}

const rows = [
  allowed(() => undefined),
  allowed(() => ({ redrivePermission: 'allowAll' })),
  allowed((cloud) => ({
    redrivePermission: 'byQueue',
    sourceQueueArns: [cloud.sqs.getQueue('orders').arn],
  })),
  allowed(() => ({ redrivePermission: 'denyAll' })),
];
table('Who may send its dead letters here?', rows);
const [unset, all, byQueue, none] = rows;
check('unless said, every queue may', unset!.orders && unset!.other);
check('allowAll says the same', all!.orders && all!.other);
check('byQueue admits those named', byQueue!.orders && !byQueue!.other);
check('denyAll admits none', !none!.orders && !none!.other);
