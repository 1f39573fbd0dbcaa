import type { Region } from '../../cloud/index.ts';
import { camel } from '../../tongue/names.ts';

/** Calls an operation of another service at once. Throws what the service throws. */
export function ask<T>(region: Region, service: string, operation: string, input: object): T {
  const target = region.service(service) as Record<string, (input: object) => T>;
  return target[camel(operation)]!(input);
}
