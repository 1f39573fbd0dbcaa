import type { HastNode } from 'satteri';

type Element = Extract<HastNode, { type: 'element' }>;

/** What turns the addresses of links and pictures into those that the Markdown has. */
export type Resolve = (address: string) => string;

/** What is on a page for hands and eyes alone. */
const DROPPED = new Set(['button', 'select', 'input', 'script', 'style', 'svg', 'template', 'link']);

const BLOCKS = new Set(
  'h1 h2 h3 h4 h5 h6 p ul ol dl blockquote aside pre table figure details hr'.split(' '),
);

const classes = ({ properties }: Element) => (properties['className'] as string[] | undefined) ?? [];
const has = (element: Element, name: string) => classes(element).includes(name);

function isDropped(node: HastNode): boolean {
  if (node.type !== 'element') return node.type !== 'text';
  const { tagName, properties } = node;
  if (DROPPED.has(tagName) || has(node, 'sr-only') || has(node, 'sl-anchor-link')) return true;
  return 'dataMarkdownIgnore' in properties;
}

function kept(node: HastNode): HastNode[] {
  return 'children' in node ? (node.children as HastNode[]).filter((child) => !isDropped(child)) : [];
}

function isBlock(node: HastNode): node is Element {
  return (
    node.type === 'element' && (BLOCKS.has(node.tagName) || has(node, 'line') || kept(node).some(isBlock))
  );
}

/** The first element below a node that fits. */
function find(node: HastNode, fits: (element: Element) => boolean): Element | undefined {
  for (const child of kept(node)) {
    if (child.type !== 'element') continue;
    const found = fits(child) ? child : find(child, fits);
    if (found) return found;
  }
  return undefined;
}

/** The text of a node as it stands, such as of code. */
function plain(node: HastNode): string {
  if (node.type === 'text') return node.value;
  return kept(node).map(plain).join('');
}

/** A fence that no run of backticks in the text ends. */
function fence(text: string, info = ''): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${info}\n${text.replace(/\n+$/, '')}\n${ticks}`;
}

function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

const quote = (text: string) => text.replaceAll(/^/gm, '> ').replaceAll(/^> $/gm, '>');
const indent = (text: string, width: number) => text.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(width)}`);
const bold = (text: string) => (text ? `**${text}**` : '');

/** Turns a page's HTML, as a tree, into Markdown. */
export class HtmlReader {
  readonly #resolve: Resolve;

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** Blocks of Markdown, with an empty line between them. */
  markdown(node: HastNode): string {
    return this.#flow(kept(node)).join('\n\n');
  }

  /** Text within a line. */
  line(nodes: readonly HastNode[]): string {
    const text = nodes.map((node) => this.#inline(node)).join('');
    return text
      .replaceAll(/[^\S\n]+/g, ' ')
      .replaceAll(/ ?\n ?/g, '\n')
      .trim();
  }

  #flow(nodes: readonly HastNode[]): string[] {
    const blocks: string[] = [];
    let run: HastNode[] = [];
    const flush = () => {
      const text = this.#paragraph(run);
      if (text) blocks.push(text);
      run = [];
    };
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!;
      if (!isBlock(node)) {
        run.push(node);
        continue;
      }
      flush();
      const alike = ['line', 'check'].find((name) => has(node, name));
      if (alike) {
        // Lines of a console, and checks, belong together.
        const group = [node];
        for (let next = nodes[i + 1]; next && isBlock(next) && has(next, alike); next = nodes[++i + 1])
          group.push(next);
        blocks.push(
          alike === 'line'
            ? fence(group.map(plain).join('\n'), 'text')
            : group.map((one) => `- ${has(one, 'failed') ? '' : '✓ '}${this.line(kept(one))}`).join('\n'),
        );
      } else blocks.push(...this.#block(node).filter(Boolean));
    }
    flush();
    return blocks;
  }

