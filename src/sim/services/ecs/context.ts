import type { Lasting, Limit, Price, Region, Usage } from '../../cloud/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { camel } from '../../tongue/names.ts';
import type { EcsModel } from './model.ts';
import type { Program } from './program.ts';

/** What all parts of ECS stand on. */
export interface Ground {
  /** The Region. */
  readonly region: Region;
  /** What AWS does not tell. */
  readonly model: EcsModel;
  /** 32 hexadecimal digits, as ids of tasks and container instances have them. */
  id(): string;
  /** The ARN of a resource. */
  arn(resource: string): string;
  /** The date now. */
  date(): Date;
  /** A random stream. */
  random(purpose: string): RandomStream;
  /** The counter of a price. */
  usage(price: Price): Usage;
  /** The value of a quota. */
  quota(row: Limit): number;
  /** What containers of an image do. */
  program(image: string): Program;
}

/** Calls an operation of another service at once. Throws what the service throws. */
export function ask<T>(region: Region, service: string, operation: string, input: object): T {
  const target = region.service(service) as Record<string, (input: object) => T>;
  return target[camel(operation)]!(input);
}

/** Uses that end together. */
export function stopAll(uses: Lasting[]): void {
  for (const use of uses.splice(0)) use.stop();
}
