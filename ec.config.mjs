import { defineEcConfig } from '@astrojs/starlight/expressive-code';
import { foldCode } from './scripts/markdown/fold-code.ts';
import { keptHighlighting } from './scripts/site/highlighting.ts';

export default defineEcConfig({
  // In its place stands what keeps its results.
  shiki: false,
  plugins: [
    keptHighlighting({
      transformers: [
        {
          // Shiki gives up on a line after half a second, so a busy machine built pages with less colour than an idle one.
          preprocess(_code, options) {
            options.tokenizeTimeLimit = 0;
          },
        },
      ],
    }),
    foldCode(),
  ],
});