  #paragraph(nodes: readonly HastNode[]): string {
    return this.line(nodes).replace(/^(#+ |[-+>] |\d+[.)] )/, '\\$1');
  }

  #block(element: Element): string[] {
    const { tagName } = element;
    const children = kept(element);
    if (has(element, 'starlight-aside')) return [this.#aside(element)];
    if (has(element, 'transcript')) return ['Result:', ...this.#flow(children)];
    switch (tagName) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return [`${'#'.repeat(Number(tagName[1]))} ${this.line(children)}`];
      case 'p':
        return [has(element, 'caption') ? bold(this.line(children)) : this.#paragraph(children)];
      case 'ul':
      case 'ol':
        return [this.#list(element)];
      case 'dl':
        return this.#descriptions(children);
      case 'blockquote':
        return [quote(this.#flow(children).join('\n\n'))];
      case 'pre': {
        const { dataLanguage = '', title } = element.properties as { dataLanguage?: string; title?: string };
        return [title ? code(title) : '', fence(plain(element), dataLanguage)];
      }
      case 'table':
        return this.#table(element);
      case 'figure':
        return this.#figure(element);
      case 'details': {
        const [summary, ...rest] = children.filter(({ type }) => type === 'element') as Element[];
        return [summary ? bold(this.line(kept(summary))) : '', ...this.#flow(rest)];
      }
      case 'hr':
        return ['---'];
      default:
        return this.#flow(children);
    }
  }

  #aside(element: Element): string {
    const title = find(element, (one) => has(one, 'starlight-aside__title'));
    const content = find(element, (one) => has(one, 'starlight-aside__content'));
    const blocks = [title ? bold(this.line(kept(title))) : '', ...(content ? this.#flow(kept(content)) : [])];
    return quote(blocks.filter(Boolean).join('\n\n'));
  }

  #list(element: Element): string {
    const items = kept(element).filter((child): child is Element => child.type === 'element');
    const tight = items.every((item) =>
      kept(item).every((child) => !isBlock(child) || ['ul', 'ol'].includes(child.tagName)),
    );
    const first = Number(element.properties['start'] ?? 1);
    const texts = items.map((item, i) => {
      const mark = element.tagName === 'ol' ? `${first + i}. ` : '- ';
      return mark + indent(this.#flow(kept(item)).join(tight ? '\n' : '\n\n'), mark.length);
    });
    return texts.join(tight ? '\n' : '\n\n');
  }

  /** Terms and what is said of them: a list, where a line is enough for each. */
  #descriptions(nodes: readonly HastNode[]): string[] {
    const blocks: string[] = [];
    for (const node of nodes) {
      if (node.type !== 'element') continue;
      const texts = this.#flow(kept(node));
      if (node.tagName === 'dt') {
        const text = kept(node).every(isBlock) ? code(plain(node).trim()) : texts.join(' ');
        const short = !text.includes('\n');
        blocks.push(short ? `- ${text}` : texts.join('\n\n'));
      } else if (blocks.at(-1)?.startsWith('- ') && texts.length > 0) {
        blocks.push(`${blocks.pop()!}: ${indent(texts.join('\n\n'), 2)}`);
      } else blocks.push(...texts);
    }
    return blocks.every((block) => block.startsWith('- ')) ? [blocks.join('\n')] : blocks;
  }

  #table(element: Element): string[] {
    const caption = find(element, ({ tagName }) => tagName === 'caption');
    const rows: Element[][] = [];
    const collect = (node: HastNode) => {
      for (const child of kept(node)) {
        if (child.type !== 'element') continue;
        if (child.tagName === 'tr')
          rows.push(kept(child).filter((cell) => cell.type === 'element') as Element[]);
        else if (child.tagName !== 'caption') collect(child);
      }
    };
    collect(element);
    const cell = (one: Element) => this.line(kept(one)).replaceAll('\n', ' ').replaceAll('|', '\\|');
    const row = (texts: string[]) => `| ${texts.join(' | ')} |`;
    const [head = [], ...body] = rows;
    const right = head.map((one) => has(one, 'num') || one.properties['align'] === 'right');
    const lines = [
      row(head.map(cell)),
      row(right.map((yes) => (yes ? '--:' : '---'))),
      ...body.map((cells) => row(cells.map(cell))),
    ];
    return [caption ? bold(this.line(kept(caption))) : '', lines.join('\n')];
  }

  #figure(element: Element): string[] {
    const caption = find(element, ({ tagName }) => tagName === 'figcaption');
    if (has(element, 'diagram')) {
      const [title, details] = kept(caption!);
      const words = this.line(kept(find(details!, ({ tagName }) => tagName === 'p')!));
      return [`${bold(`Figure: ${this.line([title!])}.`)} ${words}`];
    }
    if (has(element, 'chart')) {
      const data = find(element, ({ tagName }) => tagName === 'details');
      const parts = data
        ? kept(data).filter((one) => one.type === 'element' && one.tagName !== 'summary')
        : [];
      // The table bears the plot's name again.
      return [
        bold(this.line(kept(caption!))),
        ...this.#flow(parts).filter((text) => text !== bold(this.line(kept(caption!)))),
      ];
    }
    return this.#flow(kept(element));
  }

  #inline(node: HastNode): string {
    if (isDropped(node)) return '';
    if (node.type === 'text') return escape(node.value.replaceAll(/\s+/g, ' '));
    if (node.type !== 'element') return '';
    const text = () =>
      kept(node)
        .map((child) => this.#inline(child))
        .join('');
    switch (node.tagName) {
      case 'strong':
      case 'b':
        return around(text(), '**');
      case 'em':
      case 'i':
        return around(text(), '*');
      // Not every reader of Markdown knows a mark for it.
      case 's':
      case 'del':
        return `<s>${text()}</s>`;
      case 'code':
      case 'kbd':
        return code(plain(node));
      case 'br':
        return '\\\n';
      case 'img': {
        const { alt = '', src = '' } = node.properties as { alt?: string; src?: string };
        return `![${escape(alt)}](${this.#resolve(src)})`;
      }
      case 'a': {
        const href = node.properties['href'];
        return typeof href === 'string' ? `[${text()}](${this.#resolve(href)})` : text();
      }
      default:
        return text();
    }
  }
}

/** Marks around a text, the spaces at its ends outside of them. */
function around(text: string, mark: string): string {
  const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/s.exec(text)!;
  return inner ? `${before}${mark}${inner}${mark}${after}` : text;
}

/** Text in which nothing is taken for a mark. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*<]|(?<!\w)_|_(?!\w)|\](?=\()/g, '\\$&');
}
