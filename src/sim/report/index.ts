/** What a run shows: checks, plots, tables, timelines and maps, as plain data in one transcript. */
export { check } from './check.ts';
export { format } from './format.ts';
export { worldMap, type MapOptions } from './map.ts';
export { formatNumber } from './number.ts';
export { playback, type PlaybackOptions } from './playback.ts';
export { plot, type PlotOptions } from './plot.ts';
export * from './record/index.ts';
export { captureConsole, setSink, show } from './sink.ts';
export { table, type Column } from './table.ts';
export { cellText, toText } from './text/text.ts';
export { timeline, type TimelineOptions } from './timeline.ts';
export * from './transcript.ts';
