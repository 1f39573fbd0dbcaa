/** Targets that answer with errors get less and less. */
export const group: Record<string, string> = {
  'load_balancing.algorithm.type': 'weighted_random',
  'load_balancing.algorithm.anomaly_mitigation': 'on',
};
export const path = '/health';
