/**
 * A page is dark until a script says that its reader prefers light. For readers without scripts, each rule of the light
 * theme stands in the style sheets a second time: for those who prefer light and whose browser runs no script.
 */
const MEDIA = '@media (scripting:none) and (prefers-color-scheme:light)';
const LIGHT = /\[data-theme=(['"]?)light\1\]/g;
/** What a rule's selector stands between; comments and texts are passed over whole. */
const TOKEN = /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[{};]/g;

/** A style sheet with the light theme for readers without scripts. */
export function lightWithoutScript(css: string): string {
  let out = '';
  /** How much of the style sheet is written, and where the selector at hand begins. */
  let [written, start] = [0, 0];
  /** Of each open block, where its selector begins and where it ends. */
  const open: [from: number, to: number][] = [];
  for (const { 0: token, index } of css.matchAll(TOKEN)) {
    if (token.length > 1) continue;
    const end = index + 1;
    if (token === '{') open.push([start, index]);
    if (token === '}') {
      const [from, to] = open.pop() ?? [end, end];
      const selector = css.slice(from, to);
      if (!selector.trimStart().startsWith('@') && selector.search(LIGHT) >= 0) {
        // Whoever has no script has the theme that is written there: the selector keeps its weight.
        const always = selector.replaceAll(LIGHT, '[data-theme]');
        out += `${css.slice(written, end)}${MEDIA}{${always}${css.slice(to, end)}}`;
        written = end;
      }
    }
    start = end;
  }
  return out + css.slice(written);
}
