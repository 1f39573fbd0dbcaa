import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Data Firehose. */
export const breakages = {
  'delivers nothing': {
    file: 'delivery.ts',
    text: "if (sent) onFate('delivered', records);",
    instead: "if (sent) onFate('lost', records);",
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
    text: 'this.#ports.model.zeroBuffering : seconds',
    instead: 'this.#ports.model.zeroBuffering : 4 * seconds',
  },
  'gathers four times as much': {
    file: 'delivery.ts',
    text: 'return { bytes, seconds: ',
    instead: 'return { bytes: bytes * 4, seconds: ',
  },
} as const satisfies Breakages;
