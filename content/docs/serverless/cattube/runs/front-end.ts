import { check, Cloud, openPage, table } from 'desired-capacity';

const cloud = new Cloud({ iam: true });
// #region the site in S3, the bucket for uploads, and the role of who has signed in
const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }); // prettier-ignore
const originals = cloud.s3.bucket('cattube-originals');
const site = cloud.s3.bucket('cattube-site');
site.put('index.html', '<script src="cattube.js"></script>', 'text/html');
site.put('cattube.js', 'signInAndUpload();', 'text/javascript');
cloud.s3.deletePublicAccessBlock({ bucket: site.name });
cloud.s3.putBucketPolicy({ bucket: site.name, policy: policy({ Principal: '*', Action: 's3:GetObject', Resource: `${site.arn}/*` }) }); // prettier-ignore
cloud.s3.putBucketWebsite({ bucket: site.name, websiteConfiguration: { indexDocument: { suffix: 'index.html' } } }); // prettier-ignore
const { role } = cloud.iam.createRole({
  roleName: 'uploader',
  assumeRolePolicyDocument: policy({ Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }), // prettier-ignore
});
cloud.iam.putRolePolicy({
  roleName: 'uploader',
  policyName: 'upload',
  policyDocument: policy({ Action: 's3:PutObject', Resource: `${originals.arn}/*` }), // prettier-ignore
});
const google = cloud.cognitoidentityprovider.outside('https://accounts.google.com'); // prettier-ignore
const rows: { step: string; answer: string }[] = [];
const said = (error: unknown) => (error as Error).name;
// #endregion
// CatTube is known to Google as 'cattube'. Whose tokens does Cognito take?
const audience: string = 'cattube'; // knob 'cattube' | 'another app'
const pool = cloud.cognitoidentity.build('cattube', {
  authenticated: role!.arn!,
  pool: { supportedLoginProviders: { 'accounts.google.com': 'cattube' } },
});
// 1. The browser loads the page and its script from the bucket.
const page = openPage(cloud, site.websiteUrl);
const script = await page.fetch(`${site.websiteUrl}/cattube.js`);
rows.push({ step: 'the script', answer: script.text() });
// 2. The visitor signs in with Google, which gives the browser an ID token.
const idToken = google.token({ sub: '117', aud: audience });
rows.push({ step: 'the ID token', answer: `of ${audience}` });
// 3. Cognito exchanges it for temporary credentials.
const keys = await pool.credentials(idToken, 'accounts.google.com').then((got) => got, said); // prettier-ignore
rows.push({ step: 'the credentials', answer: typeof keys === 'string' ? keys : 'for an hour' }); // prettier-ignore
// 4. With them it puts the video straight into Originals.
const object = { Bucket: 'cattube-originals', Key: 'hat', Body: new Uint8Array(1000) }; // prettier-ignore
const stored = typeof keys === 'string' ? keys : await cloud.as(keys).send('s3', 'PutObject', object).then(() => 'stored', said); // prettier-ignore
rows.push({ step: 'the upload', answer: stored });
// #region the table and the checks
table('From the site to the bucket', rows);
check('the site is objects of a bucket, its script runs in the browser', script.status === 200 && script.text() === 'signInAndUpload();'); // prettier-ignore
check('the token of Google is taken, that for another app is not', (typeof keys === 'object') === (audience === 'cattube')); // prettier-ignore
check('with the credentials the browser stores a video', originals.keys.includes('hat') === (audience === 'cattube')); // prettier-ignore
// #endregion
