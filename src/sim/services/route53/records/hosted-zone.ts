import { route53Limits as limits } from '../limits.ts';
import { parentOf, readName } from './name.ts';
import type { RecordType, ResourceRecordSet } from './record-set.ts';

/** The record sets of a name, by type; of a type in the order of their identifiers. */
export type Node = ReadonlyMap<RecordType, readonly ResourceRecordSet[]>;

/** How a hosted zone begins. */
export interface HostedZoneOptions {
  readonly id: string;
  readonly name: string;
  /** The VPCs that ask a private hosted zone; a public one has none. */
  readonly vpcs?: readonly string[];
  readonly nameServers?: readonly string[];
}

const NAME_SERVERS = [
  'ns-1.awsdns-00.com.',
  'ns-513.awsdns-00.net.',
  'ns-1025.awsdns-00.org.',
  'ns-1537.awsdns-00.co.uk.',
];

/** A zone: names and what they hold. Changes come from `change`, all or none. */
export class HostedZone {
  readonly id: string;
  readonly name: string;
  readonly nameServers: readonly string[];
  readonly isPrivate: boolean;
  /** Who asks a private zone. */
  readonly vpcs: Set<string>;
  #nodes = new Map<string, Map<RecordType, readonly ResourceRecordSet[]>>();
  /** How many names lie below each name that is there or has to be there for them: empty ones answer, too. */
  readonly #below = new Map<string, number>();

  constructor({ id, name, vpcs, nameServers = NAME_SERVERS }: HostedZoneOptions) {
    this.id = id;
    this.name = readName(name);
    this.nameServers = nameServers;
    this.isPrivate = vpcs !== undefined;
    this.vpcs = new Set(vpcs);
    const values = (list: readonly string[]) => list.map((value) => ({ value }));
    const soa = `${nameServers[0] ?? ''} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 ${limits.soaMinimum.default}`;
    const own = { name: this.name };
    this.put({ ...own, type: 'SOA', ttl: limits.soaTtl.default, resourceRecords: values([soa]) });
    this.put({ ...own, type: 'NS', ttl: limits.nsTtl.default, resourceRecords: values(nameServers) });
  }

  /** What a name holds itself. */
  node(name: string): Node | undefined {
    return this.#nodes.get(name);
  }

  /** Whether a name is there: it holds something, or one below it does. */
  exists(name: string): boolean {
    return this.#nodes.has(name) || this.#below.has(name);
  }

  group(name: string, type: RecordType): readonly ResourceRecordSet[] {
    return this.#nodes.get(name)?.get(type) ?? [];
  }

  /** All record sets, by name, type and identifier in no order of note. */
  *sets(): IterableIterator<ResourceRecordSet> {
    for (const node of this.#nodes.values()) for (const group of node.values()) yield* group;
  }

  /** Puts a record set in place of the one of its name, type and identifier. Checks nothing. */
  put(set: ResourceRecordSet): void {
    let node = this.#nodes.get(set.name);
    if (!node) {
      node = new Map();
      this.#nodes.set(set.name, node);
      this.#count(set.name, 1);
    }
    // By identifier, so that in whatever order they were made they are chosen from alike.
    const others = (node.get(set.type) ?? []).filter((other) => other.setIdentifier !== set.setIdentifier);
    node.set(set.type, [...others, set].sort(byIdentifier));
  }

  remove(set: ResourceRecordSet): void {
    const node = this.#nodes.get(set.name);
    const left = node?.get(set.type)?.filter((other) => other.setIdentifier !== set.setIdentifier);
    if (!node || !left) return;
    if (left.length > 0) node.set(set.type, left);
    else node.delete(set.type);
    if (node.size > 0) return;
    this.#nodes.delete(set.name);
    this.#count(set.name, -1);
  }

  #count(name: string, step: 1 | -1): void {
    for (let above = name; above !== this.name && above !== '.';) {
      above = parentOf(above);
      const count = (this.#below.get(above) ?? 0) + step;
      if (count > 0) this.#below.set(above, count);
      else this.#below.delete(above);
    }
  }
}

function byIdentifier(a: ResourceRecordSet, b: ResourceRecordSet): number {
  const x = a.setIdentifier ?? '';
  const y = b.setIdentifier ?? '';
  return x < y ? -1 : x > y ? 1 : 0;
}
