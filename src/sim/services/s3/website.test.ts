import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

const open = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::pets/*' },
});
const refusal = (name: string) => expect.objectContaining({ name }) as Error;

function site(region = 'us-east-1') {
  const cloud = new Cloud({ region });
  const bucket = cloud.s3.bucket('pets');
  bucket.put('index.html', '<h1>Pets</h1>', 'text/html');
  bucket.put('cats/index.html', '<h1>Cats</h1>', 'text/html');
  cloud.s3.putBucketWebsite({
    bucket: 'pets',
    websiteConfiguration: { indexDocument: { suffix: 'index.html' } },
  });
  const ask = async (path: string, method = 'GET') =>
    (await cloud.fetch(`${bucket.websiteUrl}${path}`, { method })).status;
  return { cloud, bucket, ask };
}

test('a new bucket shows strangers nothing, and takes no public policy until that is allowed', async () => {
  const { cloud, ask } = site();
  expect(await ask('/')).toBe(403);
  expect(() => cloud.s3.putBucketPolicy({ bucket: 'pets', policy: open })).toThrow(refusal('AccessDenied'));
  cloud.s3.deletePublicAccessBlock({ bucket: 'pets' });
  expect(await ask('/')).toBe(403);
  cloud.s3.putBucketPolicy({ bucket: 'pets', policy: open });
  expect(await ask('/')).toBe(200);
  cloud.s3.putPublicAccessBlock({
    bucket: 'pets',
    publicAccessBlockConfiguration: { restrictPublicBuckets: true },
  });
  expect(await ask('/')).toBe(403);
});

test('a path gets its object, a folder its index, and what is not there 403 or 404 by who may list', async () => {
  const { cloud, bucket, ask } = site();
  cloud.s3.deletePublicAccessBlock({ bucket: 'pets' });
  cloud.s3.putBucketPolicy({ bucket: 'pets', policy: open });
  const cats = await cloud.fetch(`${bucket.websiteUrl}/cats/`);
  expect([cats.text(), cats.headers.get('content-type')]).toEqual(['<h1>Cats</h1>', 'text/html']);
  expect(await ask('/dogs.html')).toBe(403);
  expect(await ask('/', 'POST')).toBe(405);
  const listed = open.replace('"s3:GetObject"', '["s3:GetObject","s3:ListBucket"]').replace('"arn:aws:s3:::pets/*"', '["arn:aws:s3:::pets","arn:aws:s3:::pets/*"]'); // prettier-ignore
  cloud.s3.putBucketPolicy({ bucket: 'pets', policy: listed });
  expect(await ask('/dogs.html')).toBe(404);
  bucket.put('sorry.html', 'Sorry', 'text/html');
  const websiteConfiguration = {
    indexDocument: { suffix: 'index.html' },
    errorDocument: { key: 'sorry.html' },
  };
  cloud.s3.putBucketWebsite({ bucket: 'pets', websiteConfiguration });
  const sorry = await cloud.fetch(`${bucket.websiteUrl}/dogs.html`);
  expect([sorry.status, sorry.text()]).toEqual([404, 'Sorry']);
  cloud.s3.deleteBucketWebsite({ bucket: 'pets' });
  expect(() => cloud.s3.getBucketWebsite({ bucket: 'pets' })).toThrow(refusal('NoSuchWebsiteConfiguration'));
  expect(await ask('/')).toBe(404);
});

test('the name of the endpoint has a dash in older Regions and a dot in the others', () => {
  expect(site().bucket.websiteUrl).toBe('http://pets.s3-website-us-east-1.amazonaws.com');
  expect(site('eu-central-1').bucket.websiteUrl).toBe('http://pets.s3-website.eu-central-1.amazonaws.com');
});

test('a policy that is none is refused, one that was deleted is gone', () => {
  const { cloud } = site();
  expect(() => cloud.s3.putBucketPolicy({ bucket: 'pets', policy: 'open' })).toThrow(
    refusal('MalformedPolicy'),
  );
  const own = open.replace('"*"', '{"AWS":"arn:aws:iam::123456789012:root"}');
  cloud.s3.putBucketPolicy({ bucket: 'pets', policy: own });
  expect(cloud.s3.getBucketPolicy({ bucket: 'pets' }).policy).toBe(own);
  cloud.s3.deleteBucketPolicy({ bucket: 'pets' });
  expect(() => cloud.s3.getBucketPolicy({ bucket: 'pets' })).toThrow(refusal('NoSuchBucketPolicy'));
});
