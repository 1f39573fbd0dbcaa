/** For good, or while the tab is there. */
type Place = 'localStorage' | 'sessionStorage';

/** What this browser keeps for a reader, under names of our own. Works, and keeps nothing, where storage is refused. */
export function keep(name: string, value: string | undefined, place: Place = 'localStorage'): void {
  try {
    if (value === undefined) window[place].removeItem(`desired-capacity/1/${name}`);
    else window[place].setItem(`desired-capacity/1/${name}`, value);
  } catch {
    // Refused or full.
  }
}

/** What `keep` kept, if it did. */
export function kept(name: string, place: Place = 'localStorage'): string | undefined {
  try {
    return window[place].getItem(`desired-capacity/1/${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}
