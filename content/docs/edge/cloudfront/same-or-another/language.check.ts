import { check, Cloud } from 'desired-capacity';
import { policy } from './language.starter.ts';

const LANGUAGES = ['en', 'fr', 'ja'];
const cloud = new Cloud();
const { cloudfront } = cloud;
cloudfront.endpoints.listen('o.example.com:80', ({ path = '/' }) => ({
  status: 200,
  headers: new Map([['cache-control', 'max-age=3600']]),
  body: /[?&]lang=(\w+)/.exec(path)?.[1] ?? 'en',
}));
const site = cloudfront.distribution({
  origin: 'o.example.com',
  cachePolicy: policy,
});
let hits = 0;
let wrong = 0;
cloud.process(function* () {
  for (let viewer = 0; viewer < 300; viewer += 1) {
    const lang = LANGUAGES[viewer % 3]!;
    const { body, result } = yield* site.request({
      path: `/?lang=${lang}&campaign=${viewer % 7}`,
      headers: { Cookie: `session=${viewer}` },
    });
    if (result === 'Hit') hits += 1;
    if (body !== lang) wrong += 1;
    yield 1;
  }
});
await cloud.run(1000);
check('everybody reads their own language', wrong === 0);
check('of 300 requests at least 290 are hits', hits >= 290, `${hits}`);
