import { notValid, sfnError } from './errors.ts';
import { sfnLimits as limits } from './limits.ts';
import type { Alias, Revision, Version } from './revision.ts';
import type { Input } from './schema.ts';
import type { StateMachine } from './state-machine.ts';

type Routing = Input<'CreateStateMachineAlias'>['routingConfiguration'];

/** What an execution runs, and by what it was chosen. */
interface Resolved {
  revision: Revision;
  versionArn: string | undefined;
  aliasArn: string | undefined;
}

/** The versions and aliases of state machines. */
export class Qualifiers {
  readonly #random: () => number;

  /** @param random a number in [0, 1): which of an alias's two versions an execution gets */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Publishes the newest revision; where it has a version already, that one. */
  publish(
    machine: StateMachine,
    description?: string,
    most: number = limits.versions.max,
    creationDate = machine.revision.date,
  ): Version {
    const { versions, revision, arn } = machine;
    const before = versions.find((version) => version.revision === revision);
    if (before) return before;
    if (versions.length >= most)
      throw sfnError('ServiceQuotaExceededException', `A state machine can have ${most} versions.`);
    const number = machine.lastVersion + 1;
    machine.lastVersion = number;
    const version = { number, arn: `${arn}:${number}`, revision, description, creationDate };
    versions.push(version);
    return version;
  }

  /** Deletes a version; one that is not there is no error. @throws ConflictException where an alias points at it */
  deleteVersion({ versions, aliases }: StateMachine, arn: string): void {
    const used = [...aliases.values()].filter((alias) =>
      alias.routing.some((to) => to.stateMachineVersionArn === arn),
    );
    if (used.length > 0)
      throw sfnError(
        'ConflictException',
        `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${used.map(({ name }) => name).join(', ')}]`,
      );
    const at = versions.findIndex((version) => version.arn === arn);
    if (at >= 0) versions.splice(at, 1);
  }

  createAlias(
    machine: StateMachine,
    { name, routingConfiguration, description }: Input<'CreateStateMachineAlias'>,
    most: number,
    date: Date,
  ): Alias {
    if (name.length > limits.name.max || !/^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/.test(name))
      throw notValid(
        `The name of an alias must have letters, and no more than ${limits.name.max} characters.`,
      );
    const routing = this.routing(machine, routingConfiguration);
    const before = machine.aliases.get(name);
    if (before) {
      // The same request again.
      const same = before.description === description && key(before.routing) === key(routing);
      if (same) return before;
      throw sfnError('ConflictException', 'Failed to create alias because an alias with the same name and a different routing configuration already exists.'); // prettier-ignore
    }
    if (machine.aliases.size >= most)
      throw sfnError('ServiceQuotaExceededException', `A state machine can have ${most} aliases.`);
    const arn = `${machine.arn}:${name}`;
    const alias: Alias = { name, arn, routing, description, creationDate: date, updateDate: date };
    machine.aliases.set(name, alias);
    return alias;
  }

  /** An alias by its ARN. @throws ResourceNotFound */
  alias(machine: StateMachine, arn: string): Alias {
    const alias = machine.aliases.get(arn.split(':')[7] ?? '');
    if (!alias) throw sfnError('ResourceNotFound', 'Request references a resource that does not exist.');
    return alias;
  }

  /** One or two versions of this machine whose weights add up to 100. */
  routing(machine: StateMachine, given: Routing): Alias['routing'] {
    if (given.length < 1 || given.length > 2)
      throw notValid('routingConfiguration must have one or two versions.');
    const sum = given.reduce((sum, { weight }) => sum + weight, 0);
    if (sum !== 100 || given.some(({ weight }) => weight < 0))
      throw notValid('Sum of routing configuration weights must equal 100.');
    if (given.length === 2 && given[0]!.stateMachineVersionArn === given[1]!.stateMachineVersionArn)
      throw notValid('The versions of a routing configuration must differ.');
    for (const { stateMachineVersionArn: arn } of given)
      if (!machine.versions.some((version) => version.arn === arn))
        throw sfnError('ResourceNotFound', 'Request references a resource that does not exist.');
    return given.map((item) => ({ ...item }));
  }

  /** The version that a qualifier names, or the newest revision; undefined where there is none of that name. */
  find(machine: StateMachine, qualifier?: string): { revision: Revision; version?: Version } | undefined {
    if (qualifier === undefined) return { revision: machine.revision };
    const alias = machine.aliases.get(qualifier);
    const arn = alias ? alias.routing[0]!.stateMachineVersionArn : `${machine.arn}:${qualifier}`;
    const version = machine.versions.find((one) => one.arn === arn);
    return version && { revision: version.revision, version };
  }

  /** What an execution started by a qualifier runs. Of an alias with two versions: by weight. */
  resolve(machine: StateMachine, qualifier?: string): Resolved {
    const alias = qualifier === undefined ? undefined : machine.aliases.get(qualifier);
    let wanted = qualifier;
    if (alias) {
      const [first, second] = alias.routing;
      const chosen = second && this.#random() * 100 >= first!.weight ? second : first!;
      wanted = chosen.stateMachineVersionArn.split(':')[7];
    }
    const found = this.find(machine, wanted);
    if (!found)
      throw sfnError(
        'StateMachineDoesNotExist',
        `State Machine Does Not Exist: '${machine.arn}:${qualifier}'`,
      );
    return { revision: found.revision, versionArn: found.version?.arn, aliasArn: alias?.arn };
  }
}

const key = (routing: Alias['routing']) =>
  JSON.stringify(routing.map(({ stateMachineVersionArn: arn, weight }) => [arn, weight]));
