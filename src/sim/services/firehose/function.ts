import { AwsError, type Region } from '../../cloud/index.ts';
import type { Reply, Yieldable } from '../../kernel/index.ts';
import { utf8 } from '../../cloud/digest/index.ts';
import { uuid } from '../../cloud/uuid.ts';
import { toBase64 } from './base64.ts';
import type { TransformationAnswer, TransformationInput } from './transformation.ts';

/** What Lambda's Invoke answers. */
interface Invocation {
  readonly FunctionError?: string;
  readonly Payload?: Uint8Array | string;
}

/**
 * Calls the function that transforms records, and waits for what it returns.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 */
export function callFunction(
  region: Region,
  functionArn: string,
  deliveryStreamArn: string,
  records: readonly TransformationInput[],
): Reply<TransformationAnswer> {
  const { simulation } = region.world;
  const event = {
    invocationId: uuid(simulation.random(`firehose/${region.name}/invocations`)),
    deliveryStreamArn,
    region: region.name,
    records: records.map(({ data, ...record }) => ({ ...record, data: toBase64(data) })),
  };
  const input = { FunctionName: functionArn, Payload: utf8(JSON.stringify(event)) };
  return simulation.process(function* (): Generator<Yieldable, TransformationAnswer, never> {
    try {
      const answer = (yield* region.call('lambda', 'Invoke', input)) as Invocation;
      if (answer.FunctionError !== undefined) return { failure: 'function-error' };
      const { Payload: payload = '' } = answer;
      const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
      return { value: parsed(text) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const again = error.$fault === 'server' || /TooManyRequests|Throttl/.test(error.name);
      return { failure: again ? 'throttled' : 'function-error' };
    }
  }, 'Firehose transformation');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
