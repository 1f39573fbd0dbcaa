import type { Metric } from '../../cloud/index.ts';
import type { Reply } from '../../kernel/index.ts';
import type { Zone, RecordOptions } from './zone.ts';
import type { RecordType } from './records/index.ts';

/** What a handle asks of its service. */
export interface ZoneDoor {
  readonly zone: Zone;
  change(action: 'CREATE' | 'UPSERT' | 'DELETE', record: RecordOptions): Reply<void>;
  remove(name: string, type: RecordType, setIdentifier: string | undefined): Reply<void>;
}

/**
 * A hosted zone in one's hand. Its changes are calls of ChangeResourceRecordSets; the reply settles when all name servers
 * have the change.
 *
 *     const zone = cloud.route53.zone('example.com');
 *     await zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
 */
export class ZoneHandle {
  readonly #door: ZoneDoor;

  /** Made by `route53.zone`. */
  constructor(door: ZoneDoor) {
    this.#door = door;
  }

  /** Its id: `Z…`. */
  get id(): string {
    return this.#door.zone.id;
  }

  /** Its name, with a dot at its end. */
  get name(): string {
    return this.#door.zone.name;
  }

  /** The four name servers that a registrar has to name; none of a private zone. */
  get nameServers(): readonly string[] {
    return this.#door.zone.written.nameServers;
  }

  /** The metric `DNSQueries`: questions that reached it. Undefined for a private zone. */
  get queries(): Metric | undefined {
    return this.#door.zone.queries;
  }

  /** Makes a record, or puts it in the place of the one of its name, type and set identifier. */
  upsert(record: RecordOptions): Reply<void> {
    return this.#door.change('UPSERT', record);
  }

  /** Makes a record that must not be there yet. */
  create(record: RecordOptions): Reply<void> {
    return this.#door.change('CREATE', record);
  }

  /** Removes the record of that name, type and set identifier. */
  remove(name: string, type: RecordType = 'A', setIdentifier?: string): Reply<void> {
    return this.#door.remove(name, type, setIdentifier);
  }
}
