import { check, Cloud, minutes, table } from 'desired-capacity';

type Statement = { principal: string; sourceArn?: string };

/** Publishes to two topics, both subscribed by the function; who of them gets through? */
async function through(statement: Statement | undefined) {
  const cloud = new Cloud();
  const came: string[] = [];
  const { functionArn } = cloud.lambda.createFunction({
    functionName: 'work',
    code: () => (event: { Records: { Sns: { Message: string } }[] }) => {
      came.push(event.Records[0]!.Sns.Message);
    },
  });
  if (statement)
    cloud.lambda.addPermission({
      functionName: 'work',
      statementId: 'topic',
      action: 'lambda:InvokeFunction',
      ...statement,
    });
  // #region two topics
  for (const name of ['news', 'rumours']) {
    const { topicArn } = cloud.sns.createTopic({ name });
    cloud.sns.subscribe({
      topicArn: topicArn!,
      protocol: 'lambda',
      endpoint: functionArn!,
    });
    cloud.sns.publish({ topicArn: topicArn!, message: name });
  }
  await cloud.run(minutes(1));
  // #endregion
  return came.sort().join(' and ') || 'nobody';
}

// #region the table and the checks
const principal = 'sns.amazonaws.com';
const news = 'arn:aws:sns:us-east-1:123456789012:news';
const rows = [
  { 'the policy names': 'nobody', 'gets through': await through(undefined) },
  { 'the policy names': 'SNS', 'gets through': await through({ principal }) },
  {
    'the policy names': 'SNS and one topic',
    'gets through': await through({ principal, sourceArn: news }),
  },
];
table('Two topics call a function', rows);
const [none, all, one] = rows.map((row) => row['gets through']);
check('without a statement no service may call', none === 'nobody');
check('with the service alone any topic may', all === 'news and rumours');
check('with its source only that topic may', one === 'news');
// #endregion
