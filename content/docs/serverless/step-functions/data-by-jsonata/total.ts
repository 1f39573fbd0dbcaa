import { check, Cloud, table } from 'desired-capacity';

const { sfn } = new Cloud();
// #region a choice by the variable: '{% $total > 500 %}'
const end = { Type: 'Pass', End: true };
const choice = {
  'Large?': {
    Type: 'Choice',
    Choices: [{ Condition: '{% $total > 500 %}', Next: 'Ask a person' }],
    Default: 'Send',
  },
  'Ask a person': end,
  Send: end,
};
// #endregion
const invoice = sfn.machine('invoice', {
  QueryLanguage: 'JSONata',
  StartAt: 'Add up',
  States: {
    'Add up': {
      Type: 'Pass',
      Assign: {
        total: '{% $sum($states.input.lines.(price * pieces)) %}',
      },
      Output: {
        customer: '{% $states.input.customer %}',
        lines: '{% $count($states.input.lines) %}',
        dear: '{% [$states.input.lines[price > 100].name] %}',
      },
      Next: 'Large?',
    },
    ...choice,
  },
});
// #region two invoices, the table and the checks
const lines = [
  { name: 'desk', price: 240, pieces: 2 },
  { name: 'lamp', price: 35, pieces: 3 },
];
const large = await invoice.start({ customer: 7, lines }).done;
const small = await invoice.start({ customer: 8, lines: lines.slice(1) })
  .done;
table('Two invoices', [
  {
    invoice: 'desks and lamps',
    way: large.lanes.at(-1)!.name,
    output: JSON.stringify(large.output),
  },
  {
    invoice: 'lamps',
    way: small.lanes.at(-1)!.name,
    output: JSON.stringify(small.output),
  },
]);
check(
  '480 and 105 are more than 500',
  large.lanes.at(-1)!.name === 'Ask a person',
);
check('105 alone is not', small.lanes.at(-1)!.name === 'Send');
check(
  'a filter finds what is dear',
  JSON.stringify(large.output).includes('"dear":["desk"]'),
);
// #endregion
