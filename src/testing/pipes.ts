import type { Cloud } from 'desired-capacity';
import { oneHost, openQueue } from './messaging.ts';

type PipeInput = Parameters<Cloud['pipes']['createPipe']>[0];

const roleArn = 'arn:aws:iam::123456789012:role/pipes';

/** A pipe that runs, from one queue to another; `suffix` makes both FIFO. */
export async function withPipe(given: Partial<PipeInput> = {}, suffix: '' | '.fifo' = '', pollers = 5) {
  const cloud = oneHost();
  cloud.pipes.model.scaling.start = pollers;
  const [source, target] = ['source', 'target'].map((name) => openQueue(cloud, `${name}${suffix}`, 'events'));
  if (suffix)
    for (const queue of [source!, target!])
      void queue.setQueueAttributes({ contentBasedDeduplication: true });
  cloud.pipes.createPipe({ name: 'p', source: source!.arn, target: target!.arn, roleArn, ...given });
  await cloud.run(11);
  return { cloud, source: source!, target: target! };
}

/** A pipe to a function, or through one to a queue; the function is what is given, and `calls` are what it got. */
export async function withFunctions(
  answer: (events: Record<string, unknown>[]) => string,
  given: Partial<PipeInput>,
  to: 'lambda' | 'sqs' = 'lambda',
  pollers = 5,
) {
  const target = to === 'lambda' && { target: 'arn:aws:lambda:us-east-1:123456789012:function:f' };
  const made = await withPipe({ ...target, ...given }, '', pollers);
  const calls: Record<string, unknown>[][] = [];
  const { cloud } = made;
  const { deliver } = cloud;
  cloud.deliver = (arn, delivery) => {
    if (!arn.includes(':lambda:')) return deliver.call(cloud, arn, delivery);
    const events = JSON.parse(delivery.payload) as Record<string, unknown>[];
    calls.push(events);
    return cloud.simulation.process(() => answer(events));
  };
  return { ...made, calls };
}
