import type { AstroIntegration } from 'astro';
import { join } from 'node:path';
import { readFolders } from './read-folders.ts';

/** Starts the dev server anew when a page comes, goes or moves, for the sidebar is part of its configuration. */
export function watchFolders(root: string): AstroIntegration {
  const read = () => {
    try {
      return JSON.stringify(readFolders(root));
    } catch {
      // Front matter that is being written.
      return undefined;
    }
  };
  return {
    name: 'watch-folders',
    hooks: {
      'astro:server:setup'({ server: { watcher } }) {
        let known = read();
        watcher.on('all', (_event, file) => {
          if (!/[\\/]content[\\/]docs[\\/].*\.mdx?$/.test(file)) return;
          const now = read();
          if (now === undefined || now === known) return;
          known = now;
          watcher.emit('change', join(root, 'astro.config.mjs'));
        });
      },
    },
  };
}
