/** Refuses what is no object where one is taken. */
export function checkObject(what: string, value: unknown): void {
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`${what} takes an object, not ${value === null ? 'null' : typeof value}.`);
}

/** Refuses an option that is not known: a typing error would otherwise stay hidden. `known` has the names as keys. */
export function checkOptions(what: string, options: object, known: object): void {
  checkObject(what, options);
  for (const key in options) {
    if (!Object.hasOwn(known, key))
      throw new TypeError(`${what} has no option '${key}'; it knows ${Object.keys(known).join(', ')}.`);
  }
}
