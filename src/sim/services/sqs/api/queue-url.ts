import { otherAccount, sqsError } from '../errors.ts';
import type { Queue } from '../queue.ts';
import type { Sqs } from '../sqs.ts';

/**
 * The queue of a URL; of a bare name too, as AWS takes it.
 *
 * Throws InvalidAddress for the URL of another Region, NotModelled for that of another account.
 */
export function queueAt(sqs: Sqs, url: string): Queue {
  const parts = url.split('/');
  const name = parts[parts.length - 1]!;
  if (parts.length === 1) return sqs.getQueue(name);
  const { region } = sqs;
  const host = parts[2] ?? '';
  const elsewhere = /^sqs\.([a-z]{2}-[a-z0-9-]+)\./.exec(host);
  if (elsewhere && elsewhere[1] !== region.name) {
    throw sqsError('InvalidAddress', `The address https://${host}/ is not valid for this endpoint.`);
  }
  if (parts[parts.length - 2] !== region.account) throw otherAccount();
  return sqs.getQueue(name);
}
