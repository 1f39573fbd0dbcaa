import { hashText } from '../../cloud/digest/index.ts';

/** A function by its name in a lineage. */
export const lineageName = (arn: string): string => hashText(arn).toString(16).padStart(8, '0');

/** How often each function has run in a chain of requests, as its X-Ray header tells. */
function lineageOf(header: string | undefined): Map<string, number> {
  const text = header === undefined ? undefined : /;Lineage=([^;]*)/.exec(header)?.[1];
  return new Map(
    (text ?? '').split('|').flatMap((one): [string, number][] => {
      const [name, runs] = one.split(':');
      return runs === undefined ? [] : [[name!, Number(runs)]];
    }),
  );
}

/** How often a function has run in a chain of requests. */
export const runsIn = (header: string | undefined, name: string): number => lineageOf(header).get(name) ?? 0;

/**
 * The header of what a function sends while it runs: the chain's own, with one run more of this function. A request that
 * came with none begins a chain.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function continued(
  header: string | undefined,
  name: string,
  { epochMillis, requestId }: { readonly epochMillis: number; readonly requestId: string },
): string {
  const lineage = lineageOf(header);
  lineage.set(name, (lineage.get(name) ?? 0) + 1);
  const id = requestId.replaceAll('-', '');
  const seconds = Math.floor(epochMillis / 1000)
    .toString(16)
    .padStart(8, '0');
  const root = /Root=([^;]*)/.exec(header ?? '')?.[1] ?? `1-${seconds}-${id.slice(0, 24)}`;
  const runs = Array.from(lineage, ([one, count]) => `${one}:${count}`).join('|');
  return `Root=${root};Parent=${id.slice(16)};Sampled=0;Lineage=${runs}`;
}
