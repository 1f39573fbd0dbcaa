interface ImportMetaEnv {
  /** The folders of `content/docs`, as `scripts/site/read-folders.ts` reads them when the site is built. */
  readonly FOLDERS: import('../../scripts/site/folders.ts').Folder;
}
