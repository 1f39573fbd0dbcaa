import type { Price } from '../../cloud/index.ts';

const monthlyUsers = (item: string, usd: number, free: boolean): Price => ({
  service: 'Amazon Cognito',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/cognito/pricing/',
  item,
  unit: 'users',
  tiers: [{ usd, per: 1 }],
  ...(free && { free: { pool: `Amazon Cognito ${item}`, quantity: 10_000 } }),
});

/** What Amazon Cognito charges for each user who does something in a month: the first tier of each feature plan. */
export const cognitoIdentityProviderPrices = {
  LITE: monthlyUsers('monthly active users (Lite)', 0.0055, true),
  ESSENTIALS: monthlyUsers('monthly active users (Essentials)', 0.015, true),
  PLUS: monthlyUsers('monthly active users (Plus)', 0.02, false),
} satisfies Record<string, Price>;
