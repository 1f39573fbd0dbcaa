/** What EventBridge refuses in a target's input, in its words. */
export class InputError extends Error {}
