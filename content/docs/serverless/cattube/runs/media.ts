import { check, Cloud, table } from 'desired-capacity';
import { serverless } from './serverless.ts';

const cloud = new Cloud();
const done = new Map<string, number>();
const site = serverless({
  cloud,
  isBroken: () => false,
  done: (job) => done.set(job, Math.round(cloud.now)),
});
// One visitor uploads a video, and another wants to watch it.
await cloud.run(10);
const video = { key: 'hat', at: 10, done: new Map<string, number>() };
await cloud.process(() => site.upload(video));
const rows: { seconds: number; status: number; answer: string }[] = [];
for (const after of [1, 100]) {
  await cloud.run(after);
  const answer = await ask('hat');
  const seconds = Math.round(cloud.now) - 10;
  rows.push({ seconds, status: answer.status, answer: answer.text() });
}
// #region how to ask, the table and the checks
function ask(key: string) {
  const [api] = cloud.apigateway.getRestApis().items!;
  const { url } = cloud.apigateway.api(api!.id!);
  return cloud.fetch(`${url}/media/${key}`);
}
table('After the upload', rows);
const keys = (name: string) => cloud.s3.bucket(`cattube-${name}`).keys;
const none = await ask('dog');
check('an upload is an object of the bucket Originals', keys('originals').join() === 'hat'); // prettier-ignore
check('the event of S3 has called the function', done.get('catalogue') === 10); // prettier-ignore
check('the output is in the bucket Transcode', keys('transcode').includes('hat')); // prettier-ignore
const entry = cloud.dynamodb.table('catalogue').get({ key: 'hat' });
check('DynamoDB has what is known of the video', entry !== undefined);
check('a request for media calls a function', rows[1]!.status === 200);
check(
  'it answers for what is in DynamoDB and in Transcode, and for nothing else',
  rows[0]!.status === 404 && rows[1]!.status === 200 && none.status === 404,
);
check(
  'the answer is an address in the bucket Transcode',
  rows[1]!.answer.includes('https://cattube-transcode.s3'),
);
// #endregion
