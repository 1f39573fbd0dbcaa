import { Cloud } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { refuses } from './trial.ts';

const source =
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html';

/** Whether a target group of the algorithm takes some attributes besides. */
const goesWith = (
  label: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
): ComparisonRow<string> => ({
  label,
  source,
  cell: (algorithm) =>
    !refuses(() =>
      new Cloud().elasticloadbalancingv2.group('web', {
        attributes: { 'load_balancing.algorithm.type': algorithm, ...attributes },
      }),
    ),
});

/** The algorithms of an Application Load Balancer, and what goes with each. */
export const routingAlgorithms: Comparison<string> = {
  caption: 'Algorithms of a target group',
  rowsAre: 'Question',
  columns: [
    { name: 'In turn', subject: 'round_robin' },
    { name: 'Least busy', subject: 'least_outstanding_requests' },
    { name: 'By chance', subject: 'weighted_random' },
  ],
  rows: [
    {
      label: 'Applies at first',
      source,
      cell: (algorithm) =>
        new Cloud().elasticloadbalancingv2.group('web').value('load_balancing.algorithm.type') === algorithm,
    },
    goesWith('Goes with sticky sessions', { 'stickiness.enabled': true }),
    goesWith('Goes with slow start', { 'slow_start.duration_seconds': 30 }),
    goesWith('Goes with anomaly mitigation', { 'load_balancing.algorithm.anomaly_mitigation': 'on' }),
  ],
};
