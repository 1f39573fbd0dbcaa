/** What a picture is made of, in pixels, whoever draws it: the build as SVG, the player on a canvas. `look` names its colours. */
export type Shape =
  | { kind: 'rect'; look: string; x: number; y: number; width: number; height: number; round?: number }
  | { kind: 'dot'; look: string; x: number; y: number; radius: number }
  | { kind: 'line'; look: string; x: number; y: number; toX: number; toY: number }
  | { kind: 'text'; look: string; x: number; y: number; text: string; anchor?: 'middle' | 'end' };

/** A picture and how high it is. */
export interface Picture {
  shapes: Shape[];
  height: number;
}
