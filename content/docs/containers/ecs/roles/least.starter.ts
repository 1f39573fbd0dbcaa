/**
 * A task on Fargate pulls its image, gets a secret as a variable, and its code
 * sends messages to a queue. Nothing else may be allowed to anybody.
 */
export const execution = ['*'];
export const task = ['*'];
