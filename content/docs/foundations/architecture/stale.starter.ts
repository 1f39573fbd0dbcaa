/** Articles by their number: `Map`s, both the cache and the database. */
export type Articles = Map<number, string>;

/** A reader wants an article. The cache has it, or gets it. */
export function read(cache: Articles, database: Articles, id: number) {
  const kept = cache.get(id);
  if (kept !== undefined) return kept;
  const text = database.get(id)!;
  cache.set(id, text);
  return text;
}

/** The editor has a new text for an article. */
export function save(
  cache: Articles,
  database: Articles,
  id: number,
  text: string,
) {
  // prettier-ignore
  database.set(id, text);
  void cache;
}
