import { check, Cloud } from 'desired-capacity';
import { options } from './survive.starter.ts';

const cloud = new Cloud();
const { cloudfront } = cloud;
const [a] = ['a.example.com', 'b.example.com'].map((name) =>
  cloudfront.endpoints.listen(`${name}:80`, () => ({ status: 200 })),
);
const site = cloudfront.distribution(options);
const worst = { seconds: 0, errors: 0 };
const conditions = [
  { kind: 'black-hole' },
  { kind: 'status', status: 500 },
  { kind: 'refuse' },
] as const;
cloud.process(function* () {
  for (const [i, condition] of conditions.entries()) {
    a!.condition = condition;
    // A page that nobody has asked for before: there is no copy.
    const { status, seconds } = yield* site.request({ path: `/${i}` });
    if (status !== 200) worst.errors += 1;
    worst.seconds = Math.max(worst.seconds, seconds);
  }
});
await cloud.run(400);
check('no viewer sees an error', worst.errors === 0);
check('nobody waits for more than five seconds', worst.seconds <= 5);
