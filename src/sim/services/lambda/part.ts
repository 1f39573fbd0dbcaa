import { NotModelled } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { functionNotFound, invalidParameter } from './errors.ts';
import type { Account, LambdaFunction } from './function.ts';
import { lambdaLimits as limits } from './limits.ts';
import { functionArn, readName, type FunctionReference } from './name.ts';

/** A part of Lambda: some of its operations as methods. */
export abstract class Part {
  protected readonly account: Account;

  /** Made by `Lambda`. */
  constructor(account: Account) {
    this.account = account;
  }

  protected get region() {
    return this.account.region;
  }

  protected get simulation() {
    return this.account.region.world.simulation;
  }

  protected get date(): Date {
    return new Date(this.simulation.epochMillis);
  }

  /** What a request names. */
  protected reference(functionName: string, qualifier?: string): FunctionReference {
    return readName(this.region, functionName, qualifier);
  }

  /** The function that a request names. @throws ResourceNotFoundException */
  protected find(functionName: string): LambdaFunction {
    const { name } = this.reference(functionName);
    return this.byName(name);
  }

  /** The function of a name; `shown` is what the error says of the qualifier. */
  protected byName(name: string, shown?: string): LambdaFunction {
    const fn = this.account.functions.get(name);
    if (!fn) throw functionNotFound(functionArn(this.region, name, shown));
    return fn;
  }

  /** One page, as Lambda's List operations give it. */
  protected page<T>(
    all: readonly T[],
    { marker, maxItems }: { marker?: string; maxItems?: number },
  ): { page: T[]; nextMarker?: string } {
    const { page, nextToken } = pageOf(all, {
      nextToken: marker,
      size: maxItems ?? limits.listed.default,
      badToken: () => invalidParameter('Invalid value for Marker'),
    });
    return nextToken === undefined ? { page } : { page, nextMarker: nextToken };
  }
}

/** Refuses members of an input that the simulator does not have, by name; `names` with blanks between. */
export function refuseNotModelled(input: object, names: string): void {
  for (const name of names.split(' '))
    if ((input as Record<string, unknown>)[name] !== undefined)
      throw new NotModelled('AWS Lambda', name.charAt(0).toUpperCase() + name.slice(1));
}
