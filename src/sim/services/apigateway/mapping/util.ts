import { fromBase64, toBase64 } from '../../../cloud/gateway/bytes.ts';
import { fromUtf8 } from '../../../cloud/gateway/bytes.ts';
import { utf8 } from '../../../cloud/digest/index.ts';
import { TemplateError } from '../regex/errors.ts';
import { readJson } from './json.ts';
import type { Meter } from '../regex/meter.ts';
import { Host, textOf, type Value } from './value.ts';

/** `$util`. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export class Util extends Host {
  override readonly name = '$util';
  readonly #meter: Meter;

  constructor(meter: Meter) {
    super();
    this.#meter = meter;
  }

  override get(): Value {
    return null;
  }

  override call(method: string, args: readonly Value[]): Value | undefined {
    const text = textOf(args[0] ?? null, this.#meter);
    this.#meter.text(text);
    switch (method) {
      case 'escapeJavaScript':
        return escapeJavaScript(text);
      case 'parseJson':
        return readJson(text);
      case 'urlEncode':
        return urlEncode(text);
      case 'urlDecode':
        return urlDecode(text);
      case 'base64Encode':
        return toBase64(utf8(text));
      case 'base64Decode': {
        const bytes = fromBase64(text);
        if (!bytes) throw new TemplateError('Not Base64.');
        return fromUtf8(bytes);
      }
      default:
        return undefined;
    }
  }
}

const ESCAPES = new Map([
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/**
 * Escapes as the Java library does that is behind it: quotes of both kinds, backslashes, slashes, and all that is not
 * printable ASCII. https://commons.apache.org/proper/commons-lang/javadocs/api-2.6/org/apache/commons/lang/StringEscapeUtils.html
 */
export function escapeJavaScript(text: string): string {
  return text.replace(/['"\\/]|[^ -~]/g, (character) => {
    if (/['"\\/]/.test(character)) return `\\${character}`;
    const hexadecimal = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return ESCAPES.get(character) ?? `\\u${hexadecimal}`;
  });
}

/** Encodes as HTML forms do, and Java's URLEncoder. */
export function urlEncode(text: string): string {
  const parts: string[] = [];
  for (const byte of utf8(text)) {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9.*_-]/.test(character)) parts.push(character);
    else if (character === ' ') parts.push('+');
    else parts.push(`%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
  }
  return parts.join('');
}

/** Undoes what HTML forms do. */
export function urlDecode(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character !== '%') {
      bytes.push(...utf8(character === '+' ? ' ' : String.fromCodePoint(text.codePointAt(i)!)));
      if (text.codePointAt(i)! > 0xffff) i++;
      continue;
    }
    const digits = text.slice(i + 1, i + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new TemplateError('Not URL-encoded.');
    bytes.push(parseInt(digits, 16));
    i += 2;
  }
  return fromUtf8(Uint8Array.from(bytes));
}
