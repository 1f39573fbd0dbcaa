import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { ViewerOptions, ViewerResponse } from './index.ts';

test('a miss, then a hit nearby, until the time is over', async () => {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen(
    'shop.example.com:80',
    () => ({ status: 200, headers: new Map([['cache-control', 'max-age=60']]), body: 'logo' }),
    { place: 'us-east-1' },
  );
  const site = cloudfront.distribution({ origin: 'shop.example.com' });
  const got: ViewerResponse[] = [];
  cloud.process(function* () {
    for (const pause of [0, 30, 40]) {
      yield pause;
      const options: ViewerOptions = { at: 'FRA', path: '/logo.png' };
      got.push(yield* site.request(options));
    }
  });
  await cloud.run(100);
  expect(got.map(({ result }) => result)).toEqual(['Miss', 'Hit', 'Miss']);
  expect(got[0]!.seconds).toBeGreaterThan(0.08);
  expect(got[1]!.seconds).toBeLessThan(0.01);
  expect(got[1]).toMatchObject({ pop: 'FRA', body: 'logo', age: expect.closeTo(30, 0) as number });
});
