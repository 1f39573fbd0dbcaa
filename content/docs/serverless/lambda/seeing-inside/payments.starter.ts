/**
 * A server writes lines of JSON, one for each payment: { "level": "error", "what": "payment", "ms": 1800 }.
 * This pattern finds the payments that failed, or took longer than a second.
 */
export const pattern = 'error';
