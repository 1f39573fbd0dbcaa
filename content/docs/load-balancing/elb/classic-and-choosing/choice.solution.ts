export type Kind = 'application' | 'network' | 'gateway';

/** See requests, leave them as they are, or lead them through. */
export const choice: Record<string, Kind> = {
  // Pages and a function, apart by path.
  shop: 'application',
  // 50,000 devices keep a connection open each, by a protocol of their own.
  devices: 'network',
  // A partner lets traffic in from addresses that never change.
  partner: 'network',
  // All traffic passes through a fleet of firewalls.
  inspection: 'gateway',
};
