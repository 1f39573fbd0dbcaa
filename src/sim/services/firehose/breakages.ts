import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Data Firehose. */
export const breakages = {
  'delivers nothing': {
    file: 'delivery.ts',
    text: "if (sent) onFate('delivered', records);",
    instead: "if (sent) onFate('lost', records);",
  },
  'knows no partitions': {
    file: 'delivery.ts',
    text: 'const partition = dynamicPartitioning\n',
    instead: "const partition = dynamicPartitioning && prefix === ''\n",
  },
  'has any number of partitions': {
    file: 'partitions.ts',
    text: 'if (this.#partitions.size >= this.#most) return false;',
    instead: '',
  },
  'makes no backup': {
    file: 'delivery.ts',
    text: 'this.#raw?.add(record);',
    instead: '',
  },
  'delivers at once where the interval is 0': {
    file: 'delivery.ts',
    text: 'seconds: seconds === 0 ? this.#ports.model.zeroBuffering : seconds',
    instead: 'seconds: seconds === 0 ? 0.001 : seconds',
  },
  'waits four times as long': {
    file: 'delivery.ts',
    text: 'return { bytes, seconds: ',
    instead: 'return { bytes: bytes * 4, seconds: 4 * ',
  },
  'asks no function': {
    file: 'delivery.ts',
    text: 'if (this.#waiting) this.#waiting.add(record);',
    instead: 'if (this.#waiting === null) return;',
  },
} as const satisfies Breakages;
