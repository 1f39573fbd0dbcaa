/**
 * How a window of a minute deals with calls that are told late, up to two
 * minutes. The board wants a first result some seconds after the minute; the
 * invoice wants the last result of each minute to be complete. Seconds.
 */
export const outOfOrderness = 0;
export const allowedLateness = 120;
