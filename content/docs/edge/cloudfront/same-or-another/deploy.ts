import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// A page and its style, kept for a day. A new version comes at noon.
async function deploy(how: 'just upload' | 'invalidate' | 'new names') {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  let version = 1;
  // #region an origin that says how long to keep a page and its style
  cloudfront.endpoints.listen('o.example.com:80', ({ path = '' }) => {
    const page = path === '/';
    const keep = how === 'new names' && page ? 'max-age=60' : 'max-age=86400';
    return {
      status: 200,
      headers: new Map([['cache-control', keep]]),
      body: page
        ? `/style.${how === 'new names' ? version : 0}.css`
        : version,
    };
  });
  // #endregion
  const site = cloudfront.distribution({
    origin: 'o.example.com',
    cachePolicy: {},
  });
  // #region a viewer comes every ten seconds, and loads the page and its style
  let [old, deployed] = [0, Infinity];
  cloud.process(function* () {
    for (; ; yield 10) {
      const page = yield* site.request({ path: '/' });
      const style = yield* site.request({ path: String(page.body) });
      if (style.body !== version) old = cloud.now - deployed;
    }
  });
  await cloud.run(hours(1) + 5);
  // #endregion
  version = 2;
  deployed = cloud.now;
  if (how === 'invalidate') cloudfront.invalidate(site, '/*');
  await cloud.run(hours(2));
  const paths = how === 'invalidate' ? 1 : 0;
  return { how, 'old for (s)': Math.round(old), 'invalidation paths': paths };
}

const rows = [
  await deploy('just upload'),
  await deploy('invalidate'),
  await deploy('new names'),
];
// #region the table and the checks
table('After a deployment', rows);
const old = rows.map((row) => row['old for (s)']);
check('an upload alone changes nothing for hours', old[0]! > minutes(110));
check('an invalidation takes effect in seconds', old[1]! < 30);
check('new names need none: the page is short-lived', old[2]! <= 70);
// #endregion
