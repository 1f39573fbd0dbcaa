import assert from 'node:assert/strict';
import { test } from 'vitest';
import { seeded } from '../seeded.fixture.ts';
import { algorithm } from './algorithm.ts';
import { issued, type Stickiness, stuckTo } from './stickiness.ts';
import { chooseGroup } from './target-groups.ts';
import { targetView } from './target-view.ts';

const views = (count: number) => Array.from({ length: count }, (_, i) => targetView(String(i)));

test('weighted groups: 95 to 5, and none where all weights are 0', () => {
  const random = seeded(8);
  const groups = [
    { id: 'blue', weight: 95 },
    { id: 'green', weight: 5 },
  ];
  const n = 100_000;
  let green = 0;
  for (let i = 0; i < n; i++) if (chooseGroup(groups, random)?.id === 'green') green++;
  assert.ok(Math.abs(green / n - 0.05) < 4 * Math.sqrt((0.05 * 0.95) / n));
  const cookie = { group: 'green', renewed: 0 };
  assert.equal(chooseGroup(groups, () => 0, 10, cookie, 20)?.id, 'green');
  assert.equal(chooseGroup(groups, () => 0, 20, cookie, 20)?.id, 'blue');
  assert.equal(chooseGroup(groups, () => 0, 10, cookie, undefined)?.id, 'blue');
  assert.equal(chooseGroup(groups, () => 0, 10, { group: 'gone', renewed: 0 }, 20)?.id, 'blue');
  assert.equal(chooseGroup([{ id: 'a', weight: 0 }], random), undefined);
  assert.equal(chooseGroup([], random), undefined);
});

test('a duration cookie holds from the last request on, and AWSALBCORS goes before AWSALB', () => {
  const sticky: Stickiness = { type: 'lb_cookie', duration: 60 };
  const targets = views(3);
  const at = (target: string, renewed: number) => ({ target, renewed });
  assert.equal(stuckTo(sticky, { AWSALB: at('1', 0) }, targets, 59)?.id, '1');
  assert.equal(stuckTo(sticky, { AWSALB: at('1', 0) }, targets, 60), undefined);
  assert.equal(stuckTo(sticky, { AWSALB: at('1', 0), AWSALBCORS: at('2', 0) }, targets, 1)?.id, '2');
  assert.equal(stuckTo(sticky, { AWSALB: at('9', 0) }, targets, 1), undefined);
  assert.equal(stuckTo(sticky, {}, targets, 1), undefined);
  assert.deepEqual(
    issued(sticky, {}, '1', [], 100).map(({ name, target, renewed, expires }) => [
      name,
      target,
      renewed,
      expires,
    ]),
    [
      ['AWSALB', '1', 100, 604_900],
      ['AWSALBCORS', '1', 100, 604_900],
    ],
  );
});

test('an application cookie begins with the target and needs both cookies', () => {
  const sticky: Stickiness = { type: 'app_cookie', duration: 60, cookieName: 'session' };
  const targets = views(2);
  assert.deepEqual(issued(sticky, {}, '1', ['other'], 0), []);
  const [cookie] = issued(sticky, {}, '1', ['session'], 0);
  assert.equal(cookie?.name, 'AWSALBAPP-0');
  const sent = { AWSALBAPP: cookie!, names: ['session'] };
  assert.equal(stuckTo(sticky, sent, targets, 30)?.id, '1');
  assert.equal(stuckTo(sticky, { AWSALBAPP: cookie! }, targets, 30), undefined);
  // Renewed without the target setting it again.
  assert.equal(issued(sticky, sent, '1', [], 30)[0]?.renewed, 30);
  // Its target failed: the next one is where it sticks, even if the first comes back.
  const moved = issued(sticky, sent, '0', [], 40)[0]!;
  assert.equal(stuckTo(sticky, { AWSALBAPP: moved, names: ['session'] }, targets, 50)?.id, '0');
});

test('property: a sticky client keeps its target while that is eligible and the duration lasts', () => {
  const random = seeded(9);
  const node = algorithm('round_robin', random);
  const sticky: Stickiness = { type: 'lb_cookie', duration: 100 };
  const targets = views(5);
  let now = 0;
  let cookie: { target: string; renewed: number } | undefined;
  for (let i = 0; i < 5000; i++) {
    const gap = random() * 130;
    now += gap;
    const eligible = targets.filter(() => random() < 0.8);
    const stuck = stuckTo(sticky, cookie ? { AWSALB: cookie } : {}, eligible, now);
    if (cookie && gap < 100 && eligible.some(({ id }) => id === cookie?.target))
      assert.equal(stuck?.id, cookie.target);
    else assert.equal(stuck, undefined);
    const target = stuck ?? node.choose(eligible);
    if (target) cookie = issued(sticky, {}, target.id, [], now)[0];
  }
});
