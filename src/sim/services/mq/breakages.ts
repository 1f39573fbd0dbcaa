import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon MQ. */
export const breakages = {
  'publishes to one subscription': {
    file: 'broker.ts',
    text: 'of this.#topics.get(name!)?.values() ?? [])',
    instead: 'of [...(this.#topics.get(name!)?.values() ?? [])].slice(0, 1))',
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
