import assert from 'node:assert/strict';
import { test } from 'vitest';
import { angleOf, cosDegrees, sinDegrees } from './angles.ts';
import {
  EARTH_RADIUS,
  distance,
  edgeCities,
  edgeCity,
  nearest,
  regionData,
  roundTrip,
  type Coordinates,
} from './index.ts';
import { seeded } from './testing/seeded.ts';

const radians = Math.PI / 180;

/** The same by the engine's own functions, in the form that is well conditioned everywhere. */
function reference(a: Coordinates, b: Coordinates): number {
  const point = ({ latitude, longitude }: Coordinates) => [
    Math.cos(latitude * radians) * Math.cos(longitude * radians),
    Math.cos(latitude * radians) * Math.sin(longitude * radians),
    Math.sin(latitude * radians),
  ];
  const [u, v] = [point(a), point(b)];
  const apart = Math.hypot(...u.map((x, i) => x - v[i]!));
  const sum = Math.hypot(...u.map((x, i) => x + v[i]!));
  return 2 * EARTH_RADIUS * Math.atan2(apart, sum);
}

test('sines, cosines and angles agree with Math’s within 1e-15', () => {
  const random = seeded(1);
  for (let i = 0; i < 50_000; i++) {
    const degrees = (random() - 0.5) * 1000;
    assert(Math.abs(sinDegrees(degrees) - Math.sin(degrees * radians)) < 2e-15, `${degrees}`);
    assert(Math.abs(cosDegrees(degrees) - Math.cos(degrees * radians)) < 2e-15, `${degrees}`);
    const [y, x] = [random(), random() * 10 ** (random() * 8 - 4)];
    assert(Math.abs(angleOf(y, x) - Math.atan2(y, x)) < 1e-15, `${y} ${x}`);
  }
  for (let quarter = -8; quarter <= 8; quarter++) {
    assert.equal(sinDegrees(quarter * 90) + 0, Math.round(Math.sin((quarter * Math.PI) / 2)) + 0);
    assert.equal(cosDegrees(quarter * 90) + 0, Math.round(Math.cos((quarter * Math.PI) / 2)) + 0);
  }
});

test('distances agree with Math’s within 1e-9 of the Earth, near and at the antipode too', () => {
  const random = seeded(2);
  const anywhere = () => ({ latitude: random() * 180 - 90, longitude: random() * 360 - 180 });
  let worst = 0;
  for (let i = 0; i < 50_000; i++) {
    const a = anywhere();
    let b = anywhere();
    const close = 10 ** (-8 * random());
    if (i % 3 === 1) b = { latitude: Math.min(90, a.latitude + close), longitude: a.longitude };
    if (i % 3 === 2) {
      const longitude = a.longitude + (a.longitude > 0 ? -180 : 180);
      b = { latitude: Math.max(-90, -a.latitude - close), longitude };
    }
    const gap = Math.abs(distance(a, b) - reference(a, b)) / EARTH_RADIUS;
    worst = Math.max(worst, gap);
    assert.equal(distance(a, b), distance(b, a));
  }
  assert(worst < 1e-9, `${worst}`);
});

test('distances are a metric', () => {
  const random = seeded(3);
  const anywhere = () => ({ latitude: random() * 180 - 90, longitude: random() * 360 - 180 });
  for (let i = 0; i < 5000; i++) {
    const [a, b, c] = [anywhere(), anywhere(), anywhere()];
    assert.equal(distance(a, a), 0);
    assert(distance(a, c) <= distance(a, b) + distance(b, c) + 1e-6);
    assert(distance(a, b) <= Math.PI * EARTH_RADIUS + 1e-6);
  }
  const pole = { latitude: 90, longitude: 0 };
  assert(Math.abs(distance(pole, { latitude: 0, longitude: 77 }) - (Math.PI / 2) * EARTH_RADIUS) < 1e-6);
  assert.equal(distance({ latitude: 0, longitude: -180 }, { latitude: 0, longitude: 180 }) < 1e-6, true);
  assert.throws(() => distance(pole, { latitude: 91, longitude: 0 }), RangeError);
  assert.throws(() => distance(pole, { latitude: 0, longitude: NaN }), RangeError);
});

/**
 * Average round trips between Regions in milliseconds as somebody measured them in 2017, each Region against those after it:
 * https://acomputerscientistlearnsaws.blogspot.com/2017/04/aws-regions.html
 */
const measured: [string, number[]][] = [
  ['us-east-1', [72.74, 86.98, 80.55, 88.66, 145.3, 178.4, 216.7, 230, 119.5]],
  ['us-west-1', [19.46, 153.2, 166.6, 102.5, 131.5, 174, 157.5, 192.7]],
  ['us-west-2', [137, 159.5, 89.1, 118.3, 161.4, 162.2, 182.7]],
  ['eu-west-1', [19.56, 212.4, 242.4, 239, 309.6, 191.3]],
  ['eu-central-1', [236.5, 266.2, 325.9, 323.5, 194.9]],
  ['ap-northeast-1', [31.44, 73.79, 103.9, 256.8]],
  ['ap-northeast-2', [71.87, 134, 286.3]],
  ['ap-southeast-1', [175.3, 328.1]],
  ['ap-southeast-2', [322.5]],
  ['sa-east-1', []],
];

test('round trips between Regions are of the order of measured ones, which are never faster than light', () => {
  const errors: number[] = [];
  measured.forEach(([from, row], i) => {
    row.forEach((milliseconds, j) => {
      const to = measured[i + 1 + j]![0];
      const [a, b] = [regionData(from)!, regionData(to)!];
      const ratio = milliseconds / 1000 / roundTrip(a, b);
      errors.push(Math.abs(1 / ratio - 1)); // of the measured time
      assert(ratio > 0.7 && ratio < 2.2, `${from} ${to}: measured ${ratio} times as much`);
      assert((2 * distance(a, b)) / 299_792.458 < milliseconds / 1000);
    });
  });
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  console.log(`round trips: ${errors.length} pairs, off by ${(100 * mean).toFixed(0)} % on average`);
  assert(mean < 0.25);
});

test('edge cities have a code each, and lie where they belong', () => {
  assert.equal(new Set(edgeCities.map(({ code }) => code)).size, edgeCities.length);
  assert(edgeCities.length >= 60);
  for (const city of edgeCities) {
    assert.match(city.code, /^[A-Z]{3}$/);
    assert.equal(edgeCity(city.code), city);
  }
  assert.equal(edgeCity('__proto__'), undefined);
  for (const [region, code] of [
    ['eu-central-1', 'FRA'],
    ['us-east-1', 'IAD'],
    ['ap-southeast-2', 'SYD'],
    ['sa-east-1', 'GRU'],
    ['af-south-1', 'CPT'],
  ] as const)
    assert.equal(nearest(regionData(region)!, edgeCities)!.code, code);
  assert.equal(nearest({ latitude: 0, longitude: 0 }, []), undefined);
});
