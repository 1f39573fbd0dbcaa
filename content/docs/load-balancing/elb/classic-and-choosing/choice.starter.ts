export type Kind = 'application' | 'network' | 'gateway';

/** Your turn: a balancer for each. */
export const choice: Record<string, Kind> = {
  // Pages and a function, apart by path.
  shop: 'application',
  // 50,000 devices keep a connection open each, by a protocol of their own.
  devices: 'application',
  // A partner lets traffic in from addresses that never change.
  partner: 'application',
  // All traffic passes through a fleet of firewalls.
  inspection: 'application',
};
