/**
 * Rewrites a picture, in the browser that drew it, as the least that draws the same: well-formed XML, so that it is a
 * picture by itself too; no rule that fits none of its elements; hundredths of a pixel.
 */
export function tidy(svg: string): string {
  const host = document.createElement('div');
  host.innerHTML = svg;
  document.body.append(host);
  const picture = host.firstElementChild!;

  for (const style of picture.querySelectorAll('style')) {
    const rules = [...style.sheet!.cssRules].filter(
      (rule) =>
        rule instanceof CSSStyleRule &&
        document.querySelector(rule.selectorText.replace(/:(hover|focus|active)\b/g, '')),
    );
    const text = rules.map(({ cssText }) => cssText).join('\n');
    const animations = [...style.sheet!.cssRules].filter(
      (rule) => rule instanceof CSSKeyframesRule && new RegExp(`\\b${rule.name}\\b`).test(text),
    );
    style.textContent = [text, ...animations.map(({ cssText }) => cssText)].join('\n');
  }

  for (const definition of picture.querySelectorAll('marker, symbol')) {
    const uses = [`url(#${definition.id})`, `href="#${definition.id}"`];
    if (!uses.some((use) => picture.outerHTML.includes(use))) definition.remove();
  }
  for (const defs of picture.querySelectorAll('defs')) if (!defs.childElementCount) defs.remove();

  // Not what follows a point: in path data .241.01 are two numbers.
  const DECIMAL = /(?<![\d.])-?\d+\.\d+(e-\d+)?/g;
  const lengths = ['d', 'points', 'transform', 'viewBox', 'x', 'y', 'width', 'height', 'style'];
  for (const element of [picture, ...picture.querySelectorAll('*')]) {
    element.removeAttribute('data-points');
    for (const name of [...lengths, 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry']) {
      const value = element.getAttribute(name);
      const rounded = value?.replace(DECIMAL, (number) => String(+Number(number).toFixed(2) + 0));
      if (rounded !== undefined && rounded !== value) element.setAttribute(name, rounded);
    }
  }

  const text = new XMLSerializer().serializeToString(picture);
  host.remove();
  return text;
}
