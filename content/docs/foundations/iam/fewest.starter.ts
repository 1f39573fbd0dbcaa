/** What the worker may do. Find the fewest actions with which it still runs. */
export const actions = ['sqs:*'];
