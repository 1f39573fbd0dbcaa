import type { Picture, Shape } from './shape.ts';

/** The colours of a look, as the page's style gives them. */
interface Paint {
  fill: string | undefined;
  stroke: string | undefined;
  width: number;
  dash: number[];
  font: string;
}

/** A canvas in the place of the still picture: draws the same shapes in the same colours. */
export class Screen {
  readonly canvas = document.createElement('canvas');
  readonly #stage: HTMLElement;
  readonly #probe: SVGSVGElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #paints = new Map<string, Paint>();
  /** In pixels of the page. */
  width: number;
  #height = 0;

  /**
   * @param stage has the still picture, which gives way
   * @param changed another width, other colours: what stands has to be drawn anew
   */
  constructor(stage: HTMLElement, changed: () => void) {
    this.#stage = stage;
    this.width = stage.clientWidth;
    this.canvas.ariaHidden = 'true';
    this.#probe = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.#probe.setAttribute('class', 'probe');
    this.#probe.ariaHidden = 'true';
    stage.append(this.canvas, this.#probe);
    this.#context = this.canvas.getContext('2d')!;
    const anew = () => {
      this.#paints.clear();
      changed();
    };
    new ResizeObserver(() => {
      if (this.#stage.clientWidth === this.width) return;
      this.width = this.#stage.clientWidth;
      this.#height = 0;
      anew();
    }).observe(stage);
    const theme = new MutationObserver(() => (stage.isConnected ? anew() : theme.disconnect()));
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)'])
      matchMedia(query).addEventListener('change', anew);
  }

  /** Draws a picture in the place of what was drawn. */
  draw({ shapes, height }: Picture): void {
    const context = this.#context;
    const { canvas, width } = this;
    const density = devicePixelRatio;
    if (height !== this.#height) {
      this.#height = height;
      canvas.width = Math.round(width * density);
      canvas.height = Math.round(height * density);
      canvas.style.height = `${height}px`;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    for (const shape of shapes) this.#draw(shape);
  }

  #draw(shape: Shape): void {
    const context = this.#context;
    const paint = this.#paintOf(shape);
    if (shape.kind === 'text') {
      context.font = paint.font;
      context.fillStyle = paint.fill ?? '#000';
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor === 'end' ? 'right' : 'left';
      context.fillText(shape.text, shape.x, shape.y);
      return;
    }
    context.beginPath();
    if (shape.kind === 'dot') context.arc(shape.x, shape.y, shape.radius, 0, 7);
    else if (shape.kind === 'line') {
      context.moveTo(shape.x, shape.y);
      context.lineTo(shape.toX, shape.toY);
    } else if (shape.round) context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.round);
    else context.rect(shape.x, shape.y, shape.width, shape.height);
    if (paint.fill && shape.kind !== 'line') {
      context.fillStyle = paint.fill;
      context.fill();
    }
    if (!paint.stroke) return;
    context.strokeStyle = paint.stroke;
    context.lineWidth = paint.width;
    context.setLineDash(paint.dash);
    context.stroke();
  }

  /** What the style of the page says of a look. */
  #paintOf({ kind, look }: Shape): Paint {
    let paint = this.#paints.get(look);
    if (paint) return paint;
    const names = { rect: 'rect', dot: 'circle', line: 'path', text: 'text' } as const;
    const element = document.createElementNS('http://www.w3.org/2000/svg', names[kind]);
    element.setAttribute('class', look);
    this.#probe.append(element);
    const style = getComputedStyle(element);
    const colour = (value: string) => (value === 'none' ? undefined : value);
    paint = {
      fill: colour(style.fill),
      stroke: colour(style.stroke),
      width: Number.parseFloat(style.strokeWidth),
      dash: style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(',').map(Number.parseFloat),
      font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    };
    element.remove();
    this.#paints.set(look, paint);
    return paint;
  }
}
