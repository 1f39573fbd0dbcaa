/** A field's value. */
export type Value = string | number | boolean | null;
/** A record's fields, by name. */
export type Fields = Readonly<Record<string, Value>>;

/** A record in an application. */
export interface AppRecord {
  /** Its fields. */
  readonly fields: Fields;
  /** When it was made or last changed, in seconds since the run began. */
  readonly modified: number;
}

/** An application outside: Salesforce, Zendesk, a table of Redshift. Its objects hold records. */
export class Application {
  readonly #objects = new Map<string, AppRecord[]>();
  readonly #now: () => number;
  readonly #changed: (object: string, record: AppRecord) => void;
  #down: string | undefined;

  /** Made by `Appflow.application`. */
  constructor(now: () => number, changed: (object: string, record: AppRecord) => void) {
    this.#now = now;
    this.#changed = changed;
  }

  /** Adds a record to an object; flows that wait for this event run. */
  insert(object: string, fields: Fields): void {
    const record = { fields: { ...fields }, modified: this.#now() };
    this.#objects.set(object, [...(this.#objects.get(object) ?? []), record]);
    this.#changed(object, record);
  }

  /** Changes the records of an object that have a value in a field: they count as modified now. */
  update(object: string, field: string, value: Value, changes: Fields): void {
    const modified = this.#now();
    const all = this.#objects.get(object) ?? [];
    const after = all.map((record) =>
      record.fields[field] === value ? { fields: { ...record.fields, ...changes }, modified } : record,
    );
    this.#objects.set(object, after);
    for (const [i, record] of after.entries()) if (record !== all[i]) this.#changed(object, record);
  }

  /** The records of an object, as they are now. Throws where the application is down. */
  records(object: string): readonly AppRecord[] {
    if (this.#down !== undefined) throw new Error(this.#down);
    return this.#objects.get(object) ?? [];
  }

  /** Lets it answer each flow with an error from now on; undefined: it works again. */
  fail(why: string | undefined): void {
    this.#down = why;
  }
}
