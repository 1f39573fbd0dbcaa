import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break SQS. */
export const breakages = {
  // Sending
  'loses every second message': {
    file: 'operations/send.ts',
    text: 'backlog.add(message, now, ',
    instead: 'if (message.number % 2) backlog.add(message, now, ',
  },
  'never delays': {
    file: 'operations/send.ts',
    text: '(delay ?? queue.attributes.delaySeconds) * MICROS',
    instead: '(delay ?? 0) * MICROS',
  },
  'ignores the timer of a message': {
    file: 'operations/send.ts',
    text: '(delay ?? queue.attributes.delaySeconds) * MICROS',
    instead: 'queue.attributes.delaySeconds * MICROS',
  },
  'takes a timer on a FIFO queue': {
    file: 'fifo-queue.ts',
    text: "if (delaySeconds !== 0) throw wrongQueueType('DelaySeconds', delaySeconds);",
    instead: '',
  },
  'does not delay on a FIFO queue': {
    file: 'fifo-queue.ts',
    text: 'this.backlog.setDelay(this.attributes.delaySeconds * MICROS, ',
    instead: 'this.backlog.setDelay(0, ',
  },
  'stores a message of any size': {
    file: 'operations/send.ts',
    text: 'if (size <= maximumMessageSize) return;',
    instead: 'if (size <= 2 * maximumMessageSize) return;',
  },
  'drops no duplicate': {
    file: 'fifo-queue.ts',
    text: 'return accepted && {',
    instead: 'return undefined && {',
  },
  'takes any value of an attribute': {
    file: 'attributes.ts',
    text: 'if (range) return within(range, value as number);',
    instead: 'if (range) return within({ ...range, min: 0, max: Infinity }, value as number);',
  },
  'stamps a message a second late': {
    file: 'operations/receive.ts',
    text: 'sentTimestamp: queue.epochMillis(message.sent),',
    instead: 'sentTimestamp: queue.epochMillis(message.sent) + 1000,',
  },
  // Receiving
  'hides nothing': {
    file: 'operations/receive.ts',
    text: 'const timeout = visibilityTimeout * MICROS;',
    instead: 'const timeout = 0 * visibilityTimeout;',
  },
  'hides for a second longer': {
    file: 'operations/receive.ts',
    text: 'const timeout = visibilityTimeout * MICROS;',
    instead: 'const timeout = (visibilityTimeout + 1) * MICROS;',
  },
  'hides for the queue’s timeout always': {
    file: 'operations/receive.ts',
    text: 'const timeout = visibilityTimeout * MICROS;',
    instead: 'const timeout = (visibilityTimeout && queue.attributes.visibilityTimeout) * MICROS;',
  },
  'hides from the send on': {
    file: 'operations/receive.ts',
    text: 'else backlog.hide(message, now + timeout);',
    instead: 'else backlog.hide(message, message.sent + timeout);',
  },
  'removes what it hands out': {
    file: 'operations/receive.ts',
    text: 'else backlog.hide(message, now + timeout);',
    instead: 'else backlog.hide(message, Infinity);',
  },
  'returns one message at most': {
    file: 'operations/receive.ts',
    text: 'const room = Math.min(max, ',
    instead: 'const room = Math.min(1, ',
  },
  'counts no receive': {
    file: 'operations/receive.ts',
    text: 'message.receives++;',
    instead: 'message.receives = 1;',
  },
  'deletes nothing': {
    file: 'operations/delete.ts',
    text: 'queue.backlog.drop(message);',
    instead: '',
  },
  'delivers every message once': {
    file: 'standard-queue.ts',
    text: 'return probability > 0 && this.random(purpose).bernoulli(probability);',
    instead: 'return probability > 2 && this.random(purpose).bernoulli(probability);',
  },
  'keeps a standard queue in order': {
    file: 'standard-backlog.ts',
    text: "outOfOrderProbability > 0 && this.#chances('order').bernoulli(outOfOrderProbability)",
    instead: "outOfOrderProbability > 2 && this.#chances('order').bernoulli(outOfOrderProbability)",
  },
  'lets a group overtake itself': {
    file: 'fifo-backlog.ts',
    text: 'return first !== undefined && first.order < this.barrier;',
    instead: 'return first !== undefined;',
  },
  'puts what comes back at the end': {
    file: 'fifo-backlog.ts',
    text: 'let at = this.#returned.length;',
    instead: 'if (message.order >= 0) return this.#line.push(message);\n    let at = this.#returned.length;',
  },
  'hands out another text': {
    file: 'operations/receive.ts',
    text: '  const { number, slot, receives, body, ',
    instead: "  const body = 'something else';\n  const { number, slot, receives, ",
  },
  'says that nothing waits': {
    file: 'queue.ts',
    text: 'return this.#state.catchUp().visible;',
    instead: 'return 0;',
  },
  'says that something waits always': {
    file: 'queue.ts',
    text: 'return this.#state.catchUp().visible;',
    instead: 'return this.#state.catchUp().visible || 1;',
  },
  // Polling
  'waits in a short poll': {
    file: 'operations/receive.ts',
    text: 'if (wait > 0) return queue.polls.add(wait,',
    instead: 'if (wait >= 0) return queue.polls.add(Math.max(wait, 5),',
  },
  'never waits': {
    file: 'operations/receive.ts',
    text: 'if (wait > 0) return queue.polls.add(wait,',
    instead: 'if (wait > 99) return queue.polls.add(wait,',
  },
  'answers a long poll at its end': {
    file: 'long-polls.ts',
    text: 'if (this.#waiting.size === 0 || this.#serving) return;',
    instead: 'if (this.#waiting.size >= 0 || this.#serving) return;',
  },
  'bills no empty receive': {
    file: 'queue-state.ts',
    text: 'this.metrics.NumberOfEmptyReceives!.add(1);\n    this.bill(0, false);',
    instead: 'this.metrics.NumberOfEmptyReceives!.add(1);',
  },
  // Dead letters and retention
  'moves nothing to a dead-letter queue': {
    file: 'operations/receive.ts',
    text: 'if (!redrivePolicy || message.receivesHere < redrivePolicy.maxReceiveCount) return false;',
    instead: 'if (!redrivePolicy || message.receivesHere < Infinity) return false;',
  },
  'moves a message one receive early': {
    file: 'operations/receive.ts',
    text: 'message.receivesHere < redrivePolicy.maxReceiveCount) return false;',
    instead: 'message.receivesHere < redrivePolicy.maxReceiveCount - 1) return false;',
  },
  'takes a redrive policy without a count': {
    file: 'redrive.ts',
    text: "if (maxReceiveCount === undefined) throw absent('maxReceiveCount');",
    instead: 'if (maxReceiveCount === undefined) return { deadLetterTargetArn, maxReceiveCount: 1 };',
  },
  'keeps messages for ever': {
    file: 'queue-state.ts',
    text: 'return this.simulation.nowMicros - this.attributes.messageRetentionPeriod * MICROS;',
    instead: 'return -Infinity;',
  },
  'counts retention from the last receive': {
    file: 'operations/receive.ts',
    text: 'message.lastReceived = now;',
    instead: 'message.lastReceived = message.sent = now;',
  },
  'stamps what it moves anew': {
    file: 'standard-queue.ts',
    text: 'arrive(): void {}',
    instead: 'arrive(message: StoredMessage): void {\n    message.sent = this.simulation.nowMicros;\n  }',
  },
  'keeps the stamp of what a FIFO queue moves': {
    file: 'fifo-queue.ts',
    text: 'message.sent = this.simulation.nowMicros;',
    instead: '',
  },
  'takes what anybody delivers': {
    file: 'operations/deliver.ts',
    text: 'if (why !== undefined) throw new AwsError(',
    instead: "if (why === '') throw new AwsError(",
  },
  'has one lane': {
    file: 'operations/receive.ts',
    text: 'const room = Math.min(max, queue.inFlightLimit - backlog.inFlight);',
    instead: 'const room = Math.min(max, 1 - backlog.inFlight);',
  },
  'changes no timeout of a message': {
    file: 'operations/visibility.ts',
    text: 'const grouped = changeOne(queue, receiptHandle, visibilityTimeout);',
    instead: 'const grouped = visibilityTimeout < 0;',
  },
  'delays for ten seconds unless told': {
    file: 'limits.ts',
    text: "setting('Delay of a queue or of a message', 'seconds', QUEUES, 0, 0, 900)",
    instead: "setting('Delay of a queue or of a message', 'seconds', QUEUES, 10, 0, 900)",
  },
  // Limits and types
  'throttles a standard queue': {
    file: 'standard-queue.ts',
    text: 'throttle(): void {}',
    instead:
      "throttle(): void {\n    if (this.backlog.visible >= 300) throw sqsError('RequestThrottled', 'Too many.');\n  }",
  },
  'takes any number of calls on a FIFO queue': {
    file: 'fifo-throughput.ts',
    text: 'if (limits.some(([calls, most]) => calls.count(now) >= most))',
    instead: 'if (limits.some(([calls, most]) => calls.count(now) >= most * 1000))',
  },
  'gives every Region the same throughput': {
    file: 'fifo-throughput.ts',
    text: 'highThroughputCallsPerSecond[region] ?? highThroughputCallsPerSecond.other',
    instead: 'highThroughputCallsPerSecond.other',
  },
  'takes any name for a FIFO queue': {
    file: 'queues.ts',
    text: "name.length <= max && name.endsWith('.fifo') === fifo) return;",
    instead: 'name.length <= max) return;',
  },
  'does not encrypt': {
    file: 'attributes.ts',
    text: 'sqsManagedSseEnabled: truth(true),',
    instead: 'sqsManagedSseEnabled: truth(false),',
  },
  'bills a request whatever its size': {
    file: 'billing.ts',
    text: 'bytes <= chunk ? 1 : Math.ceil(bytes / chunk)',
    instead: 'bytes <= chunk ? 1 : 1',
  },
  'sets no attribute': {
    file: 'api.ts',
    text: 'queue.setQueueAttributes(readAttributes(attributes))',
    instead: 'queue.setQueueAttributes(readAttributes({}))',
  },
} satisfies Breakages;
