import type { Chunk } from '../../../cloud/http/message.ts';
import { apiGatewayLimits as limits } from '../limits.ts';

/**
 * The pieces of a stream as they reach the client: 10 MB as fast as they come, what is above at 2 MB a second. Where nothing
 * comes for too long, or the time is over, the connection breaks.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 *
 * @param left seconds until the time is over
 * @param idle seconds that may pass without a byte
 */
export function paced(pieces: readonly Chunk[], left: number, idle: number): Chunk[] {
  const chunks: Chunk[] = [];
  let came = 0;
  let told = 0;
  let bytes = 0;
  for (const { after, body = '', broken } of pieces) {
    came += after;
    const size = typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
    const slow = Math.max(0, bytes + size - limits.payload.max) - Math.max(0, bytes - limits.payload.max);
    const at = Math.max(came, told) + slow / limits.streamRate.max;
    const end = Math.min(left, after > idle ? came - after + idle : Infinity);
    if (at > end || broken) return [...chunks, { after: Math.min(at, end) - told, broken: true }];
    chunks.push({ after: at - told, body });
    told = at;
    bytes += size;
  }
  return chunks;
}
