import type { Simulation, Timer } from '../../../kernel/index.ts';
import { scheduleOf, shifts, type DeploymentConfiguration } from './schedule.ts';

/** Whose aliases are changed. */
export interface Aliases {
  readonly simulation: Simulation;
  getAlias(input: { functionName: string; name: string }): { functionVersion?: string };
  updateAlias(input: {
    functionName: string;
    name: string;
    functionVersion: string;
    routingConfig: { additionalVersionWeights: Record<string, number> };
  }): unknown;
}

/** A change of the version behind an alias, step by step, as AWS CodeDeploy makes it. */
export class Deployment {
  readonly #aliases: Aliases;
  readonly #alias: { functionName: string; name: string };
  readonly #before: string;
  readonly #timers: Timer[] = [];
  #share = 0;

  /** Begins at once. */
  constructor(
    aliases: Aliases,
    options: { functionName: string; alias: string; version: string; configuration: DeploymentConfiguration },
  ) {
    const { functionName, alias: name, version } = options;
    this.#aliases = aliases;
    this.#alias = { functionName, name };
    this.#before = aliases.getAlias(this.#alias).functionVersion!;
    for (const { at, weight } of shifts(scheduleOf(options.configuration))) {
      if (at === 0) this.#shift(version, weight);
      else this.#timers.push(aliases.simulation.timer(at, () => this.#shift(version, weight)));
    }
  }

  /** The share of the new version, from 0 to 1. */
  get share(): number {
    return this.#share;
  }

  /** Gives all calls back to the old version, and goes no further. */
  rollBack(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#shift(this.#before, 1);
    this.#share = 0;
  }

  #shift(version: string, weight: number): void {
    this.#share = weight;
    this.#aliases.updateAlias({
      ...this.#alias,
      functionVersion: weight === 1 ? version : this.#before,
      routingConfig: { additionalVersionWeights: weight === 1 ? {} : { [version]: weight } },
    });
  }
}
