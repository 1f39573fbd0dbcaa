/** Bridging: the balancer ends TLS, reads, and speaks TLS again. */
export const settings = {
  // 'application' | 'network'
  type: 'application' as 'application' | 'network',
  // What the balancer speaks to the target: 'HTTP' | 'HTTPS' | 'TCP'
  protocol: 'HTTPS' as 'HTTP' | 'HTTPS' | 'TCP',
  // Whether the balancer has a certificate.
  certificate: true as boolean,
};
