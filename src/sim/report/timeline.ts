import { show } from './sink.ts';
import type { TimelineEntry } from './transcript.ts';

/** What `timeline` draws. */
export interface TimelineOptions {
  /** Stands above the picture. */
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  /** From top to bottom: what happened to one thing, or to one worker. */
  lanes: {
    name: string;
    /** From `start` to `end`, in seconds. `kind` groups spans of one meaning; default: the label. */
    spans?: { start: number; end: number; label: string; kind?: string }[];
    /** Instants, in seconds. */
    events?: { at: number; label: string; kind?: string }[];
  }[];
}

/** Draws lanes of spans and instants over virtual time: who held what, from when to when. */
export function timeline({ title, description, lanes }: TimelineOptions): void {
  const entry: TimelineEntry = {
    type: 'timeline',
    title,
    description,
    lanes: lanes.map(({ name, spans = [], events = [] }) => ({
      name,
      spans: spans.map((span) => {
        if (!(span.end >= span.start)) {
          throw new TypeError(
            `timeline '${title}', lane '${name}': '${span.label}' ends at ${span.end} before it starts at ${span.start}.`,
          );
        }
        return { kind: span.label, ...span };
      }),
      events: events.map((event) => ({ kind: event.label, ...event })),
    })),
  };
  show(entry);
}
