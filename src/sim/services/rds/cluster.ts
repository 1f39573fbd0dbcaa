import type { ServerlessInstance, CapacityRange } from './serverless-instance.ts';
import type { Input } from './schema.ts';

/** A cluster as RDS keeps it. */
export interface Cluster {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly settings: Input<'CreateDBCluster'>;
  readonly created: Date;
  range: CapacityRange | undefined;
  deletionProtection: boolean;
  status: 'creating' | 'available' | 'deleting';
  /** The writer. */
  instance: ServerlessInstance | undefined;
}
