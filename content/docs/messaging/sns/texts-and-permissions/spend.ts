import { check, Cloud, days, plot } from 'desired-capacity';

const textsADay = 10; // knob 1..40 unit texts

const cloud = new Cloud();
cloud.sns.model.smsSandbox = false; // Out of the sandbox, on request.
const phoneNumber = '+4915112345678';
cloud.process(function* publisher() {
  while (true) {
    cloud.sns.publish({ phoneNumber, message: 'Disk full' });
    yield days(1) / textsADay;
  }
});

// #region two months, a plot and the checks
const arrived = () => cloud.sns.outside.received(phoneNumber).length;
const points: [number, number][] = [];
cloud.process(function* count() {
  while (true) {
    points.push([cloud.now / days(1), arrived()]);
    yield days(1);
  }
});
await cloud.run(days(59));
plot({
  title: 'Texts that have arrived',
  description:
    'Texts arrive until the limit of the month is spent. Then none arrive until the next month begins.',
  x: { label: 'Time', unit: 'days' },
  y: { label: 'Texts' },
  series: [{ name: 'arrived', points }],
  marks: [{ x: 31, label: 'a new month' }],
});
const on = (day: number) => points[day]![1];
check('the limit stops the texts of a month', on(30) === on(25));
check('a new month begins anew', on(58) > on(30));
// #endregion
