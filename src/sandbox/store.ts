/** For good, or while the tab is there. */
type Place = 'localStorage' | 'sessionStorage';

const name = (key: string): string => `desired-capacity/1/${key}`;

/** What could not be kept in the browser, for as long as the page stands. `undefined` where it was taken away. */
const memory = new Map<string, string | undefined>();

/**
 * What this browser keeps for a reader, under names of our own. Where storage is refused or full, it is kept as long
 * as the page stands. Says whether it will last.
 */
export function keep(key: string, value: string | undefined, place: Place = 'localStorage'): boolean {
  try {
    // A page's stand-in for storage that is refused forgets with the page.
    if ('forgets' in globalThis[place]) throw new TypeError('no storage');
    if (value === undefined) globalThis[place].removeItem(name(key));
    else globalThis[place].setItem(name(key), value);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, value);
    return false;
  }
}

/** What `keep` kept, if it did. */
export function kept(key: string, place: Place = 'localStorage'): string | undefined {
  if (memory.has(key)) return memory.get(key);
  try {
    return globalThis[place].getItem(name(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Calls back when another tab keeps something under a name. Returns what ends it. */
export function whenOtherTabKeeps(key: string, tell: () => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === name(key)) tell();
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}
