/** What this browser keeps for a reader, under names of our own. Works, and keeps nothing, where storage is refused. */
export function keep(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`desired-capacity/1/${name}`);
    else localStorage.setItem(`desired-capacity/1/${name}`, value);
  } catch {
    // Refused or full.
  }
}

/** What `keep` kept, if it did. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`desired-capacity/1/${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}
