import { parseArn } from '../../cloud/index.ts';
import type { RandomStream, Yieldable } from '../../kernel/index.ts';
import { Archive, Replay, type ArchiveSettings } from './archive.ts';
import type { EventBus } from './bus.ts';
import { Destinations } from './destinations.ts';
import { eventsError, notThere, notValid } from './errors.ts';
import { replayed, type BusEvent } from './event.ts';
import { eventBridgeLimits as limits } from './limits.ts';
import { defaultModel, type EventBridgeModel } from './model.ts';
import { eventBridgePrices } from './prices.ts';
import { readPattern } from './rule.ts';
import type { Input, Output } from './schema.ts';

/** The part of EventBridge that keeps events and sends them again. */
export abstract class Archives extends Destinations {
  /** What AWS does not tell, as parameters. */
  readonly model: EventBridgeModel = { ...defaultModel };
  readonly #archives = new Map<string, Archive>();
  readonly #replays = new Map<string, Replay>();

  /** The bus of an ARN. @throws ResourceNotFoundException */
  protected abstract busOf(arn: string): EventBus;
  /** Lets a bus's rules meet an event; `only` of some rules. */
  protected abstract meet(bus: EventBus, event: BusEvent, only?: readonly string[]): void;

  createArchive(input: Input<'CreateArchive'>): Output<'CreateArchive'> {
    const { archiveName: name, eventSourceArn } = input;
    if (this.#archives.has(name))
      throw eventsError('ResourceAlreadyExistsException', `Archive ${name} already exists.`);
    if (this.#archives.size >= this.quota(limits.archives))
      throw eventsError('LimitExceededException', 'The account has as many archives as it can have.');
    const bus = this.busOf(eventSourceArn);
    const archive = new Archive(this.region, name, bus.arn);
    this.#set(archive, input);
    this.#archives.set(name, archive);
    return { archiveArn: archive.arn, state: 'ENABLED', creationTime: archive.created };
  }

  updateArchive(input: Input<'UpdateArchive'>): Output<'UpdateArchive'> {
    const { description, eventPattern, retentionDays } = input;
    if (description === undefined && eventPattern === undefined && retentionDays === undefined)
      throw notValid('At least one of EventPattern, RetentionDays or Description must be provided.');
    const archive = this.#archive(input.archiveName);
    this.#set(archive, input);
    return { archiveArn: archive.arn, state: 'ENABLED', creationTime: archive.created };
  }

  describeArchive({ archiveName }: Input<'DescribeArchive'>): Output<'DescribeArchive'> {
    const archive = this.#archive(archiveName);
    return { ...archive.settings, ...archive.describe(), archiveArn: archive.arn };
  }

  deleteArchive({ archiveName }: Input<'DeleteArchive'>): Output<'DeleteArchive'> {
    this.#archive(archiveName);
    this.#archives.delete(archiveName);
    return {};
  }

  listArchives(input: Input<'ListArchives'> = {}): Output<'ListArchives'> {
    const { namePrefix = '', eventSourceArn, state, nextToken, limit } = input;
    const source = eventSourceArn === undefined ? undefined : this.busOf(eventSourceArn).arn;
    const all = [...this.#archives.values()].filter(
      ({ name, sourceArn }) => name.startsWith(namePrefix) && (source ?? sourceArn) === sourceArn,
    );
    const shown = (state ?? 'ENABLED') === 'ENABLED' ? all.map((one) => one.describe()) : [];
    const { page: archives, ...more } = this.page(shown, nextToken, limit);
    return { archives, ...more };
  }

  startReplay(input: Input<'StartReplay'>): Output<'StartReplay'> {
    const { replayName: name, description, eventSourceArn, destination } = input;
    const { eventStartTime: start, eventEndTime: end } = input;
    if (start >= end)
      throw notValid(
        'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.',
      );
    const archiveName = parseArn(eventSourceArn)?.resource.replace('archive/', '') ?? '';
    const bus = this.busOf(destination.arn);
    const archive = this.#archives.get(archiveName);
    if (!archive)
      throw notValid(`Parameter EventSourceArn is not valid. Reason: Archive ${archiveName} does not exist.`);
    if (archive.sourceArn !== bus.arn)
      throw notValid(
        'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.',
      );
    if (this.#replays.has(name))
      throw eventsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
    const active = [...this.#replays.values()].filter(
      ({ state }) => state === 'STARTING' || state === 'RUNNING',
    );
    if (active.length >= this.quota(limits.activeReplays))
      throw eventsError('LimitExceededException', 'The account has as many active replays as it can have.');
    const replay = new Replay(this.region, { name, description, archive, destination, start, end });
    this.#replays.set(name, replay);
    void this.simulation.process(() => this.#run(replay, bus, this.random('replays')), 'EventBridge replay');
    const { replayStartTime } = replay.describe();
    return { replayArn: replay.arn, state: 'STARTING', replayStartTime };
  }

  describeReplay({ replayName }: Input<'DescribeReplay'>): Output<'DescribeReplay'> {
    const replay = this.#replay(replayName);
    const { description, destination } = replay.options;
    return { ...replay.describe(), replayArn: replay.arn, description, destination };
  }

  listReplays(input: Input<'ListReplays'> = {}): Output<'ListReplays'> {
    const { namePrefix = '', state, eventSourceArn, nextToken, limit } = input;
    const all = [...this.#replays.values()].filter(
      (one) =>
        one.options.name.startsWith(namePrefix) &&
        (state ?? one.state) === one.state &&
        (eventSourceArn ?? one.options.archive.arn) === one.options.archive.arn,
    );
    const { page, ...more } = this.page(all, nextToken, limit);
    return { replays: page.map((one) => one.describe()), ...more };
  }

  cancelReplay({ replayName }: Input<'CancelReplay'>): Output<'CancelReplay'> {
    const replay = this.#replay(replayName);
    if (replay.state !== 'STARTING' && replay.state !== 'RUNNING')
      throw eventsError(
        'IllegalStatusException',
        `Replay ${replayName} is not in a valid state for this operation.`,
      );
    replay.state = 'CANCELLING';
    return { replayArn: replay.arn, state: replay.state };
  }

  /** Keeps an event in the archives of its bus, a while later. */
  protected archive(bus: EventBus, event: BusEvent): void {
    for (const archive of this.#archives.values()) {
      if (archive.sourceArn !== bus.arn || !archive.wants(event)) continue;
      this.usage(eventBridgePrices.archived).add(event.size / 1_073_741_824);
      const { archiveDelay } = this.model;
      if (archiveDelay > 0) this.simulation.schedule(archiveDelay, () => archive.keep(event));
      else archive.keep(event);
    }
  }

  #set(archive: Archive, { description, eventPattern, retentionDays }: ArchiveSettings): void {
    const pattern = eventPattern === undefined ? archive.pattern : readPattern(eventPattern);
    const given = Object.entries({ description, eventPattern, retentionDays });
    const set = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    archive.settings = { ...archive.settings, ...set };
    archive.pattern = pattern;
  }

  /** Minute by minute of the events' times; within a minute in no order. */
  *#run(replay: Replay, bus: EventBus, random: RandomStream): Generator<Yieldable, void, never> {
    const { name, destination } = replay.options;
    const minutes = replay.minutes();
    yield this.model.replayMinute;
    if (replay.state === 'STARTING') replay.state = 'RUNNING';
    for (const events of minutes) {
      if (replay.state !== 'RUNNING') break;
      for (const event of shuffled(events, random)) {
        this.usage(eventBridgePrices.replayed).add(1);
        this.meet(bus, replayed(event, name, this.simulation.epochMillis), destination.filterArns);
        replay.last = new Date(event.time);
      }
      yield this.model.replayMinute;
    }
    replay.state = replay.state === 'CANCELLING' ? 'CANCELLED' : 'COMPLETED';
    replay.ended = this.date;
  }

  #archive(name: string): Archive {
    const found = this.#archives.get(name);
    if (!found) throw notThere(`Archive ${name} does not exist.`);
    return found;
  }

  #replay(name: string): Replay {
    const found = this.#replays.get(name);
    if (!found) throw notThere(`Replay ${name} does not exist.`);
    return found;
  }
}

function shuffled<T>(items: readonly T[], random: RandomStream): T[] {
  const all = [...items];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}
