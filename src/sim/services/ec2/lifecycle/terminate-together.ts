import type { AwsError } from '../../../cloud/index.ts';
import type { Instance } from './instance.ts';
import { terminationProtected } from './refusals.ts';

/**
 * TerminateInstances of several at once. Where one is protected, none in its Availability Zone is terminated, those in
 * other zones are, and the request as a whole fails with the error that this answers.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html
 */
export function terminateTogether(
  instances: readonly { readonly instance: Instance; readonly zone: string }[],
): AwsError | undefined {
  const closed = new Set<string>();
  let error: AwsError | undefined;
  for (const { instance, zone } of instances) {
    const { protectedBy, state, id } = instance;
    if (!protectedBy || state === 'terminated' || state === 'shutting-down') continue;
    closed.add(zone);
    error ??= terminationProtected(id, protectedBy);
  }
  for (const { instance, zone } of instances) if (!closed.has(zone)) instance.terminate();
  return error;
}
