import type { Lasting } from '../../cloud/index.ts';

/** Provisioned concurrency of a version or an alias. */
export interface ProvisionedConfig {
  readonly count: number;
  readonly lastModified: Date;
  /** What it costs while it is there, used or not. */
  readonly billed: Lasting;
}
