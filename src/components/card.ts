import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import satori from 'satori';
import sharp from 'sharp';
import { CARD } from './site.ts';

const require = createRequire(import.meta.url);
const font = (weight: 400 | 600) => ({
  name: 'Source Sans 3',
  weight,
  data: readFileSync(
    require.resolve(`@fontsource/source-sans-3/files/source-sans-3-latin-${weight}-normal.woff`),
  ),
});

/** Read once: Satori parses an array of fonts that it does not know. */
const FONTS = [font(400), font(600)];

/** Bars up to a dashed line: a capacity, and the one desired. The logo, wide. */
const BARS = [45, 72, 100, 128, 128, 128];

/** What Satori lays out: an element as React makes them. */
interface Element {
  type: string;
  props: { style?: object; children?: Element | Element[] | string };
}

function box(style: object, children: Element | Element[] | string = []): Element {
  return { type: 'div', props: { style: { display: 'flex', ...style }, children } };
}

/** The picture that a link to a page shows where people share it: a PNG of 1200 × 630. */
export async function card(page: { part: string; title: string; description: string }): Promise<Buffer> {
  const bars = BARS.map((height) =>
    box({ width: 52, height, borderRadius: 8, backgroundColor: '#ffffff', opacity: 0.92 }),
  );
  const dashes = Array.from({ length: 12 }, () =>
    box({ width: 22, height: 8, borderRadius: 4, backgroundColor: '#ffc46b' }),
  );
  const picture = box({ flexDirection: 'column', gap: 14 }, [
    box({ gap: 13 }, dashes),
    box({ gap: 16, alignItems: 'flex-end' }, bars),
  ]);
  const text = box({ flexDirection: 'column', gap: 18 }, [
    box({ fontSize: 30, color: '#8fd3da', fontWeight: 600 }, page.part),
    box({ fontSize: 76, fontWeight: 600, lineHeight: 1.08, letterSpacing: -1 }, page.title),
    box(
      { fontSize: 33, color: '#d3e9ec', lineHeight: 1.35, lineClamp: 3, display: 'block' },
      page.description,
    ),
  ]);
  const foot = box({ justifyContent: 'space-between', alignItems: 'flex-end' }, [
    box({ fontSize: 38, fontWeight: 600, paddingBottom: 44 }, 'Desired Capacity'),
    picture,
  ]);
  const whole = box(
    {
      ...CARD,
      flexDirection: 'column',
      justifyContent: 'space-between',
      boxSizing: 'border-box',
      padding: '60px 72px 0',
      backgroundColor: '#0b4f5c',
      color: '#ffffff',
    },
    [text, foot],
  );
  const svg = await satori(whole as never, { ...CARD, fonts: FONTS });
  // The picture is flat: dots between two colours would only make it heavier, and the search for them slower.
  return sharp(Buffer.from(svg)).png({ palette: true, effort: 1, dither: 0 }).toBuffer();
}
