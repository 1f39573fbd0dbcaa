import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const { cloudfront } = cloud;
// A bucket that gives its objects to one distribution and to nobody else.
const bucket = 'site.s3.eu-west-1.amazonaws.com';
// #region a bucket that looks at who has signed
let allowed = '';
cloudfront.endpoints.listen(`${bucket}:80`, ({ path, headers }) => {
  const signed = headers?.get('authorization') ?? '';
  if (!allowed || !signed.endsWith(allowed)) return { status: 403 };
  return { status: 200, body: `the object ${path}` };
});
// #endregion
const { originAccessControl } = cloudfront.createOriginAccessControl({
  originAccessControlConfig: {
    name: 'site',
    originAccessControlOriginType: 's3',
    signingBehavior: 'always',
    signingProtocol: 'sigv4',
  },
});
const site = cloudfront.distribution({
  origin: {
    domainName: bucket,
    originAccessControlId: originAccessControl!.id,
  },
  defaultRootObject: 'index.html',
});
allowed = site.arn; // The bucket policy, with AWS:SourceArn.

// #region one request past CloudFront, two through it
const statuses: Record<string, string | number>[] = [];
cloud.process(function* () {
  const direct = yield* cloudfront.endpoints.connect(
    'viewer',
    `${bucket}:80`,
  );
  const past = yield* direct.send({ host: bucket, path: '/index.html' });
  statuses.push({ request: 'to the bucket', status: past.status, got: '–' });
  for (const path of ['/', '/cat.jpg']) {
    const { status, body } = yield* site.request({ at: 'DUB', path });
    statuses.push({
      request: `to CloudFront: ${path}`,
      status,
      got: String(body),
    });
  }
});
await cloud.run(10);
// #endregion
// #region the table and the checks
table('A static site', statuses);
check('nobody gets past CloudFront', statuses[0]!.status === 403);
check(
  'the site is served from the bucket',
  statuses[1]!.got === 'the object /index.html' &&
    statuses[2]!.status === 200,
);
// #endregion
