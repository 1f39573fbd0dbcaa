import type { Explanation, Signature } from './service.ts';

/** Comments link to other code by braces, and have `code` in backquotes. */
const plain = (text: string) =>
  text.replace(/\{@link(?:code|plain)? ([^}|]+)(?:\|[^}]*)?\}/g, '$1').replaceAll('`', '');

/** An explanation to be read out. */
export function plainText({ code, text }: Pick<Explanation, 'code' | 'text'>): string {
  return `${code}. ${plain(text)}`;
}

/** An explanation as a box: the type as code, below it what the comment says. */
export function explanationNode({ code, text }: Pick<Explanation, 'code' | 'text'>): HTMLElement {
  return box([code], text);
}

/** A signature as a box, the parameter at the cursor set off. */
export function signatureNode({ before, parameter, after, text }: Signature): HTMLElement {
  const current = document.createElement('b');
  current.textContent = parameter;
  return box([before, current, after], text);
}

function box(code: (string | Node)[], text: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'words';
  const first = document.createElement('code');
  first.append(...code);
  dom.append(first);
  for (const line of plain(text).split('\n').filter(Boolean)) {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    dom.append(paragraph);
  }
  return dom;
}
