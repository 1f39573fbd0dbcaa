import { invalidParameter, violates } from '../errors.ts';

/**
 * An alias and the versions behind it: one, or two of which the second gets a share of the calls.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export class AliasRouting {
  readonly version: string;
  readonly #second: string | undefined;
  readonly #weight: number;

  /** @param additionalVersionWeights the second version and its share, from 0 to 1 */
  constructor(version: string, additionalVersionWeights: Readonly<Record<string, number>> = {}) {
    const entries = Object.entries(additionalVersionWeights);
    for (const [key, weight] of entries) check(key, weight);
    if (entries.length > 1) {
      throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
    }
    const [second, weight = 0] = entries[0] ?? [];
    if (second === version) {
      throw invalidParameter(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    }
    if (second !== undefined && version === '$LATEST') {
      throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
    }
    this.version = version;
    this.#second = second;
    this.#weight = weight;
  }

  /** The version of one call, drawn for each anew: by the share, so that it is a share only in the long run. */
  choose(random: () => number): string {
    return this.#second !== undefined && random() < this.#weight ? this.#second : this.version;
  }
}

function check(version: string, weight: number): void {
  const value = `{${version}=${Number.isInteger(weight) ? weight.toFixed(1) : weight}}`;
  const refuse = (constraint: string) =>
    violates('routingConfig.additionalVersionWeights', value, constraint);
  if (version.length > 1024 || !/^[0-9]+$/.test(version)) {
    throw refuse(
      'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]',
    );
  }
  if (!(weight >= 0 && weight <= 1)) {
    throw refuse(
      'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
    );
  }
}
