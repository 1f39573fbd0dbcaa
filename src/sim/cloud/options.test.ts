import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';
import { checkOptions } from './options.ts';

// A typing error, as JavaScript lets it pass.
const mistyped = (options: object) => options as never;

test('an option that is not known is refused by its name, with those that are', () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('jobs');
  expect(() => new Cloud(mistyped({ sed: 5 }))).toThrow(
    new TypeError(
      "new Cloud has no option 'sed'; it knows region, account, requestLatency, iam, seed, start, sameInstantLimit, traceLimit.",
    ),
  );
  expect(() => queue.sendMessage('a', mistyped({ delaySecond: 3 }))).toThrow(
    /^sendMessage has no option 'delaySecond'; it knows delaySeconds, /,
  );
  expect(() => queue.receiveMessage(mistyped({ waitTime: 11 }))).toThrow(
    /^receiveMessage has no option 'waitTime'; it knows .*waitTimeSeconds/,
  );
  expect(() => cloud.sqs.createQueue('others', {}, mistyped({ host: 3 }))).toThrow(
    /^createQueue's model has no option 'host'; it knows hosts, /,
  );
  expect(queue.approximateNumberOfMessages).toBe(0);
  expect(() => cloud.sqs.getQueue('others')).toThrow('does not exist');
});

test('options are an object, and the names of its parents are no options', () => {
  for (const none of [null, undefined, 5, 'text'])
    expect(() => checkOptions('call', none as never, {})).toThrow('call takes an object, not ');
  expect(() => checkOptions('call', { constructor: 1 }, { a: true })).toThrow(
    "call has no option 'constructor'",
  );
});
