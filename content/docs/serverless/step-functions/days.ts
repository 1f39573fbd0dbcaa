import {
  check,
  Cloud,
  days,
  hours,
  minutes,
  seconds,
  table,
} from 'desired-capacity';

const parcel = hours(60); // knob the parcel is under way: 1..96

const cloud = new Cloud();
// #region a function that waits by itself, for as long as Lambda lets it
let arrived = 'never';
cloud.lambda.createFunction({
  functionName: 'wait-for-the-parcel',
  timeout: minutes(15),
  memorySize: 128,
  code: () =>
    function* () {
      yield parcel;
      arrived = 'in time';
    },
});
const call = cloud.send('lambda', 'Invoke', {
  FunctionName: 'wait-for-the-parcel',
});
// #endregion
const delivery = cloud.sfn.machine('delivery', {
  StartAt: 'Under way',
  States: {
    'Under way': { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Thank' },
    Thank: { Type: 'Pass', Result: 'Thank you for your order', End: true },
  },
});
const order = delivery.start({ seconds: parcel });
const answer = await call;
const inFunction = cloud.now;
await order.done;
// #region the table and the checks
const cost = (service: string) =>
  cloud.meter
    .bill({ freeTier: false })
    .filter((line) => line.service === service)
    .reduce((sum, { usd }) => sum + usd, 0);
table('Waiting for a parcel', [
  {
    who: 'a function',
    'waited for (minutes)': Math.round(inFunction / seconds(60)),
    'and then': answer.FunctionError === undefined ? 'done' : 'timed out',
    'cost of 1,000 orders ($)': (cost('AWS Lambda') * 1000).toFixed(2),
  },
  {
    who: 'a state machine',
    'waited for (minutes)': order.duration / 60,
    'and then': order.status.toLowerCase(),
    'cost of 1,000 orders ($)': (cost('AWS Step Functions') * 1000).toFixed(
      2,
    ),
  },
]);
check(
  'the function is over after 15 minutes',
  Math.abs(inFunction - minutes(15)) < 5,
);
check('and it never saw the parcel', arrived === 'never');
check(
  'the machine waits for days',
  order.duration === parcel && parcel > days(2),
);
check(
  'the machine costs less than the function that failed',
  cost('AWS Step Functions') < cost('AWS Lambda'),
);
// #endregion
