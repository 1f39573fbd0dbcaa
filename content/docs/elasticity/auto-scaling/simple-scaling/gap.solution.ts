/**
 * From two instances at the upper threshold, four are half as busy: the
 * lower threshold has to be below half of the upper one.
 */
export const rules = { above: 70, below: 30 };
