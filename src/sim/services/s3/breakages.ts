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
  'keeps nothing': {
    file: 'bucket.ts',
    text: 'this.#objects.set(key, { object, kept });',
    instead: 'void kept;',
  },
  'tells nobody of its objects': {
    file: 'notification.ts',
    text: 'for (const target of bucket.targets) {',
    instead: 'for (const target of bucket.targets.slice(9)) {',
  },
  'gives a name twice': {
    file: 's3.ts',
    text: 'if (known)\n      throw',
    instead: 'if (known?.region.account === this.region.account)\n      throw',
  },
  'blocks no public policy': {
    file: 's3.ts',
    text: 'if (bucket.publicAccess.blockPublicPolicy && isPublic(policy))',
    instead: 'if (bucket.publicAccess.blockPublicPolicy && !isPublic(policy))',
  },
  'lets no stranger in': {
    file: 'bucket.ts',
    text: 'return !this.publicAccess.restrictPublicBuckets && lets(this, action, key);',
    instead: 'return !lets && lets(this, action, key);',
  },
  'answers as no website': {
    file: 'website.ts',
    text: 'if (!website) return page(404,',
    instead: "if (!website || method !== 'PUT') return page(404,",
  },
  'knows no entry page': {
    file: 'website.ts',
    text: '? `${asked}${website.index}` : asked;',
    instead: "? `${asked}${website.index && ''}` : asked;",
  },
} satisfies Breakages;
