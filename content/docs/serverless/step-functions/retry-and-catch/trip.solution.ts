const call = (name: string) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ResultPath: null,
});
const all = { ErrorEquals: ['States.ALL'] };
/** A booking: what fails leads into the cancellations, at the right place. */
const book = (what: string, Next: string) => ({
  ...call(`book-${what}`),
  Catch: [{ ...all, ResultPath: '$.error', Next }],
});
/** A cancellation has to succeed: it is tried again and again. */
const cancel = (what: string) => ({
  ...call(`cancel-${what}`),
  Retry: [{ ...all, IntervalSeconds: 2, MaxAttempts: 10 }],
});

/** Books a trip: flight, hotel, car. What was booked is cancelled where the trip can't be made whole. */
export const trip = {
  StartAt: 'Book flight',
  States: {
    'Book flight': { ...book('flight', 'No trip'), Next: 'Book hotel' },
    'Book hotel': { ...book('hotel', 'Cancel flight'), Next: 'Book car' },
    'Book car': { ...book('car', 'Cancel hotel'), End: true },
    'Cancel hotel': { ...cancel('hotel'), Next: 'Cancel flight' },
    'Cancel flight': { ...cancel('flight'), Next: 'No trip' },
    'No trip': { Type: 'Fail', Error: 'NoTrip' },
  },
};
