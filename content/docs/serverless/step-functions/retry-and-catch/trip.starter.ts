const call = (name: string) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ResultPath: null,
});

/** Books a trip: flight, hotel, car. What was booked is cancelled where the trip can't be made whole. */
export const trip = {
  StartAt: 'Book flight',
  States: {
    'Book flight': { ...call('book-flight'), Next: 'Book hotel' },
    'Book hotel': { ...call('book-hotel'), Next: 'Book car' },
    'Book car': { ...call('book-car'), End: true },
    // Your turn: cancel-hotel and cancel-flight are functions, too.
  },
};
