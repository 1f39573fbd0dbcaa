/* eslint-disable @typescript-eslint/consistent-type-imports -- an ambient module can't import by a relative path */
// What scripts/vite gives: the address of one file and its bytes, gzip, or with `&inline` its text.

declare module '*?bundle=script' {
  const url: string;
  export default url;
  export const size: number;
}

declare module '*?bundle=module' {
  const url: string;
  export default url;
  export const size: number;
}

declare module '*?bundle=script&inline' {
  const text: string;
  export default text;
}

declare module '*?bundle=module&inline' {
  const text: string;
  export default text;
}

declare module '*?chunks=code' {
  const index: import('./chunks.ts').ChunkIndex;
  export default index;
}

declare module '*?chunks=types' {
  const index: import('./chunks.ts').ChunkIndex;
  export default index;
}

declare module '*?chunks=package' {
  const index: import('./chunks.ts').ChunkIndex;
  export default index;
}

/** From scripts/vite/land.ts. */
declare module 'virtual:land' {
  /** The land of the world as the data of an SVG path, in the projection of view/projection.ts. */
  const land: string;
  export default land;
}

interface ImportMetaEnv {
  /** Names this site to StackBlitz; empty where it has no such name. */
  readonly WEBCONTAINER_CLIENT_ID: string;
}
