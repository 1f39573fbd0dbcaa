/**
 * Version 2 fails each request. After six minutes of it somebody stops the
 * deployment. By then no more than one request in 200 of an hour may have met
 * it. A good version has to be done 30 minutes after the traffic began to move.
 */
export const deploymentConfiguration: {
  strategy: 'BLUE_GREEN' | 'LINEAR' | 'CANARY';
  bakeTimeInMinutes?: number;
  linearConfiguration?: {
    stepPercent?: number;
    stepBakeTimeInMinutes?: number;
  };
  canaryConfiguration?: {
    canaryPercent?: number;
    canaryBakeTimeInMinutes?: number;
  };
} = { strategy: 'BLUE_GREEN' };
