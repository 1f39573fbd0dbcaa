/** What Describe operations filter by: a name and the values of which one must match. */
export interface Filter {
  name?: string | undefined;
  values?: readonly string[] | undefined;
}

/** How to read what a filter of one name looks at; `tag:` stands for every `tag:<key>`. */
export type FilterFields<R> = Readonly<
  Record<string, (resource: R, rest: string) => string | readonly string[] | boolean | undefined>
>;

/**
 * Whether a resource passes every filter: for each, one of its values matches. `*` stands for any text and `?` for any
 * one character, a backslash takes their meaning away; upper and lower case differ.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html
 *
 * @param unknown the error for a filter that the resource does not have
 */
export function passes<R>(
  resource: R,
  filters: readonly Filter[] | undefined,
  fields: FilterFields<R>,
  unknown: (name: string) => Error,
): boolean {
  return (filters ?? []).every(({ name = '', values = [] }) => {
    const colon = name.indexOf(':') + 1;
    const key = colon > 0 && !Object.hasOwn(fields, name) ? name.slice(0, colon) : name;
    if (!Object.hasOwn(fields, key)) throw unknown(name);
    const found = fields[key]!(resource, name.slice(key.length));
    const texts = found === undefined ? [] : Array.isArray(found) ? (found as string[]) : [String(found)];
    return values.some((value) => texts.some((text) => wildcard(value, text)));
  });
}

/** Whether a text matches a pattern with `*` and `?`. Takes time in proportion to the product of both lengths at most. */
export function wildcard(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    const escaped = pattern[p] === '\\' && p + 1 < pattern.length;
    const wanted = escaped ? pattern[p + 1] : pattern[p];
    if (!escaped && wanted === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (wanted === text[t] || (!escaped && wanted === '?'))) {
      p += escaped ? 2 : 1;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
