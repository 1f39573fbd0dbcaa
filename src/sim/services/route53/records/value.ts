import { addressDigits } from '../../../cloud/ip-address.ts';
import { NameError, readName } from './name.ts';
import type { RecordType } from './record-set.ts';

/**
 * What is wrong with a record's value, in Route 53's words where they are on record, or undefined. Types whose values
 * nobody here reads (NAPTR, CAA, DS, …) only have to be of the right number of words.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
 */
export function faultOfValue(type: RecordType, value: string): string | undefined {
  if (value.length > 4000) return fatal('InvalidCharacterString', 'Value is too long', value.slice(0, 100));
  switch (type) {
    case 'A':
      return isAddress(value, 8)
        ? undefined
        : fatal('ARRDATAIllegalIPv4Address', 'Value is not a valid IPv4 address', value);
    case 'AAAA':
      return isAddress(value, 32)
        ? undefined
        : fatal('AAAARRDATAIllegalIPv6Address', 'Value is not a valid IPv6 address', value);
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return faultOfName(value);
    case 'MX':
      return faultOfWords(value, [NUMBER_16, NAME]);
    case 'SRV':
      return faultOfWords(value, [NUMBER_16, NUMBER_16, NUMBER_16, NAME]);
    case 'SOA':
      return faultOfWords(value, [NAME, NAME, NUMBER_32, NUMBER_32, NUMBER_32, NUMBER_32, NUMBER_32]);
    case 'TXT':
    case 'SPF':
      return faultOfText(value);
    default:
      return value.trim() === '' ? fatal('RRDATAEmpty', 'Value is empty', value) : undefined;
  }
}

/** Says of a word whether it will do. */
type Word = (word: string) => boolean;

const NAME: Word = (word) => faultOfName(word) === undefined;
const NUMBER_16: Word = (word) => /^[0-9]{1,5}$/.test(word) && Number(word) <= 0xffff;
const NUMBER_32: Word = (word) => /^[0-9]{1,10}$/.test(word) && Number(word) <= 0xffffffff;

function faultOfWords(value: string, forms: readonly Word[]): string | undefined {
  const words = value.split(/[ \t]+/).filter((word) => word !== '');
  if (words.length !== forms.length) {
    return fatal('RRDATANotWellFormed', `Value needs ${forms.length} fields`, value);
  }
  const bad = words.find((word, i) => !forms[i]?.(word));
  return bad === undefined
    ? undefined
    : fatal('RRDATANotWellFormed', 'Value has a field that is not valid', bad);
}

function faultOfName(value: string): string | undefined {
  try {
    readName(value);
    return undefined;
  } catch (error) {
    if (error instanceof NameError) return error.message;
    throw error;
  }
}

/** One or more strings in double quotes, each of at most 255 characters. */
function faultOfText(value: string): string | undefined {
  let i = 0;
  let strings = 0;
  while (i < value.length) {
    if (value[i] === ' ' || value[i] === '\t') {
      i++;
      continue;
    }
    if (value[i] !== '"') {
      return fatal('InvalidCharacterString', 'Value should be enclosed in quotation marks', value);
    }
    let length = 0;
    for (i++; i < value.length && value[i] !== '"'; i++, length++) {
      if (value[i] !== '\\') continue;
      i += /^[0-7]{3}$/.test(value.slice(i + 1, i + 4)) ? 3 : 1;
    }
    if (i >= value.length) {
      return fatal('InvalidCharacterString', 'Value should be enclosed in quotation marks', value);
    }
    if (length > 255) return fatal('CharacterStringTooLong', 'Value is too long', value);
    strings++;
    i++;
  }
  return strings === 0 ? fatal('CharacterStringEmpty', 'Value is empty', value) : undefined;
}

function fatal(code: string, words: string, value: string): string {
  return `FATAL problem: ${code} (${words}) encountered with '${value}'`;
}

/** Whether text is an address of so many hexadecimal digits: 8 for IPv4, 32 for IPv6. */
function isAddress(text: string, digits: 8 | 32): boolean {
  return text.includes(':') === (digits === 32) && addressDigits(text) !== undefined;
}
