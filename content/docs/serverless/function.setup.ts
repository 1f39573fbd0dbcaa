import { type Cloud, minutes, type Shell } from 'desired-capacity';
import { zipOf } from 'desired-capacity/lambda';

/** A function that greets, with version 1 and the alias live, a queue, and a package to make others of. */
export async function setUp(cloud: Cloud, shell: Shell): Promise<void> {
  // The log of a function is kept where somebody looks at logs.
  cloud.cloudwatchlogs.describeLogGroups({});
  const greet = () => (event: { name?: string }) => `Hello, ${event.name}!`;
  cloud.lambda.createFunction({ functionName: 'greet', code: greet });
  await cloud.run(minutes(1));
  const of = { functionName: 'greet' };
  cloud.lambda.publishVersion(of);
  cloud.lambda.createAlias({ ...of, name: 'live', functionVersion: '1' });
  const queue = cloud.sqs.createQueue('jobs');
  shell.variables.set('url', queue.url);
  shell.variables.set('role', 'arn:aws:iam::123456789012:role/greet');
  shell.files.set('function.zip', zipOf(greet));
}
