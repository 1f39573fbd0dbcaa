import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon S3. */
export const breakages = {
  'bills an empty bucket': {
    file: 'bucket.ts',
    text: '    this.name = name;\n',
    instead: '    this.name = name;\n    region.world.meter.usage(prices.storage).start(1 / MONTH);\n',
  },
  'keeps the first byte': {
    file: 'bucket.ts',
    text: '{ key, body: bytes,',
    instead: '{ key, body: bytes.slice(0, 1),',
  },
  'holds fifty objects': {
    file: 'bucket.ts',
    text: 'this.#objects.set(key, { object, kept });',
    instead:
      'this.#objects.set(key, { object, kept }); if (this.#objects.size > 50) this.#objects.delete([...this.#objects.keys()][0]);',
  },
} satisfies Breakages;
