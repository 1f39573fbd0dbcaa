import {
  type ExpressiveCodeLine,
  type ExpressiveCodePlugin,
  type ExpressiveCodeTheme,
  InlineStyleAnnotation,
  type PluginShikiOptions,
  pluginShiki,
} from '@astrojs/starlight/expressive-code';
import manifest from '../../package.json' with { type: 'json' };
import { keptFile } from './kept-file.ts';

/** What Shiki says of a line: its colours, from column to column. */
type Colours = ConstructorParameters<typeof InlineStyleAnnotation>[0][];

const { '@astrojs/starlight': starlight, shiki } = manifest.dependencies;

const themeTexts = new WeakMap<ExpressiveCodeTheme, string>();

/** All that a theme says of code, as text. */
function themeText(theme: ExpressiveCodeTheme): string {
  let text = themeTexts.get(theme);
  if (text === undefined) themeTexts.set(theme, (text = JSON.stringify([theme.name, theme.fg, theme.settings])));
  return text;
}

/**
 * Shiki, which takes longer than all else that a page is made of: what it says of a text is kept in `.cache/code` until
 * the text, the themes or Shiki change.
 */
export function keptHighlighting(options: PluginShikiOptions): ExpressiveCodePlugin {
  const highlight = pluginShiki(options).hooks!.performSyntaxAnalysis!;
  return {
    name: 'Kept highlighting',
    hooks: {
      async performSyntaxAnalysis(context) {
        const { codeBlock, styleVariants } = context;
        // The text of a terminal's output changes as it is coloured.
        if (codeBlock.language === 'ansi') return highlight(context);
        const lines = codeBlock.getLines();
        const there = lines.map((line) => line.getAnnotations().length);
        const themes = styleVariants.map(({ theme }) => themeText(theme));
        const inputs = [starlight, shiki, codeBlock.language, codeBlock.code, ...themes];
        let done = false;
        const kept = await keptFile('.cache/code', inputs, async () => {
          await highlight(context);
          done = true;
          return new TextEncoder().encode(JSON.stringify(lines.map((line, i) => coloursOf(line, there[i]!))));
        });
        if (done) return;
        const all = JSON.parse(new TextDecoder().decode(kept)) as Colours[];
        for (const [i, colours] of all.entries()) {
          for (const one of colours) lines[i]!.addAnnotation(new InlineStyleAnnotation(one));
        }
      },
    },
  };
}

/** The colours of a line, without what was there before. */
function coloursOf(line: ExpressiveCodeLine, before: number): Colours {
  return line
    .getAnnotations()
    .slice(before)
    .filter((one) => one instanceof InlineStyleAnnotation)
    .map(({ styleVariantIndex, color, bgColor, italic, bold, underline, strikethrough, inlineRange, renderPhase }) => ({
      styleVariantIndex,
      color,
      bgColor,
      italic: italic || undefined,
      bold: bold || undefined,
      underline: underline || undefined,
      strikethrough: strikethrough || undefined,
      inlineRange,
      renderPhase,
    }));
}
