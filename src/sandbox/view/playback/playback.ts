import { formatNumber } from '../../../sim/report/number.ts';
import type { Cell, Look, PlaybackEntry } from '../../../sim/report/transcript.ts';
import { axisHeight, horizontalAxis } from '../chart.ts';
import { type Markup, markup } from '../markup.ts';
import { scale } from '../scale.ts';
import { plotSummary } from '../summary.ts';
import { tableMarkup } from '../table.ts';
import { frameOf, signs } from './frame.ts';
import { type Reel, reelOf } from './reel.ts';
import type { Picture, Shape } from './shape.ts';
import { ACROSS, DOWN, seriesOf, spanOf, stripOf } from './strip.ts';
import { happeningsOf } from './words.ts';

/** Widths for which the still picture is drawn, in pixels: a page, and a phone. */
const STILLS = { wide: 660, narrow: 300 };
/** Pixels that a strip is high. */
const STRIP = 48;
/** So many happenings stand in the table, at most. */
const MOST = 100;

function shapeMarkup(shape: Shape): Markup {
  const round = (value: number) => Math.round(value * 10) / 10;
  const { look } = shape;
  switch (shape.kind) {
    case 'rect':
      return markup`<rect class="${look}" x="${round(shape.x)}" y="${round(shape.y)}" width="${round(shape.width)}" height="${round(shape.height)}"${shape.round && markup` rx="${shape.round}"`}/>`;
    case 'dot':
      return markup`<circle class="${look}" cx="${round(shape.x)}" cy="${round(shape.y)}" r="${shape.radius}"/>`;
    case 'line':
      return markup`<path class="${look}" d="M${round(shape.x)} ${round(shape.y)}L${round(shape.toX)} ${round(shape.toY)}"/>`;
    case 'text':
      return markup`<text class="${look}" x="${round(shape.x)}" y="${round(shape.y)}"${shape.anchor && markup` text-anchor="${shape.anchor}"`}>${shape.text}</text>`;
  }
}

function stillMarkup({ shapes, height }: Picture, which: keyof typeof STILLS, label: string): Markup {
  const repeated = which === 'narrow' && markup` data-pagefind-ignore data-markdown-ignore`;
  return markup`<svg class="still ${which}" role="img" aria-label="${label}" viewBox="0 0 ${STILLS[which]} ${height}"${repeated}>${shapes.map(shapeMarkup)}</svg>`;
}

/** What the colours mean: the states of each look, one look a line. */
function legendMarkup(reels: readonly Reel[]): Markup {
  const names = new Map<Look, Set<string>>();
  for (const { scene } of reels)
    for (const { name, look } of scene.states)
      names.set(look, (names.get(look) ?? new Set<string>()).add(name));
  return markup`<ul class="legend">${[...names].map(
    ([look, states]) =>
      markup`<li><svg width="16" height="14" aria-hidden="true"><rect class="tile ${look}" x="1" y="1" width="14" height="12" rx="3"/><rect class="load ${look}" x="2" y="7" width="12" height="5"/></svg>${signs[look] && markup`<span aria-hidden="true">${signs[look]}</span>`}${[...states].join(', ')}</li>`,
  )}</ul>`;
}

function stripsMarkup(reels: readonly Reel[], [from, to]: [number, number], at: number): Markup {
  const x = scale({ label: 'Virtual time', unit: 's' }, [from, to], { count: 7 });
  const across = (time: number) => Math.round(x.place(time) * ACROSS * 10) / 10;
  const gap = 18;
  const strips = reels.map((reel) => ({ reel, ...stripOf(reel, across) }));
  const height = strips.length * (STRIP + gap);
  const what = ({ scene }: Reel) => [scene.name, scene.requests ? `requests ended in ${formatNumber(scene.every)} s` : 'how many there are'].filter(Boolean).join(', '); // prettier-ignore
  return markup`<div class="strips" style="--at:${Math.round(x.place(at) * 1e4) / 1e4}"><svg height="${height + axisHeight}" data-range="${x.min} ${x.max}" aria-hidden="true" data-markdown-ignore>${strips.map(
    ({ reel, layers, desired, most }, i) =>
      markup`<text class="dim" x="0" y="${i * (STRIP + gap) + 12}">${what(reel)}, up to ${formatNumber(most)}</text><svg y="${i * (STRIP + gap) + gap}" width="100%" height="${STRIP}" viewBox="0 0 ${ACROSS} ${DOWN}" preserveAspectRatio="none">${layers.map(
        (layer) => markup`<path class="load ${layer.look}" d="${layer.path}"/>`,
      )}${desired && markup`<path class="desired" d="${desired}"/>`}</svg>`,
  )}${horizontalAxis(x, height + 1)}</svg><i class="cursor"></i></div>`;
}

/** Scenes as a still picture that can be played, with their whole time as strips, and their events as a table. */
export function playbackMarkup(entry: PlaybackEntry): Markup {
  const { title, description, scenes, fromHere } = entry;
  const reels = scenes.map(reelOf);
  const [from, to] = spanOf(scenes);
  const at = Math.min(to, Math.max(from, entry.at));
  const summary = plotSummary({ label: 'Time', unit: 's' }, { label: 'Count' }, seriesOf(reels));
  const label = `${title}, at ${formatNumber(at)} s. ${description} ${summary}`.trim();
  const happenings = happeningsOf(reels);
  const rows: Cell[][] = happenings.slice(0, MOST).map(({ at, who, what }) => [at, who, what]);
  const each = Math.max(...scenes.map(({ requests }) => requests?.each ?? 0));
  const cut = [
    happenings.length > MOST && `The table has the first ${MOST} of ${happenings.length} events.`,
    each > 1 && `A dot stands for ${each} requests.`,
    each > 0 && 'Each dot is on its way for a fortieth of the whole time, however fast the request was.',
  ].filter(Boolean);
  return markup`<figure class="playback"><button type="button" class="place" data-film="${JSON.stringify(entry)}" aria-label="Play ${title}" data-pagefind-ignore data-markdown-ignore>Play</button><figcaption>${title}</figcaption>${legendMarkup(reels)}<div class="stage">${(
    ['wide', 'narrow'] as const
  ).map((which) => stillMarkup(frameOf(reels, at, STILLS[which]), which, label))}</div>
<p class="told" data-pagefind-ignore>The still picture shows ${formatNumber(at)} s.</p>
${stripsMarkup(reels, [from, to], at)}${fromHere && markup`<p class="from-here" data-pagefind-ignore data-markdown-ignore>While it plays you can stop, and strike from that instant on.</p>`}
<details data-pagefind-ignore><summary>Data</summary><p>${description} ${summary}</p>${cut.length > 0 && markup`<p class="note">${cut.join(' ')}</p>`}${tableMarkup(
    {
      title: `${title}: events`,
      columns: [
        { name: 'Time', unit: 's', align: 'right' },
        { name: 'Who', align: 'left' },
        { name: 'What', align: 'left' },
      ],
      rows,
    },
  )}</details></figure>`;
}
