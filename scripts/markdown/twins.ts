import type { AstroIntegration } from 'astro';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { markdownAddress, type Site, underBase } from '../../src/components/site.ts';
import { twin } from './twin.ts';

/**
 * Writes the Markdown twin of each page beside it: `/messaging/sqs/polling.md` for those who read with a machine. It is
 * made from the page as it was built, so it has what the examples showed.
 */
export function twins({ url, base }: Site): AstroIntegration {
  const options = (path: string) => ({
    page: new URL(underBase(path, base), url).href,
    index: new URL(underBase('/llms.txt', base), url).href,
    site: new URL(underBase('/', base), url).href,
  });
  return {
    name: 'twins',
    hooks: {
      'astro:server:setup'({ server }) {
        server.middlewares.use((request, response, next) => {
          const [, page] = /^(\/[^?]*?)(?:(?<=\/)index)?\.md(?:\?|$)/.exec(request.url ?? '') ?? [];
          const origin = server.resolvedUrls?.local[0];
          if (page === undefined || !origin) return next();
          const path = page.slice(base === '/' ? 0 : base.length).replace(/\/*$/, '/');
          fetch(new URL(`.${path}`, origin))
            .then(async (built) => {
              response.statusCode = built.status;
              response.setHeader('content-type', 'text/markdown;charset=utf-8');
              response.end(
                built.ok ? twin(await built.text(), options(path)) : `There is no page ${path}.\n`,
              );
            })
            .catch(next);
        });
      },
      'astro:build:done'({ dir, pages, logger }) {
        const start = performance.now();
        const paths = pages.map(({ pathname }) => `/${pathname}`).filter((path) => path !== '/404/');
        for (const path of paths) {
          const html = readFileSync(new URL(`.${path}index.html`, dir), 'utf8');
          writeFileSync(fileURLToPath(new URL(`.${markdownAddress(path)}`, dir)), twin(html, options(path)));
        }
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        logger.info(`${paths.length} pages written as Markdown in ${seconds} s.`);
      },
    },
  };
}
