/**
 * One picture for both themes, and for a page with others: colours become `light-dark(…)`, whose dark half turns the
 * lightness around in OKLab and keeps the hue; ids get the picture's own prefix.
 */
export function themed(svg: string, id: string): string {
  return ownIds(svg, id)
    .replace(
      /(<style[^>]*>)([^]*?)(<\/style>)/g,
      (_, open: string, css: string, close: string) => open + inCss(css) + close,
    )
    .replace(/\sstyle="([^"]*)"/g, (_, style: string) => ` style="${inDeclarations(style)}"`)
    .replace(
      /\s(fill|stroke|stop-color|color)="([^"]*)"/g,
      (_, name: string, value: string) => ` ${name}="${inValue(value)}"`,
    );
}

function inCss(css: string): string {
  return css.replace(/\{([^{}]*)\}/g, (_, declarations: string) => `{${inDeclarations(declarations)}}`);
}

function inDeclarations(declarations: string): string {
  return declarations.replace(/([\w-]+\s*:)([^;]*)/g, (_, name: string, value: string) =>
    /fill|stroke|color|background|border|shadow|filter/.test(name) ? name + inValue(value) : name + value,
  );
}

const NAMES = 'black|white|gr[ae]y|lightgr[ae]y|darkgr[ae]y|red|green|blue|navy|yellow|orange';
const COLOUR = new RegExp(`#[0-9a-f]{3,8}\\b|(?:rgb|hsl)a?\\([^()]*\\)|\\b(?:${NAMES})\\b`, 'gi');

function inValue(value: string): string {
  if (value.includes('url(') || value.includes('light-dark(')) return value;
  // White becomes the dark page's surface, black the light text on it.
  return value.replace(
    COLOUR,
    (colour) => `light-dark(${colour}, oklch(from ${colour} calc(1.05 - 0.83 * l) c h))`,
  );
}

/** Mermaid prefixes some ids and not others; two pictures on a page must not share one. */
function ownIds(svg: string, prefix: string): string {
  const foreign = [...svg.matchAll(/\sid="([^"]+)"/g)]
    .map((match) => match[1]!)
    .filter((id) => !id.includes(prefix));
  let own = svg;
  for (const id of new Set(foreign)) {
    const literal = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    own = own.replace(
      new RegExp(`((?:\\sid="|url\\(#|href="#|"#)|#)${literal}(?![\\w-])`, 'g'),
      (_, before: string) => `${before}${prefix}-${id}`,
    );
  }
  return own;
}
