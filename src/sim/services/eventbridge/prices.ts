import type { Price } from '../../cloud/index.ts';

const COMMON = {
  service: 'Amazon EventBridge',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/eventbridge/pricing/',
} as const;

const million = (item: string, unit: string, usd: number): Price => ({
  ...COMMON,
  item,
  unit,
  tiers: [{ usd, per: 1e6 }],
});

/** What Amazon EventBridge charges. Each 64 KB of an event is an event; events of AWS's services cost nothing. */
export const eventBridgePrices = {
  custom: million('custom events', 'events', 1),
  partner: million('partner events', 'events', 1),
  crossBus: million('events delivered to another account’s or Region’s bus', 'events', 1),
  replayed: million('replayed events', 'events', 1),
  archived: { ...COMMON, item: 'events archived', unit: 'GB', tiers: [{ usd: 0.1, per: 1 }] },
} as const satisfies Record<string, Price>;
