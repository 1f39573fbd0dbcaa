import { NotModelled, type Limit, type Price, type Region, type Usage } from '../../cloud/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import type { Ec2Model } from './model.ts';
import type { Tags } from './tags.ts';

/** What the parts of EC2 share: their Region, and what the service as a whole gives them. */
export interface Context {
  readonly region: Region;
  readonly model: Ec2Model;
  readonly tags: Tags;
  /** A new id: `i-` and 17 hexadecimal digits. */
  id(prefix: string): string;
  /** The date in the simulated world. */
  date(): Date;
  usage(price: Price): Usage;
  quota(row: Limit): number;
  random(purpose: string): RandomStream;
}

/** A part of EC2: some of its operations as methods, and the resources that these are about. */
export abstract class Part {
  protected readonly ec2: Context;

  /** Made by `Ec2`. */
  constructor(ec2: Context) {
    this.ec2 = ec2;
  }

  protected get simulation() {
    return this.ec2.region.world.simulation;
  }
}

/** Refuses members of an input that the simulator does not have, by name; `names` with blanks between. */
export function refuseNotModelled(input: object, names: string): void {
  for (const name of names.split(' '))
    if ((input as Record<string, unknown>)[name] !== undefined) {
      const aws = name.charAt(0).toUpperCase() + name.slice(1);
      throw new NotModelled('Amazon EC2', aws);
    }
}
