/** Your turn: nobody on the way may read, and /admin ends at the balancer. */
export const settings = {
  // 'application' | 'network'
  type: 'network' as 'application' | 'network',
  // What the balancer speaks to the target: 'HTTP' | 'HTTPS' | 'TCP'
  protocol: 'TCP' as 'HTTP' | 'HTTPS' | 'TCP',
  // Whether the balancer has a certificate.
  certificate: false as boolean,
};
