import { type Markup, markup } from '../view/markup.ts';
import { type Knob, valueText } from './knob.ts';

/**
 * A file's knobs as controls: a slider between two buttons for a range, a list for choices. They stand in the page as it
 * is built, and work once the studio has come.
 *
 * @param id begins the controls' ids
 * @param title what the example shows
 */
export function knobsMarkup(knobs: Knob[], file: string, id: string, title: string): Markup {
  return markup`<div class="knobs" role="group" aria-label="Knobs of ${title}" data-file="${file}" data-pagefind-ignore data-markdown-ignore>${knobs.map(
    (knob, i) => knobMarkup(knob, `${id}-knob-${i}`),
  )}<button type="button" data-do="turnBack" hidden>Original values</button></div>`;
}

function knobMarkup(knob: Knob, id: string): Markup {
  const { name, label, span, value } = knob;
  const control = Array.isArray(span)
    ? markup`<select id="${id}" data-knob="${name}" autocomplete="off">${span.map(
        (one) =>
          markup`<option value="${one}"${one === value && markup` selected`}>${valueText(knob, one)}</option>`,
      )}</select>`
    : markup`<button type="button" data-by="-1" tabindex="-1" aria-label="Less: ${label}">−</button><input type="range" id="${id}" data-knob="${name}" min="${span.min}" max="${span.max}" step="${span.step}" value="${value}" aria-valuetext="${valueText(knob, value)}" autocomplete="off"><button type="button" data-by="1" tabindex="-1" aria-label="More: ${label}">+</button><span class="value" aria-hidden="true">${valueText(knob, value)}</span>`;
  return markup`<div class="knob"><label for="${id}">${label}</label>${control}</div>`;
}
