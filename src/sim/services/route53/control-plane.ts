import type { World } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { dnsOf, type Dns } from './dns.ts';
import { route53Error } from './errors.ts';
import type { HealthCheck } from './health-check.ts';
import type { Block } from './policies/index.ts';
import type { Zone } from './zone.ts';

/** A change on its way to the name servers. */
export interface ChangeRecord {
  readonly id: string;
  readonly submittedAt: Date;
  readonly comment?: string | undefined;
  status: 'PENDING' | 'INSYNC';
  /** Told when it is INSYNC. */
  readonly waiting: (() => void)[];
}

/** Four name servers for several zones. */
export interface DelegationSetRecord {
  readonly id: string;
  readonly callerReference: string;
  readonly nameServers: readonly string[];
}

/** A collection of CIDR blocks by location, for IP-based routing. */
export interface CidrCollectionRecord {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  version: number;
  readonly locations: Map<string, Map<string, Block>>;
}

/** What the control plane keeps: of all accounts, in one place for the whole partition. */
export class ControlPlane {
  readonly dns: Dns;
  readonly zones = new Registry<Zone>((id) =>
    route53Error('NoSuchHostedZone', `No hosted zone found with ID: ${id}`),
  );
  readonly checks = new Registry<{ readonly account: string; readonly check: HealthCheck }>((id) =>
    route53Error('NoSuchHealthCheck', `A health check with id ${id} does not exist.`),
  );
  readonly changes = new Registry<ChangeRecord>((id) =>
    route53Error('NoSuchChange', `Could not find resource with ID: ${id}`),
  );
  readonly delegationSets = new Registry<DelegationSetRecord & { readonly account: string }>((id) =>
    route53Error('NoSuchDelegationSet', `No delegation set found with ID: ${id}`),
  );
  readonly collections = new Registry<CidrCollectionRecord & { readonly account: string }>((id) =>
    route53Error('NoSuchCidrCollectionException', `No CIDR collection found with ID: ${id}`),
  );

  /** Made by `controlPlaneOf`. */
  constructor(world: World) {
    this.dns = dnsOf(world);
  }
}

const worlds = new WeakMap<World, ControlPlane>();

/** The control plane of a cloud, made where it is first asked for. */
export function controlPlaneOf(world: World): ControlPlane {
  let plane = worlds.get(world);
  if (!plane) worlds.set(world, (plane = new ControlPlane(world)));
  return plane;
}
