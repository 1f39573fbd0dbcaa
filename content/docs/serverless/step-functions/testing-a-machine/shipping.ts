/** How a parcel is sent: the machine under test. */
export const shipping = {
  StartAt: 'Known weight?',
  States: {
    'Known weight?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.kg', IsPresent: false, Next: 'Weigh it' },
        {
          And: [
            { Variable: '$.country', StringEquals: 'CH' },
            { Variable: '$.kg', NumericGreaterThan: 20 },
          ],
          Next: 'Customs and lorry',
        },
        { Variable: '$.country', StringEquals: 'CH', Next: 'Customs' },
        { Variable: '$.kg', NumericGreaterThan: 20, Next: 'Lorry' },
      ],
      Default: 'Post',
    },
    'Weigh it': { Type: 'Pass', End: true },
    'Customs and lorry': { Type: 'Pass', End: true },
    Customs: { Type: 'Pass', End: true },
    Lorry: { Type: 'Pass', End: true },
    Post: { Type: 'Pass', End: true },
  },
};
