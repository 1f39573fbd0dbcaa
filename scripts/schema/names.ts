import { camel } from '../../src/sim/tongue/names.ts';

/** Names of AWS's whose name in the model is not just theirs with a small first letter: VPCZoneIdentifier, vpcZoneIdentifier. */
export function unusual(names: Iterable<string>): [aws: string, model: string][] {
  return [...new Set(names)]
    .map((name): [string, string] => [name, camel(name)])
    .filter(([name, model]) => model !== name.charAt(0).toLowerCase() + name.slice(1))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
