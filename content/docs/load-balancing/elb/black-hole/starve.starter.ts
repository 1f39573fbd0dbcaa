/** Your turn: attributes of the target group, and the path of its checks. */
export const group: Record<string, string> = {
  'load_balancing.algorithm.type': 'least_outstanding_requests',
};
export const path = '/health';
