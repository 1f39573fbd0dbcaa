import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon MQ. */
export const breakages = {
  'gives a message to every consumer of a queue': {
    file: 'queue.ts',
    text: 'consumer.take(this.#waiting[sent++]!);',
    instead: 'for (const one of this.consumers) one.take(this.#waiting[sent]!); sent++;',
  },
  'publishes to one subscription': {
    file: 'broker.ts',
    text: 'of this.#topics.get(name!)?.values() ?? [])',
    instead: 'of [...(this.#topics.get(name!)?.values() ?? [])].slice(0, 1))',
  },
  'forgets the store in a failover': {
    file: 'queue.ts',
    text: 'this.#waiting.filter(({ persistent }) => persistent)',
    instead: 'this.#waiting.filter(() => false)',
  },
  'has no standby': {
    file: 'deployment.ts',
    text: "engines: ['ACTIVEMQ'], instances: 2, storage: ['EFS']",
    instead: "engines: ['ACTIVEMQ'], instances: 1, storage: ['EFS']",
  },
  'puts two instances into a single one': {
    file: 'deployment.ts',
    text: 'instances: 1, storage',
    instead: 'instances: 2, storage',
  },
  'is open to the internet': {
    file: 'broker.ts',
    text: "from === 'internet' && !this.#settings.publiclyAccessible",
    instead: 'false',
  },
  'lets nobody in': {
    file: 'broker.ts',
    text: "from === 'internet' && !this.#settings.publiclyAccessible",
    instead: 'true',
  },
  'stores a pair on a volume': {
    file: 'broker.ts',
    text: 'storageType: settings.storageType',
    instead: "storageType: 'EBS'",
  },
  'speaks no STOMP': {
    file: 'deployment.ts',
    text: "{ protocol: 'STOMP', scheme: 'stomp+ssl', port: 61_614 },",
    instead: '',
  },
  'has two nodes in a cluster': {
    file: 'deployment.ts',
    text: "engines: ['RABBITMQ'], instances: 3",
    instead: "engines: ['RABBITMQ'], instances: 2",
  },
} satisfies Breakages;
