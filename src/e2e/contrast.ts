import type { Page } from 'playwright-core';

/**
 * Texts of a page whose colour is too near to what lies below them, in both themes, as lines. It computes what axe
 * measures, and needs a hundredth of the time; a picture below a text and what floats above another are left to axe.
 */
export async function lowContrast(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    found.push(...(await page.evaluate(lowContrastIn, theme)));
  }
  return found;
}

/** In the page. */
function lowContrastIn(theme: string): string[] {
  document.documentElement.dataset['theme'] = theme;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

  /** Colours laid over each other, the lowest first, as CSS writes them: red, green and blue of 0 to 255. */
  function mixed(colours: string[]): number[] {
    for (const colour of ['white', ...colours]) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }

  // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and #dfn-contrast-ratio, read 2026-11-28
  function luminance(colour: number[]): number {
    const [red, green, blue] = colour.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  }

  function ratio(text: string, grounds: string[]): number {
    const [low, high] = [mixed([...grounds, text]), mixed(grounds)].map(luminance).sort((a, b) => a - b);
    return (high! + 0.05) / (low! + 0.05);
  }

  /** The colours below an element's text; undefined where a picture or an opacity is among them. */
  const grounds = new Map<Element | null, string[] | undefined>([[null, []]]);
  function groundsOf(element: Element | null): string[] | undefined {
    if (grounds.has(element)) return grounds.get(element);
    const below = groundsOf(element!.parentElement);
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element!);
    const plain = below && backgroundImage === 'none' && opacity === '1';
    const clear = backgroundColor === 'rgba(0, 0, 0, 0)';
    const all = plain ? [...below, ...(clear ? [] : [backgroundColor])] : undefined;
    grounds.set(element, all);
    return all;
  }

  const ratios = new Map<string, number>();
  const found: string[] = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement!;
    const text = texts.currentNode.textContent!.trim();
    if (!text || element.closest('svg, [aria-hidden=true], :disabled, :has(:disabled):is(label)')) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const below = groundsOf(element);
    if (!below) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const size = parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    const look = [color, ...below].join(' ');
    if (!ratios.has(look)) ratios.set(look, ratio(color, below));
    if (ratios.get(look)! < (large ? 3 : 4.5))
      found.push(`${theme}: contrast ${ratios.get(look)!.toFixed(2)} of “${text.slice(0, 40)}”, ${look}`);
  }
  return found;
}
