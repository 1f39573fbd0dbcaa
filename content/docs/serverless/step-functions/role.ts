import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud({ iam: true });
const orders = cloud.sqs.createQueue('orders');
const mails = cloud.sqs.createQueue('mails');
// #region a role is made: Step Functions may take it, and it may do something with one queue
const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }); // prettier-ignore
function roleThatMay(action: string, resource: string): string {
  const { role } = cloud.iam.createRole({
    roleName: 'workflow',
    assumeRolePolicyDocument: policy({ Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }), // prettier-ignore
  });
  cloud.iam.putRolePolicy({
    roleName: 'workflow',
    policyName: 'queue',
    policyDocument: policy({ Action: action, Resource: resource }),
  });
  return role!.arn!;
}
// #endregion
const may: string = 'sqs:SendMessage'; // knob 'sqs:SendMessage' | 'sqs:ReceiveMessage'
const roleArn = roleThatMay(may, orders.arn);
const machineFor = (queue: typeof orders) =>
  cloud.sfn.machine(
    queue.name,
    {
      StartAt: 'Send',
      States: {
        Send: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Parameters: { QueueUrl: queue.url, 'MessageBody.$': '$' },
          End: true,
        },
      },
    },
    { roleArn },
  );
// #region two executions, the table and the checks
const rows: { queue: string; status: string; error: string; messages: number }[] = []; // prettier-ignore
for (const queue of [orders, mails]) {
  const { status, error = '' } = await machineFor(queue).start().done;
  rows.push({
    queue: queue.name,
    status,
    error,
    messages: queue.approximateNumberOfMessages,
  });
}
table('Two queues, one role', rows);
check('the role lets the machine send to its queue', (rows[0]!.status === 'SUCCEEDED') === (may === 'sqs:SendMessage')); // prettier-ignore
check('it may do nothing else: to the other queue it sends nothing', rows[1]!.status === 'FAILED' && rows[1]!.messages === 0); // prettier-ignore
// #endregion
