import type { CheckEntry, ConsoleEntry, Entry, ErrorEntry } from '../../sim/report/transcript.ts';
import type { Files } from '../engine.ts';
import { boundLine, isTooLong, leftOut, shorten } from './bounded.ts';
import { mapMarkup } from './map.ts';
import { type Markup, markup } from './markup.ts';
import { playbackMarkup } from './playback/playback.ts';
import { plotMarkup } from './plot.ts';
import { leftMarkup, tableMarkup } from './table.ts';
import { timelineMarkup } from './timeline.ts';

export interface ViewOptions {
  /** The file that runs, where something without a file stands. */
  entry: string;
  /** The files that a reader can go to: places in them become buttons with `data-file` and `data-line`. */
  files?: Files;
}

function place(
  { line, file }: { line?: number; file?: string },
  { entry, files = {} }: ViewOptions,
): Markup | false {
  if (line === undefined) return false;
  const name = file ?? entry;
  if (!Object.hasOwn(files, name)) return markup` <span class="place">(${name}, line ${line})</span>`;
  const which = Object.keys(files).length > 1 && `${name}, `;
  return markup` <button type="button" class="place" data-file="${name}" data-line="${line}">${which}line ${line}</button>`;
}

function consoleMarkup(entry: ConsoleEntry): Markup {
  const level = entry.level === 'warn' || entry.level === 'error' ? entry.level : undefined;
  return markup`<div class="line${level && ` ${level}`}">${level && markup`<b>${level === 'warn' ? 'Warning' : 'Error'}:</b> `}${entry.text}</div>`;
}

function checkMarkup(entry: CheckEntry, options: ViewOptions): Markup {
  if (entry.ok) {
    return markup`<p class="check"><span aria-hidden="true" data-markdown-ignore>✓</span><span class="sr-only">Passed: </span>${entry.label}</p>`;
  }
  return markup`<p class="check failed"><span aria-hidden="true">✗</span><b>Failed:</b> ${entry.label}${entry.detail && `. Found: ${entry.detail}`}${place(entry, options)}</p>`;
}

function errorMarkup(entry: ErrorEntry, options: ViewOptions): Markup {
  return markup`<p class="check failed"><span aria-hidden="true">✗</span><b>${entry.name}:</b> ${entry.message}${place(entry, options)}</p>`;
}

function draw(entry: Entry, options: ViewOptions): Markup {
  switch (entry.type) {
    case 'console':
      return markup`${consoleMarkup(boundLine(entry))}${leftMarkup(leftOut(entry))}`;
    case 'check':
      return markup`${checkMarkup(boundLine(entry), options)}${leftMarkup(leftOut(entry))}`;
    case 'error':
      return markup`${errorMarkup(boundLine(entry), options)}${leftMarkup(leftOut(entry))}`;
    case 'plot':
      return plotMarkup(entry);
    case 'table':
      return tableMarkup(entry);
    case 'timeline':
      return timelineMarkup(entry);
    case 'map':
      return mapMarkup(entry);
    case 'playback':
      return isTooLong(entry)
        ? markup`<p><b>${shorten(entry.title)}</b></p>${leftMarkup(leftOut(entry))}`
        : playbackMarkup(entry);
    case 'end':
      return markup``;
  }
}

/**
 * One entry as HTML, each on its own, so that a run can be shown as it comes. The build and the browser both draw
 * with it. A reader's code may send what it likes: all is escaped, and what can't be drawn says so.
 */
export function entryMarkup(entry: Entry, options: ViewOptions): Markup {
  try {
    return draw(entry, options);
  } catch (error) {
    return markup`<p class="check failed">This ${entry.type} could not be drawn: ${error instanceof Error && error.message}</p>`;
  }
}
