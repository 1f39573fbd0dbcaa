/** Pays small refunds at once; a person looks at those above 100, and at what has no amount. */
export const refunds = {
  StartAt: 'Who decides?',
  States: {
    'Who decides?': {
      Type: 'Choice',
      // Your turn: an order without an amount must not fail here.
      Choices: [{ Variable: '$.amount', NumericLessThan: 100, Next: 'Pay' }],
      Default: 'Ask a person',
    },
    Pay: { Type: 'Pass', End: true },
    'Ask a person': { Type: 'Pass', End: true },
  },
};
