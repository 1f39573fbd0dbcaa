/**
 * One rule adds two instances above a CPU, the other one removes two below
 * a CPU, in percent. No constant load may make the fleet swing, and none
 * may leave it above 80 % or, at night, with more than it needs.
 */
export const rules = { above: 60, below: 50 };
