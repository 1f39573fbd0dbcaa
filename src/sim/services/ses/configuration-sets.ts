import { NotModelled, parseArn, type Region } from '../../cloud/index.ts';
import { sesError } from './errors.ts';
import type { EventDestination, Model } from './schema.ts';

type Destination = Model<EventDestination>;

/** Configuration sets, and where the events of their mails go. */
export class ConfigurationSets {
  readonly #region: Region;
  readonly #sets = new Map<string, Map<string, Destination>>();

  /** Made by `Ses`. */
  constructor(region: Region) {
    this.#region = region;
  }

  get names(): string[] {
    return [...this.#sets.keys()];
  }

  create(name: string): void {
    if (this.#sets.has(name))
      throw sesError('ConfigurationSetAlreadyExistsException', `Configuration set <${name}> already exists.`);
    this.#sets.set(name, new Map());
  }

  delete(name: string): void {
    this.destinations(name);
    this.#sets.delete(name);
  }

  /** The event destinations of a set, by name. @throws ConfigurationSetDoesNotExist */
  destinations(name: string): Map<string, Destination> {
    const set = this.#sets.get(name);
    if (set) return set;
    throw sesError('ConfigurationSetDoesNotExistException', `Configuration set <${name}> does not exist.`);
  }

  add(name: string, destination: Destination): void {
    const destinations = this.destinations(name);
    if (destinations.has(destination.name))
      throw sesError(
        'EventDestinationAlreadyExistsException',
        `An event destination <${destination.name}> already exists in configuration set <${name}>.`,
      );
    this.#check(destination);
    destinations.set(destination.name, destination);
  }

  update(name: string, destination: Destination): void {
    const destinations = this.destinations(name);
    if (!destinations.has(destination.name)) throw noDestination(name);
    this.#check(destination);
    destinations.set(destination.name, destination);
  }

  remove(name: string, destinationName: string): void {
    if (!this.destinations(name).delete(destinationName)) throw noDestination(name);
  }

  /** The topics that want an event of a set. */
  topicsFor(name: string | undefined, event: string): string[] {
    const destinations = name === undefined ? undefined : this.#sets.get(name);
    return [...(destinations?.values() ?? [])]
      .filter(
        ({ enabled, matchingEventTypes }) => enabled && (matchingEventTypes as string[]).includes(event),
      )
      .map(({ snsDestination }) => snsDestination!.topicARN);
  }

  #check({ snsDestination }: Destination): void {
    if (!snsDestination) throw new NotModelled('Amazon SES', 'event destinations other than SNS');
    const { topicARN } = snsDestination;
    const arn = parseArn(topicARN);
    const here = arn?.service === 'sns' && arn.region === this.#region.name;
    if (!here || this.#region.policyOf(topicARN) === undefined)
      throw sesError('InvalidSNSDestinationException', `SNS topic <${topicARN}> not found.`);
  }
}

const noDestination = (name: string) =>
  sesError('EventDestinationDoesNotExistException', `No EventDestination found for ${name}`);
