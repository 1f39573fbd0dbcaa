import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon SNS. */
export const breakages = {
  'delivers late': {
    file: 'model.ts',
    text: 'deliveryLatency: 0.02,',
    instead: 'deliveryLatency: 0.5,',
  },
  'serves the first subscriber only': {
    file: 'publisher.ts',
    text: 'for (const subscription of topic.subscriptions.values())',
    instead: 'for (const subscription of [...topic.subscriptions.values()].slice(0, 1))',
  },
  'leaves the envelope on': {
    file: 'deliverer.ts',
    text: 'if (raw) return textFor(published.message, protocol);',
    instead: "if (raw && protocol === 'http') return textFor(published.message, protocol);",
  },
  'lets no stream subscribe': {
    file: 'endpoints.ts',
    text: "if (parseArn(text)?.service !== 'firehose')",
    instead: "if (parseArn(text)?.service !== 'kinesis')",
  },
  'lets no app subscribe': {
    file: 'endpoints.ts',
    text: "if (parseArn(text)?.service !== 'sns')",
    instead: "if (parseArn(text)?.service !== 'mobile')",
  },
  'gives a queue up after an hour': {
    file: 'delivery-policy.ts',
    text: 'postBackoff: 100_000,',
    instead: 'postBackoff: 180,',
  },
  'takes 256 KiB at most': {
    file: 'publisher.ts',
    text: 'if (message.size > topic.maximumMessageSize)',
    instead: 'if (message.size > snsLimits.messageSize.default)',
  },
  'believes no service': {
    file: 'sns.ts',
    text: "this.#decide(topic, 'Publish', deliverer(delivery), deliveryKeys(delivery));",
    instead: "this.#decide(topic, 'Publish', deliverer(delivery), {});",
  },
  'permits everything at once': {
    file: 'topic-policy.ts',
    text: 'Action: one(actions.map((action) => `SNS:${action}`)),',
    instead: "Action: 'SNS:*',",
  },
  'keeps its first policy': {
    file: 'topic.ts',
    text: 'this.#policy = policy;',
    instead: 'this.#policy ??= policy;',
  },
  'filters nothing': {
    file: 'deliverer.ts',
    text: 'if (why === undefined) return true;',
    instead: 'if (why !== null) return true;',
  },
  'tries again after every error': {
    file: 'deliverer.ts',
    text: 'if (!isTransient(error)) return undefined;',
    instead: "if (error.name === '') return undefined;",
  },
  'has no sandbox': {
    file: 'model.ts',
    text: 'smsSandbox: true,',
    instead: 'smsSandbox: false,',
  },
  'verifies no number': {
    file: 'sms.ts',
    text: 'known.verified = true;',
    instead: 'known.verified = false;',
  },
  'texts subscribers only': {
    file: 'sns.ts',
    text: 'this.simulation.schedule(this.model.deliveryLatency, () => this.sms.deliver(number, message.text));',
    instead: '',
  },
  'texts Americans from any number': {
    file: 'sms.ts',
    text: "if (number.startsWith('+1') && !model.usOriginationNumber)",
    instead: "if (number.startsWith('+1') && model.usOriginationNumber)",
  },
  'logs no delivery': {
    file: 'delivery-log.ts',
    text: 'region.logs.write({ group, stream, message: JSON.stringify(line) });',
    instead: '',
  },
  'forgets what services publish': {
    file: 'sns.ts',
    text: 'const published = this.#publisher.publish(topic, readMessage(input), delivery.traceHeader);',
    instead: 'const published = readMessage(input);',
  },
} satisfies Breakages;
