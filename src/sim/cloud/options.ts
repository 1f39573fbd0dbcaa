/** Refuses an option that is not known, which would hide every typing error. `known` has the names as keys. */
export function checkOptions(what: string, options: object, known: object): void {
  for (const key in options) {
    if (!(key in known))
      throw new TypeError(`${what} has no option '${key}'; it knows ${Object.keys(known).join(', ')}.`);
  }
}
