import { parseStatistic, type ParsedStatistic } from '../../cloud/metrics/statistic.ts';
import { invalidParameter } from './errors.ts';

/** Reads a statistic's name: `Average`, `p99`. Refuses a text that names none. */
export function statisticNamed(text: string): ParsedStatistic {
  const statistic = parseStatistic(text);
  if (statistic === undefined)
    throw invalidParameter(`The value ${text.slice(0, 64)} for parameter Stat is not supported.`);
  return statistic;
}
