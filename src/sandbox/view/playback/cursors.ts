import { unpackColumns } from '../numbers.ts';

/** Where virtual time stands in strips and plots: a line in each, which moves with it. */
export class Cursors {
  readonly #figure: HTMLElement;
  #places: { line: HTMLElement; from: number; to: number; left: number; width: number }[] = [];

  /** @param figure what is played: its strips, and the plots over virtual time that the same run shows */
  constructor(figure: HTMLElement) {
    this.#figure = figure;
    this.measure();
  }

  /** The page has another width. */
  measure(): void {
    const strips = this.#figure.querySelector<HTMLElement>('.strips')!;
    const plots = this.#figure.closest('.transcript')?.querySelectorAll<SVGSVGElement>('.chart > svg[data-numbers]');
    this.#places = [
      this.#place(strips, strips.querySelector('svg')!, strips.querySelector('svg')!.dataset['range']!.split(' ').map(Number)),
      ...[...(plots ?? [])].flatMap((svg) => {
        const chart = svg.parentElement!;
        const [head] = chart.querySelectorAll('th');
        if (head?.querySelector('span')?.textContent !== '(s)') return [];
        const [range] = unpackColumns(svg.dataset['numbers']!);
        return this.#place(chart, svg.querySelector<SVGSVGElement>('.area')!, range as number[]);
      }),
    ];
  } // prettier-ignore

  #place(box: HTMLElement, area: SVGSVGElement, [from, to]: number[]) {
    let line = box.querySelector<HTMLElement>(':scope > .cursor');
    if (!line) {
      line = document.createElement('i');
      line.className = 'cursor';
      box.append(line);
    }
    box.style.position = 'relative';
    const [outer, inner] = [box.getBoundingClientRect(), area.getBoundingClientRect()];
    if (!line.closest('.strips'))
      Object.assign(line.style, { top: `${inner.top - outer.top}px`, height: `${inner.height}px` });
    line.style.left = '0';
    return { line, from: from!, to: to!, left: inner.left - outer.left, width: inner.width };
  }

  /** Moves them all to a time. */
  move(time: number): void {
    for (const { line, from, to, left, width } of this.#places) {
      const share = Math.min(1, Math.max(0, (time - from) / (to - from)));
      line.style.transform = `translateX(${left + share * width}px)`;
    }
  }
}
