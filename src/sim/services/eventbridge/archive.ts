import type { Region } from '../../cloud/index.ts';
import type { Pattern } from '../../cloud/pattern/index.ts';
import { matches } from '../../cloud/pattern/index.ts';
import type { BusEvent } from './event.ts';
import type { Archive as AwsArchive, Model, Replay as AwsReplay } from './schema.ts';

const DAY = 86_400_000;

/** What CreateArchive and UpdateArchive set. */
export interface ArchiveSettings {
  readonly description?: string | undefined;
  readonly eventPattern?: string | undefined;
  readonly retentionDays?: number | undefined;
}

/** The events of a bus that are kept, to be replayed. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive-event.html */
export class Archive {
  readonly name: string;
  readonly arn: string;
  readonly sourceArn: string;
  readonly created: Date;
  settings: ArchiveSettings = {};
  /** Undefined where it keeps every event. */
  pattern: Pattern | undefined;
  readonly #region: Region;
  #events: BusEvent[] = [];

  /** Made by `EventBridge`. */
  constructor(region: Region, name: string, sourceArn: string) {
    this.#region = region;
    this.name = name;
    this.arn = region.arn('events', `archive/${name}`);
    this.sourceArn = sourceArn;
    this.created = new Date(region.world.simulation.epochMillis);
  }

  /** Whether it keeps an event; never one that a replay sends. */
  wants({ fields, replay }: BusEvent): boolean {
    return replay === undefined && (!this.pattern || matches(this.pattern, fields));
  }

  /** Keeps an event. */
  keep(event: BusEvent): void {
    this.#events.push(event);
  }

  /** What it holds now; older events are gone. */
  get events(): readonly BusEvent[] {
    const { retentionDays = 0 } = this.settings;
    if (retentionDays > 0) {
      const oldest = this.#region.world.simulation.epochMillis - retentionDays * DAY;
      this.#events = this.#events.filter(({ ingested }) => ingested >= oldest);
    }
    return this.#events;
  }

  /** What ListArchives answers of it. */
  describe(): Model<AwsArchive> {
    const { events } = this;
    return {
      archiveName: this.name,
      eventSourceArn: this.sourceArn,
      state: 'ENABLED',
      retentionDays: this.settings.retentionDays ?? 0,
      sizeBytes: events.reduce((sum, { size }) => sum + size, 0),
      eventCount: events.length,
      creationTime: this.created,
    };
  }
}

/** What StartReplay asks for. */
export interface ReplayOptions {
  readonly name: string;
  readonly description: string | undefined;
  readonly archive: Archive;
  readonly destination: { readonly arn: string; readonly filterArns?: string[] | undefined };
  readonly start: Date;
  readonly end: Date;
}

/** A replay of an archive's events. */
export class Replay {
  readonly options: ReplayOptions;
  readonly arn: string;
  readonly #started: Date;
  state: NonNullable<AwsReplay['State']> = 'STARTING';
  ended: Date | undefined;
  /** The time of the last event that was replayed. */
  last: Date | undefined;

  /** Made by `EventBridge`. */
  constructor(region: Region, options: ReplayOptions) {
    this.options = options;
    this.arn = region.arn('events', `replay/${options.name}`);
    this.#started = new Date(region.world.simulation.epochMillis);
  }

  /** Its events, minute by minute of their own times; minutes without events are left out. */
  minutes(): BusEvent[][] {
    const { archive, start, end } = this.options;
    const wanted = archive.events.filter(({ time }) => time >= start.getTime() && time < end.getTime());
    const byMinute = Map.groupBy(wanted, ({ time }) => Math.floor(time / 60_000));
    return [...byMinute].sort(([a], [b]) => a - b).map(([, events]) => events);
  }

  /** What ListReplays answers of it. */
  describe(): Model<AwsReplay> {
    const { name, archive, start, end } = this.options;
    return {
      replayName: name,
      eventSourceArn: archive.arn,
      state: this.state,
      eventStartTime: start,
      eventEndTime: end,
      eventLastReplayedTime: this.last,
      replayStartTime: this.#started,
      replayEndTime: this.ended,
    };
  }
}
