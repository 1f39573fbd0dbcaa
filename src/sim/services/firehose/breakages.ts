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
  'takes no answer of a function': {
    file: 'transformation.ts',
    text: "if ('value' in answer) return sorted(records, answer.value);",
    instead: "if ('value' in answer) return { ok: records, dropped: [], failed: [] };",
  },
  'does not wait for the function': {
    file: 'delivery.ts',
    text: 'if (this.#waiting) this.#waiting.add(record);',
    instead: 'if (this.#waiting === null) void record;',
  },
  'bills no volume': {
    file: 'firehose-stream.ts',
    text: 'meter.usage(prices.ingested).add(',
    instead: 'void (',
  },
  'sends to S3 alone': {
    file: 'firehose-stream.ts',
    text: 'send: (records, key) => outside.send({ address: settings.address, records, key }),',
    instead: 'send: () => false,',
  },
  'stores nothing for Redshift': {
    file: 'delivery.ts',
    text: "['S3', 'Redshift'].includes(type)",
    instead: "['S3'].includes(type)",
  },
} as const satisfies Breakages;
