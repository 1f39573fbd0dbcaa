import { check, Cloud, days, table } from 'desired-capacity';
import { allow, createRule, put } from '../rule.ts';
import { attemptsOf, outage } from './outage.ts';

type Failure = 'none' | 'down for 1 h' | 'no permission' | 'deleted';

async function run(failure: Failure, withDeadLetters: boolean) {
  const cloud = new Cloud({ traceLimit: 1000 });
  const queue = createRule(cloud, 'orders', { source: ['shop'] });
  const dead = cloud.sqs.createQueue('orders-dlq');
  dead.setQueueAttributes({ policy: allow(dead.arn, ruleOf(cloud)) });
  const target = { id: 'queue', arn: queue.arn };
  const deadLetterConfig = { arn: dead.arn };
  if (withDeadLetters) targetIs(cloud, { ...target, deadLetterConfig });
  // #region the failure, a day, and a row of the table
  outage(cloud, queue, failure === 'down for 1 h' ? 3600 : 0);
  if (failure === 'no permission') queue.setQueueAttributes({ policy: '' });
  if (failure === 'deleted') await queue.deleteQueue();
  const { eventId } = put(cloud, 'shop', 'Order placed', { order: 7 });
  await cloud.run(days(1) + 60);
  const [letter] = await dead.receiveMessage({ waitTimeSeconds: 1 });
  const arrived =
    failure === 'deleted' ? 0 : queue.approximateNumberOfMessages;
  return {
    failure,
    'dead-letter queue': withDeadLetters ? 'yes' : 'no',
    'PutEvents says': eventId ? 'accepted' : 'failed',
    attempts: attemptsOf(cloud, queue).length,
    outcome: arrived ? 'delivered' : letter ? 'dead letter' : 'lost',
    ERROR_CODE: letter?.messageAttributes?.['ERROR_CODE']?.stringValue ?? '',
  };
  // #endregion
}

// #region the rule, and its target set anew
function ruleOf(cloud: Cloud) {
  return cloud.eventbridge.describeRule({ name: 'orders' }).arn!;
}
function targetIs(
  cloud: Cloud,
  target: { id: string; arn: string; deadLetterConfig: { arn: string } },
) {
  cloud.eventbridge.putTargets({ rule: 'orders', targets: [target] });
}
// #endregion
// #region six runs, the table and the checks
const rows = [
  await run('none', false),
  await run('down for 1 h', false),
  await run('no permission', false),
  await run('no permission', true),
  await run('deleted', false),
  await run('deleted', true),
];
table('One event, and what becomes of it', rows);
const [well, down, forbidden, kept, gone, keptToo] = rows;
check(
  'PutEvents accepts the event, whatever becomes of it',
  rows.every((row) => row['PutEvents says'] === 'accepted'),
);
check(
  'a target that was down gets the event later',
  down!.attempts > 1 && down!.outcome === 'delivered',
);
check(
  'without permission, or without a target, there is no second attempt',
  [forbidden, kept, gone, keptToo].every((row) => row!.attempts === 1),
);
check(
  'and without a dead-letter queue the event is lost',
  forbidden!.outcome === 'lost' && gone!.outcome === 'lost',
);
check(
  'a dead-letter queue keeps it, with the reason',
  kept!.ERROR_CODE === 'NO_PERMISSIONS' &&
    keptToo!.ERROR_CODE === 'NO_RESOURCE',
);
check('one attempt is enough where all is well', well!.attempts === 1);
// #endregion
