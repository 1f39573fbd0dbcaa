// What scripts/vite/bundle.ts gives: the address of one bundled file, or with `&inline` its text.

declare module '*?bundle=script' {
  const url: string;
  export default url;
}

declare module '*?bundle=module' {
  const url: string;
  export default url;
}

declare module '*?bundle=script&inline' {
  const text: string;
  export default text;
}
