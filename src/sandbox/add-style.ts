/** Adds a style to the page that nothing needed before: `import style from './x.css?inline'`. */
export function addStyle(style: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
}
