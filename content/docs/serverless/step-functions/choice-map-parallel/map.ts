import { check, Cloud, plot, table } from 'desired-capacity';

const most = 5; // knob at once: 0..40

// #region a shop that answers a call after two seconds, and counts who is there
const cloud = new Cloud();
let [now, peak] = [0, 0];
const curve: [number, number][] = [[0, 0]];
const come = (by: number) => {
  now += by;
  peak = Math.max(peak, now);
  curve.push([cloud.now, now]);
};
cloud.lambda.createFunction({
  functionName: 'price',
  code: () =>
    function* (item: { sku: number }) {
      come(1);
      yield 2;
      come(-1);
      return { ...item, price: item.sku * 10 };
    },
});
const items = Array.from({ length: 60 }, (_, i) => ({ sku: i + 1 }));
// #endregion
const prices = cloud.sfn.machine('prices', {
  StartAt: 'Each item',
  States: {
    'Each item': {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: most,
      ItemProcessor: {
        StartAt: 'Price',
        States: {
          Price: {
            Type: 'Task',
            Resource: 'arn:aws:lambda:us-east-1:123456789012:function:price',
            End: true,
          },
        },
      },
      End: true,
    },
  },
});
// #region a run, the plot, the table and the checks
const run = await prices.start({ items }).done;
plot({
  title: 'Calls of the price function under way',
  description:
    'The number of calls at once rises to a ceiling, stays there, and falls to none at the end.',
  x: { label: 'Seconds' },
  y: { label: 'Calls at once' },
  series: [{ name: 'calls', points: curve }],
});
const output = run.output as { sku: number }[];
table('Sixty items', [
  {
    'at once, at most': peak,
    seconds: Math.round(run.duration),
    items: output.length,
  },
]);
check('no more at once than MaxConcurrency', peak <= (most || 40));
check(
  'results in the order of the items',
  output.every(({ sku }, i) => sku === i + 1),
);
check(
  'sixty items, five at once: twelve rounds',
  Math.round(run.duration / 2.04) === 12,
);
// #endregion
