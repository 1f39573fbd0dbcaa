import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon ECR. */
export const breakages = {
  'moves any tag': {
    file: 'repository.ts',
    text: "if (this.mutability.startsWith('MUTABLE') !== excluded) return;",
    instead: 'if (excluded === !!excluded) return;',
  },
  'lets later rules mark what earlier ones saw': {
    file: 'lifecycle-evaluation.ts',
    text: 'for (const { digest } of selected) seen.add(digest);',
    instead: '',
  },
  'marks nothing': {
    file: 'lifecycle-evaluation.ts',
    text: 'if (referenced || seen.has(digest)) continue;',
    instead: 'if (!referenced || seen.has(digest)) continue;',
  },
  'acts at once': {
    file: 'ecr.ts',
    text: 'this.simulation.schedule(this.model.lifecycleEvery, () => {',
    instead: 'this.simulation.schedule(60, () => {',
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
  'keeps no image': {
    file: 'repository.ts',
    text: 'this.#images.set(own, image);',
    instead: 'if (tag === undefined) this.#images.set(own, image);',
  },
  'forgets layers': {
    file: 'kept-layers.ts',
    text: 'return this.#all.has(digest);',
    instead: 'return this.#all.has(digest) && digest === this.#all.keys().next().value;',
  },
  'pays for nothing': {
    file: 'kept-layers.ts',
    text: 'this.#usage.start(bytes / GB / MONTH)',
    instead: 'this.#usage.start(0 * (bytes / GB / MONTH))',
  },
  'loses images with their tags': {
    file: 'repository.ts',
    text: 'if (tag !== undefined) this.#tags.set(tag, own);',
    instead: 'if (tag !== undefined) { const last = this.#tags.get(tag); this.#tags.set(tag, own); if (last !== undefined && last !== own) this.remove(last); }', // prettier-ignore
  },
} satisfies Breakages;
