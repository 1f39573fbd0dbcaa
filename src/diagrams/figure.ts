import { textAlternative } from './diagram.ts';

/** A picture as the page shows it: drawn to its natural size, scrolling by itself where the page is narrower, told in words below. */
export function figure(svg: string, source: string): string {
  const { title = '', description = '' } = textAlternative(source);
  const width = Math.ceil(Number(/viewBox="[-\d.]+ [-\d.]+ ([\d.]+)/.exec(svg)?.[1] ?? 0));
  const picture = svg.replace(
    /<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg${attributes.replace(/\s(?:width|height|style|role|aria-roledescription)="[^"]*"/g, '')} role="img" style="--width: ${width}px">`,
  );
  // Only a picture that may be wider than its place is a stop for the keyboard, which scrolls it.
  const scroll = width > NARROW ? ` tabindex="0" role="group" aria-label="${escape(title)}"` : '';
  return (
    `<figure class="diagram not-content"><div class="diagram-picture"${scroll}>${picture}</div>` +
    `<figcaption>${escape(title)}<details><summary>In words</summary><p>${escape(description)}</p></details></figcaption></figure>`
  );
}

/** Pixels that a phone of 360 px leaves for a picture. */
const NARROW = 320;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
