import { fromBase64 } from '../bytes.ts';
import type { HttpResponse, Pairs } from './http.ts';

/** Members that a function's answer may have; REST APIs refuse others. */
const MEMBERS = ['isBase64Encoded', 'statusCode', 'headers', 'multiValueHeaders', 'body'];

/**
 * What a function behind a Lambda proxy integration of a REST API answered, as an answer to the client; undefined
 * where it is malformed, for which the client gets 502.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readAnswerV1(payload: unknown): HttpResponse | undefined {
  if (!isRecord(payload) || Object.keys(payload).some((name) => !MEMBERS.includes(name))) return undefined;
  const statusCode = readStatusCode(payload.statusCode);
  const body = readBody(payload.body, payload.isBase64Encoded);
  const one = readHeaders(payload.headers);
  const many = readMultiValueHeaders(payload.multiValueHeaders);
  if (statusCode === undefined || body === undefined || !one || !many) return undefined;
  const repeated = new Set(many.map(([name, value]) => `${name.toLowerCase()}:${value}`));
  const headers = one.filter(([name, value]) => !repeated.has(`${name.toLowerCase()}:${value}`));
  return { statusCode, headers: withContentType([...headers, ...many]), body };
}

/** Whether a value is an object, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A status, as number or text; 200 where none is given. */
export function readStatusCode(value: unknown): number | undefined {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return status >= 100 && status <= 599 ? status : undefined;
}

/** A body as text or bytes; undefined for what is no body. */
export function readBody(value: unknown, isBase64Encoded: unknown): string | Uint8Array | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return undefined;
  return isBase64Encoded === true ? fromBase64(value) : value;
}

const isScalar = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);

/** Headers as pairs; undefined for what is no map of plain values. */
export function readHeaders(value: unknown): Pairs | undefined {
  if (value === undefined || value === null) return [];
  if (!isRecord(value) || !Object.values(value).every(isScalar)) return undefined;
  return Object.entries(value).map(([name, each]) => [name, String(each)]);
}

function readMultiValueHeaders(value: unknown): Pairs | undefined {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) return undefined;
  const pairs: [string, string][] = [];
  for (const [name, values] of Object.entries(value)) {
    if (!Array.isArray(values) || !values.every(isScalar)) return undefined;
    for (const each of values) pairs.push([name, String(each)]);
  }
  return pairs;
}

/** REST APIs say that it is JSON unless the function says what it is. */
function withContentType(headers: Pairs): Pairs {
  const named = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return named ? headers : [...headers, ['Content-Type', 'application/json']];
}
