import type { AstroIntegration } from 'astro';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inlinedScripts } from '../vite/bundle.ts';
import { shortColours } from './colours.ts';
import { landOnce, requireLightMaps } from './land-once.ts';
import { lightWithoutScript } from './light.ts';
import { headersWithPolicy, inlineScripts, policy, scriptHash, withPolicy } from './policy.ts';

/**
 * What is done to the built site as a whole: the policy of its pages, the light theme for readers without scripts,
 * coloured code written short, and the land of the world once a page.
 */
export function finish(): AstroIntegration {
  return {
    name: 'finish',
    hooks: {
      'astro:build:done'({ dir }) {
        const folder = fileURLToPath(dir);
        const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
        const change = (file: string, by: (text: string) => string) => {
          const path = join(folder, file);
          const text = readFileSync(path, 'utf8');
          const changed = by(text);
          if (changed !== text) writeFileSync(path, changed);
        };
        for (const file of files.filter((name) => name.endsWith('.css'))) change(file, lightWithoutScript);

        const pages = files.filter((name) => name.endsWith('.html'));
        const hashes = new Set(inlinedScripts().map(scriptHash));
        for (const page of pages)
          for (const code of inlineScripts(readFileSync(join(folder, page), 'utf8')))
            hashes.add(scriptHash(code));
        // One policy for all pages: the header is one for all of them too.
        const content = policy([...hashes].sort());
        for (const page of pages)
          change(page, (html) => {
            const whole = landOnce(shortColours(html));
            requireLightMaps(page, whole);
            return withPolicy(whole, content);
          });
        change('_headers', (text) => headersWithPolicy(text, content));
      },
    },
  };
}
