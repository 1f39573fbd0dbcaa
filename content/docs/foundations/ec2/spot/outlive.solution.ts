/** Three On-Demand, and no Spot pool with more than three of the rest. */
export const fleet: Part[] = [
  { type: 'm5.large', zone: 'us-east-1a', count: 3, spot: false },
  { type: 'm5.large', zone: 'us-east-1b', count: 3, spot: true },
  { type: 'c5.large', zone: 'us-east-1a', count: 3, spot: true },
  { type: 'c5.large', zone: 'us-east-1b', count: 3, spot: true },
];

/** Some of them, alike. */
export interface Part {
  type: 'm5.large' | 'c5.large' | 'r5.large';
  zone: 'us-east-1a' | 'us-east-1b';
  count: number;
  spot: boolean;
}
