/** What the worker does: it takes messages, and deletes what is done. */
export const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage'];
