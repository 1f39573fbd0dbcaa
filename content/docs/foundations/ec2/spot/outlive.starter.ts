/** Twelve servers: of which type, in which zone, how many, how bought. */
export const fleet: Part[] = [
  { type: 'm5.large', zone: 'us-east-1a', count: 12, spot: true },
];

/** Some of them, alike. */
export interface Part {
  type: 'm5.large' | 'c5.large' | 'r5.large';
  zone: 'us-east-1a' | 'us-east-1b';
  count: number;
  spot: boolean;
}
