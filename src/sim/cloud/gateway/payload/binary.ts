import { toBase64 } from '../bytes.ts';
import { fromUtf8 } from '../bytes.ts';

/**
 * Whether a REST API's binary media types include a content type: exact, `image/*`, or all. Without any, all is text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export function isBinaryMediaType(
  contentType: string | undefined,
  binaryMediaTypes: readonly string[],
): boolean {
  const type = (contentType ?? 'application/json').split(';', 1)[0]!.trim().toLowerCase();
  return binaryMediaTypes.some((each) => {
    const pattern = each.toLowerCase();
    if (pattern === '*/*' || pattern === type) return true;
    return pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1));
  });
}

const TEXT = ['application/json', 'application/javascript', 'application/xml'];

/** Whether an HTTP API takes a content type for text: it has no binary media types to set. */
export function isTextType(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase();
  return type.startsWith('text/') || type.endsWith('+json') || type.endsWith('+xml') || TEXT.includes(type);
}

/** A body as an event carries it. */
export function encodedBody(body: Uint8Array, binary: boolean): { body: string; isBase64Encoded: boolean } {
  return { body: binary ? toBase64(body) : fromUtf8(body), isBase64Encoded: binary };
}
