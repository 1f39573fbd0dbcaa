import { check, Cloud, table } from 'desired-capacity';
import { publicRead } from './parts.ts';

const cloud = new Cloud();
const bucket = cloud.s3.bucket('petcuddleotron-4711');
const name = { bucket: bucket.name };
bucket.put('index.html', '<h1>Pet-Cuddle-O-Tron</h1>', 'text/html');
// #region what a visitor gets
const rows: { step: string; 'GET /': number }[] = [];
async function look(step: string) {
  const { status } = await cloud.fetch(`${bucket.websiteUrl}/`);
  rows.push({ step, 'GET /': status });
}
// #endregion
const indexDocument = { suffix: 'index.html' };
cloud.s3.putBucketWebsite({
  ...name,
  websiteConfiguration: { indexDocument },
});
await look('website hosting is on');
// Block Public Access is on for every new bucket: it refuses the policy.
let refused = '';
try {
  cloud.s3.putBucketPolicy({ ...name, policy: publicRead(bucket.arn) });
} catch (error) {
  refused = (error as Error).name;
}
cloud.s3.deletePublicAccessBlock(name);
await look('public access is allowed');
cloud.s3.putBucketPolicy({ ...name, policy: publicRead(bucket.arn) });
await look('a policy lets everybody read');
// #region the table, another bucket of that name, and the checks
table('From a bucket to a website', rows);
let taken = '';
try {
  cloud.inAccount('999999999999').s3.createBucket(name);
} catch (error) {
  taken = (error as Error).name;
}
console.log(bucket.websiteUrl);
check('a new bucket takes no public policy', refused === 'AccessDenied');
check('to allow public access shows nothing yet', rows[1]!['GET /'] === 403);
check('with the policy, the entry page is there', rows[2]!['GET /'] === 200);
check('nobody else gets a bucket of that name', taken === 'BucketAlreadyExists'); // prettier-ignore
// #endregion
