import type { Folder } from '../../scripts/site/folders.ts';

declare global {
  interface ImportMetaEnv {
    /** The folders of `content/docs`, as `scripts/site/read-folders.ts` reads them when the site is built. */
    readonly FOLDERS: Folder;
  }

  namespace App {
    interface Locals {
      /** The HTML of a scrap of code, with what the first code of a page brings with it: `Code.astro`. */
      scrap?: Promise<string>;
    }
  }
}
