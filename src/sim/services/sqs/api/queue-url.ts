import { otherAccount, sqsError } from '../errors.ts';
import type { Queue } from '../queue.ts';
import type { Queues } from '../queues.ts';

/**
 * The queue of a URL; of a bare name too, as AWS takes it.
 *
 * Throws InvalidAddress for the URL of another Region and for one without an account, NotModelled for another account.
 */
export function queueAt(queues: Queues, url: string): Queue {
  const parts = url.split('/');
  const name = parts[parts.length - 1]!;
  if (parts.length === 1) return queues.get(name);
  const { region } = queues;
  const host = parts[2] ?? '';
  const account = parts[parts.length - 2]!;
  const elsewhere = /^sqs\.([a-z]{2}-[a-z0-9-]+)\./.exec(host);
  if (elsewhere && elsewhere[1] !== region.name) throw invalidAddress(host);
  if (account === region.account) return queues.get(name);
  throw /^\d{12}$/.test(account) ? otherAccount() : invalidAddress(host);
}

const invalidAddress = (host: string) =>
  sqsError('InvalidAddress', `The address https://${host}/ is not valid for this endpoint.`);
