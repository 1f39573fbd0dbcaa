/**
 * A name of AWS's in the model: `QueueUrl` is `queueUrl`, `VPCZoneIdentifier` is `vpcZoneIdentifier`, `TTL` is `ttl`.
 * A leading acronym becomes small as a whole; digits belong to it.
 */
export function camel(name: string): string {
  const acronym = /^[A-Z][A-Z0-9]*(?=[A-Z][a-z]|$)/.exec(name)?.[0];
  return acronym
    ? acronym.toLowerCase() + name.slice(acronym.length)
    : name.charAt(0).toLowerCase() + name.slice(1);
}

type CamelName<K, N> = string extends K ? K : K extends keyof N ? N[K] & string : Uncapitalize<K & string>;

/**
 * A structure of AWS's in the model's names.
 *
 * @typeParam T the structure, in AWS's names
 * @typeParam N the names that are not just AWS's with a small first letter: `{ VPCZoneIdentifier: 'vpcZoneIdentifier' }`
 */
export type Camel<T, N = object> = T extends Date | Uint8Array
  ? T
  : T extends readonly (infer I)[]
    ? Camel<I, N>[]
    : T extends object
      ? { [K in keyof T as CamelName<K, N>]: Camel<T[K], N> }
      : T;
