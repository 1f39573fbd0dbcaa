/** Pays small refunds at once; a person looks at those above 100, and at what has no amount. */
export const refunds = {
  StartAt: 'Who decides?',
  States: {
    'Who decides?': {
      Type: 'Choice',
      // The parts of And are looked at in order, up to the first that does not hold.
      Choices: [
        {
          And: [
            { Variable: '$.amount', IsPresent: true },
            { Variable: '$.amount', IsNumeric: true },
            { Variable: '$.amount', NumericGreaterThanEquals: 0 },
            { Variable: '$.amount', NumericLessThanEquals: 100 },
          ],
          Next: 'Pay',
        },
      ],
      Default: 'Ask a person',
    },
    Pay: { Type: 'Pass', End: true },
    'Ask a person': { Type: 'Pass', End: true },
  },
};
