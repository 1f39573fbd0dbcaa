import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon ECR. */
export const breakages = {
  'marks nothing': {
    file: 'lifecycle-evaluation.ts',
    text: 'if (referenced || seen.has(digest)) continue;',
    instead: 'if (!referenced || seen.has(digest)) continue;',
  },
  'keeps the first layer alone': {
    file: 'manifest.ts',
    text: 'layers: layers.map((layer) =>',
    instead: 'layers: layers.slice(0, 1).map((layer) =>',
  },
  'never moves a tag': {
    file: 'repository.ts',
    text: 'if (tag !== undefined) this.#tags.set(tag, own);',
    instead: 'if (tag !== undefined && !this.#tags.has(tag)) this.#tags.set(tag, own);',
  },
  'finds nothing': {
    file: 'scans.ts',
    text: 'own.findings = model.findings({ digest: image.digest, tags })',
    instead: 'own.findings = model.findings({ digest: image.digest, tags }).slice(0, 0)',
  },
  'loses images with their tags': {
    file: 'repository.ts',
    text: 'if (tag !== undefined) this.#tags.set(tag, own);',
    instead: 'if (tag !== undefined) { const last = this.#tags.get(tag); this.#tags.set(tag, own); if (last !== undefined && last !== own) this.remove(last); }', // prettier-ignore
  },
} satisfies Breakages;
