import { check, Cloud, hours, timeline } from 'desired-capacity';

const cloud = new Cloud();
const failing = cloud.sqs.createQueue('failed');
const retries = 2; // knob retries: 0..2
const attempts: number[] = [];
cloud.lambda.createFunction({
  functionName: 'thumbnail',
  code: () => () => {
    attempts.push(cloud.now);
    throw new Error('this picture is broken');
  },
});
cloud.lambda.putFunctionEventInvokeConfig({
  functionName: 'thumbnail',
  maximumRetryAttempts: retries,
  destinationConfig: { onFailure: { destination: failing.arn } },
});
cloud.lambda.submit('thumbnail', { picture: 'holiday.jpg' });
await cloud.run(300);
const [message] = await failing.receiveMessage();
const record = JSON.parse(message!.body);
await cloud.run(hours(1) - cloud.now);

// #region the picture and the checks
timeline({
  title: 'An event that always fails',
  description:
    'The first attempt is made at once, the second a minute after it, the third two minutes after the second. Then the record goes to the queue for failures.',
  lanes: [
    {
      name: 'function',
      events: attempts.map((at, i) => ({
        at,
        label: `attempt ${i + 1} fails`,
      })),
    },
    {
      name: 'queue of failures',
      events: [{ at: attempts.at(-1)!, label: 'gets the record' }],
    },
  ],
});
const gaps = attempts.slice(1).map((at, i) => Math.round(at - attempts[i]!));
check('it is tried three times', retries < 2 || attempts.length === 3);
check(
  'with one minute and two minutes between',
  gaps.every((gap, i) => gap === 60 * (i + 1)),
);
check(
  'the record tells what was asked and what came of it',
  record.requestPayload.picture === 'holiday.jpg' &&
    record.requestContext.condition === 'RetriesExhausted' &&
    record.responsePayload.errorMessage === 'this picture is broken',
);
// #endregion
