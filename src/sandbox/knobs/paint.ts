import { readKnobs } from './knob.ts';

/**
 * Puts the literals of `text` in the place of those of `shown` in highlighted code. What is not as in `original` gets the
 * class `turned`. The three texts differ in their knobs alone.
 */
export function paint(panel: HTMLElement, shown: string, text: string, original: string): void {
  const [now, before] = [text, original].map((code) => readKnobs(code).knobs);
  for (const { name, value, line, from, to } of readKnobs(shown).knobs) {
    const knob = now!.find((one) => one.name === name);
    const code = panel.querySelectorAll('.ec-line .code')[line - 1];
    if (!knob || !code) continue;
    // Quotes stay: they may have a colour of their own.
    const quoted = typeof value === 'string';
    const painted = quoted
      ? replaceText(code, from + 1, to - 1, String(knob.value))
      : replaceText(code, from, to, knob.literal);
    const same = knob.literal === before!.find((one) => one.name === name)?.literal;
    painted?.classList.toggle('turned', !same);
  }
}

/** Replaces characters `from` to `to` of an element's text, and gives the element that has the new ones. */
function replaceText(element: Element, from: number, to: number, text: string): Element | undefined {
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let painted: Element | undefined;
  let end = 0;
  while (nodes.nextNode()) {
    const node = nodes.currentNode as Text;
    const start = end;
    end += node.length;
    const [first, last] = [Math.max(from, start), Math.min(to, end)];
    if (first >= last) continue;
    node.replaceData(first - start, last - first, painted ? '' : text);
    painted ??= node.parentElement!;
  }
  return painted;
}
