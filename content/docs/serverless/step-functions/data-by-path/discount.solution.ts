/** Adds the discount of a function's answer to the order, and keeps the order whole. */
export const discount = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: {
    FunctionName: 'discount',
    // The name ends in .$: what stands behind it is a path.
    Payload: { 'customer.$': '$.order.customer' },
  },
  // Of the answer the one thing that the next state needs, put beside the order.
  ResultSelector: { 'share.$': '$.Payload.share' },
  ResultPath: '$.discount',
  End: true,
};
