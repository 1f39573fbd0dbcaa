import { defineEcConfig } from '@astrojs/starlight/expressive-code';
import { foldCode } from './scripts/markdown/fold-code.ts';

export default defineEcConfig({
  shiki: {
    transformers: [
      {
        // Shiki gives up on a line after half a second, so a busy machine built pages with less colour than an idle one.
        preprocess(_code, options) {
          options.tokenizeTimeLimit = 0;
        },
      },
    ],
  },
  plugins: [foldCode()],
});
