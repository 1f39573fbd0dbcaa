import { AwsError, check, Cloud, plot } from 'desired-capacity';

const offered = 3600; // knob 300..4800 step 300 unit messages a second

// How many messages a second does a FIFO topic take, by how many
// message groups the publisher spreads them over?
function accepted(groups: number, scope: 'Topic' | 'MessageGroup') {
  const cloud = new Cloud();
  const { topicArn } = cloud.sns.createTopic({
    name: 'prices.fifo',
    attributes: { FifoTopic: 'true', FifoThroughputScope: scope },
  });
  let taken = 0;
  for (let number = 0; number < offered; number += 1) {
    try {
      cloud.sns.publish({
        topicArn,
        message: 'a price',
        messageGroupId: `product-${number % groups}`,
        messageDeduplicationId: `${number}`,
      });
      taken += 1;
      // #region or it is throttled
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.code !== 'Throttled') throw error;
    }
    // #endregion
  }
  return taken;
}

// #region by groups, a plot and the checks
const groups = [1, 2, 4, 6, 8, 10, 12, 16];
const by = (scope: 'Topic' | 'MessageGroup') =>
  groups.map((n): [number, number] => [n, accepted(n, scope)]);
const [topicWide, groupWide] = [by('Topic'), by('MessageGroup')];
plot({
  title: 'What a FIFO topic takes in a second',
  description:
    'The more message groups there are, the more messages are taken, until all that are offered are. Where ids count for the topic, there is an upper limit.',
  x: { label: 'Message groups' },
  y: { label: 'Messages a second' },
  series: [
    { name: 'ids count for the topic', points: topicWide },
    { name: 'ids count for the group', points: groupWide },
  ],
});
check('one group takes 300 a second', topicWide[0]![1] === 300);
check('two groups take twice as many', topicWide[1]![1] === 600);
check(
  'ids that count for the topic limit it, those of a group do not',
  topicWide.at(-1)![1] === 3000 && groupWide.at(-1)![1] === offered,
);
// #endregion
