import type { ServiceInterface } from '../../cloud/network-port.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import type { Simulation } from '../../kernel/index.ts';
import type { LifeCycleState } from './schema.ts';

/** The port of NFS. */
export const NFS_PORT = 2049;

/** Where the instances of a zone reach a file system: an interface in one of the zone's subnets. */
export interface MountTarget {
  readonly id: string;
  readonly fileSystemId: string;
  readonly network: ServiceInterface;
  groups: readonly string[];
  readonly life: Lifecycle<LifeCycleState>;
}

/** A mount target that is made just now, and available so many seconds later. */
export function newMountTarget(
  simulation: Simulation,
  seconds: number,
  given: Omit<MountTarget, 'life'>,
): MountTarget {
  const life = new Lifecycle<LifeCycleState>(simulation, 'creating');
  life.to('available', seconds);
  return { ...given, life };
}
