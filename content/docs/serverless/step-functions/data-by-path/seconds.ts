import { check, Cloud, table } from 'desired-capacity';

const { sfn } = new Cloud();
const wait = { Type: 'Wait', SecondsPath: '$.waitSeconds', End: true };
const asItWas = sfn.machine('as-it-was', {
  StartAt: 'Wait',
  States: { Wait: wait },
});
const mended = sfn.machine('mended', {
  StartAt: 'Number',
  States: {
    Number: {
      Type: 'Pass',
      Parameters: {
        'waitSeconds.$': 'States.StringToJson($.waitSeconds)',
      },
      Next: 'Wait',
    },
    Wait: wait,
  },
});
// A form in a browser sends texts.
const form = { waitSeconds: '120' };
// #region both, the table and the checks
const first = await asItWas.start(form).done;
const second = await mended.start(form).done;
table('The form says 120', [
  {
    machine: 'as it was',
    status: first.status,
    'waited (s)': first.duration,
  },
  { machine: 'mended', status: second.status, 'waited (s)': second.duration },
]);
console.log(first.cause);
check('a text is no number of seconds', first.error === 'States.Runtime');
check('and the execution fails at once', first.duration === 0);
check('an intrinsic function makes it a number', second.duration === 120);
// #endregion
