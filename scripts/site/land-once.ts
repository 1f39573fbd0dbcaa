import { gzipSync } from 'node:zlib';

/** The land behind a map, as `view/draw-map.ts` writes it. */
const LAND = /<path class="land" d="([^"]+)"\/>/g;
const CHART = /<figure class="chart">(?:(?!<\/figure>)[^])*<\/figure>/g;
const SHARED = /<svg[^>]*><defs><path id="world-land"[^]*?<\/svg>/;

/** What the maps of a page may weigh together, in bytes, gzip. */
const MOST = 8000;

/**
 * A page whose maps have their land in common: it is by far the largest part of a map. It stands at the page's end, where no
 * run takes it away; what a run draws has its own.
 */
export function landOnce(html: string): string {
  const [land, another] = Array.from(html.matchAll(LAND), ([, path]) => path);
  if (land === undefined || another === undefined) return html;
  const shared = `<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs><path id="world-land" d="${land}"/></defs></svg>`;
  return html
    .replaceAll(LAND, '<use class="land" href="#world-land"/>')
    .replace('</body>', () => `${shared}</body>`);
}

/** What the maps of a page add to it, in bytes, gzip. */
export function weightOfMaps(html: string): number {
  if (!html.includes('class="land"')) return 0;
  const without = html
    .replace(CHART, (chart) => (chart.includes(' class="land"') ? '' : chart))
    .replace(SHARED, '');
  return gzipSync(html).length - gzipSync(without).length;
}

/** Throws Error where the maps of a page are too heavy. */
export function requireLightMaps(page: string, html: string): void {
  const weight = weightOfMaps(html);
  if (weight > MOST)
    throw new Error(`${page}: its maps weigh ${weight} bytes, gzip; they may weigh ${MOST} together.`);
}
