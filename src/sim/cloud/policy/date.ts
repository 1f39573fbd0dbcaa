import { daysTo, lengthOfMonth } from '../calendar/calendar.ts';

/**
 * Seconds since 1970 of a date in a condition: a date of ISO 8601 in one of the W3C's forms, or whole seconds, as
 * `aws:EpochTime` has them. Four digits are a year. Undefined for any other text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * https://www.w3.org/TR/NOTE-datetime
 */
export function readDate(text: string): number | undefined {
  if (/^[+-]?\d+$/.test(text) && !/^\d{4}$/.test(text)) {
    const seconds = Number(text);
    return Math.abs(seconds) < 0x8000_0000_0000_0000 ? seconds : undefined;
  }
  const match =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt](\d\d?):(\d\d)(?::(\d\d)(\.\d{1,9})?)?([Zz]|[+-]\d\d(?::?\d\d)?)?)?)?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const part = (i: number, otherwise: number) => (match[i] === undefined ? otherwise : Number(match[i]));
  const [year, month, day] = [part(1, 0), part(2, 1), part(3, 1)];
  const [hour, minute, second] = [part(4, 0), part(5, 0), part(6, 0) + part(7, 0)];
  if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second >= 61) return undefined;
  const offset = offsetOf(match[8] ?? 'Z');
  if (offset === undefined) return undefined;
  return daysTo(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
}

function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (zone[0] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}
