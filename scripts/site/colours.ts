/**
 * Coloured code makes most of a chapter, and most of coloured code is its colours, written out with each word. Here they
 * stand once in the head of the page, and each word has the name of its own; a word in the colour of all text has none.
 */
const COLOURED = /<span style="--0:(#[\dA-Fa-f]{6});--1:(#[\dA-Fa-f]{6})">([^<]*)<\/span>/g;
/** The colours of a text that is no word of the language: dark and light. */
const PLAIN = '#D6DEEB#403F53';

/** A page whose coloured code is written short. */
export function shortColours(html: string): string {
  const names = new Map<string, string>();
  const short = html.replace(COLOURED, (_, dark: string, light: string, text: string) => {
    if (dark + light === PLAIN) return text;
    const colour = `light-dark(${light},${dark})`;
    let name = names.get(colour);
    if (name === undefined) names.set(colour, (name = `t${names.size}`));
    return `<span class="${name}">${text}</span>`;
  });
  const style = Array.from(names, ([colour, name]) => `.ec-line .${name}{color:${colour}}`).join('');
  return style ? short.replace('</head>', () => `<style>${style}</style></head>`) : short;
}
