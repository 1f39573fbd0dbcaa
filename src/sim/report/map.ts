import { show } from './sink.ts';
import type { MapEntry, PlaceRole } from './transcript.ts';

/** What `worldMap` draws. */
export interface MapOptions {
  /** Stands above the picture. */
  title: string;
  /** What the picture shows, in a sentence, for a reader who can't see it. */
  description: string;
  /** What kinds say of a place: 'Answer', 'State'. Default: 'Kind'. */
  legend?: string;
  /** Regions, edge locations and users, each named once. */
  places: readonly {
    name: string;
    /** Degrees north. */
    latitude: number;
    /** Degrees east. */
    longitude: number;
    /** What stands there. Default: 'user'. */
    role?: PlaceRole;
    /** What is true of it, such as the answer that it gets: places of one kind share a colour, a shape and a legend entry. */
    kind: string;
    /** What else is to be said of it: '23 ms'. */
    note?: string;
  }[];
  /** Ways between places, by their names. `kind` defaults to that of the place where it begins. */
  ways?: readonly { from: string; to: string; kind?: string }[];
}

/**
 * Draws places on the world, and the ways between them: who gets which answer, who is served from where. Throws TypeError
 * for a place that is not on the globe, two places of one name, or a way from or to a place that is not named.
 */
export function worldMap({ title, description, legend = 'Kind', places, ways = [] }: MapOptions): void {
  const byName = new Map(places.map((place) => [place.name, place]));
  if (byName.size < places.length) throw new TypeError(`map '${title}': two places have one name.`);
  for (const { name, latitude, longitude } of places) {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new TypeError(
        `map '${title}': '${name}' is at ${latitude}, ${longitude}, which is not on the globe.`,
      );
    }
  }
  const placeOf = (name: string) => {
    const found = byName.get(name);
    if (!found) throw new TypeError(`map '${title}': a way names '${name}', which is no place of it.`);
    return found;
  };
  const entry: MapEntry = {
    type: 'map',
    title,
    description,
    legend,
    places: places.map(({ name, latitude, longitude, role = 'user', kind, note }) => ({
      name,
      latitude,
      longitude,
      role,
      kind,
      ...(note !== undefined && { note }),
    })),
    ways: ways.map(({ from, to, kind = placeOf(from).kind }) => ({
      from: placeOf(from).name,
      to: placeOf(to).name,
      kind,
    })),
  };
  show(entry);
}
