/**
 * Nine tasks, nine instances in three zones; six tasks fit on an instance.
 * A zone may fail, so that no more than three tasks may stand in one. And as
 * few instances as possible are to be in use.
 */
export const placementStrategy: {
  type: 'spread' | 'binpack' | 'random';
  field?: string;
}[] = [{ type: 'binpack', field: 'memory' }];
