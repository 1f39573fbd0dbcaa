import { check, Cloud, days, table } from 'desired-capacity';

const objects = 40; // knob 1..100

// A volume of 10 GiB and a bucket. Each gets files of 1 MB.
const cloud = new Cloud();
cloud.ec2.createVolume({ availabilityZone: 'us-east-1a', size: 10, volumeType: 'gp3' }); // prettier-ignore
cloud.s3.createBucket({ bucket: 'photos' });
const photo = new Uint8Array(1e6);
const rows: { 'files of 1 MB': number; 'volume, US cents': number; 'bucket, US cents': number }[] = []; // prettier-ignore
let stored = 0;
// #region store, wait a month, and see what it cost
function cost(service: string) {
  return cloud.meter
    .bill()
    .filter(
      (line) => line.service === service && !line.item.includes('requests'),
    ) // prettier-ignore
    .reduce((sum, { usd }) => sum + 100 * usd, 0);
}
async function month(more: number) {
  for (let i = 0; i < more; i++)
    cloud.s3.putObject({ bucket: 'photos', key: `${stored++}.jpg`, body: photo }); // prettier-ignore
  const before = [cost('Amazon EBS'), cost('Amazon S3')];
  await cloud.run(days(30));
  const [ebs, s3] = [cost('Amazon EBS'), cost('Amazon S3')];
  const round = (cents: number) => Math.round(cents * 1000) / 1000;
  rows.push({ 'files of 1 MB': stored, 'volume, US cents': round(ebs! - before[0]!), 'bucket, US cents': round(s3! - before[1]!) }); // prettier-ignore
}
// #endregion
await month(0);
await month(objects);
await month(objects);
// #region a table and the checks
table('Three months', rows);
const { keyCount } = cloud.s3.listObjectsV2({ bucket: 'photos' });
const page = new TextEncoder().encode('<h1>Hello</h1>');
cloud.s3.putObject({ bucket: 'photos', key: 'index.html', body: page });
const { body } = cloud.s3.getObject({ bucket: 'photos', key: 'index.html' });
const [empty, some, more] = rows;
check('a volume is paid as large as it was made', Math.abs(empty!['volume, US cents'] - more!['volume, US cents']) < 0.01 && empty!['volume, US cents'] > 0); // prettier-ignore
check('an empty bucket costs nothing', empty!['bucket, US cents'] === 0);
check('a bucket costs what is in it', Math.abs(more!['bucket, US cents'] - 2 * some!['bucket, US cents']) < 0.002); // prettier-ignore
check('nobody had to make the bucket larger', keyCount === 2 * objects);
check('what was stored comes back as it was', String(body) === String(page));
// #endregion
