import type { Price } from '../../cloud/index.ts';

const fargate = (item: string, unit: string, usd: number): Price => ({
  service: 'AWS Fargate',
  region: 'us-east-1',
  asOf: '2026-11-28',
  source: 'https://aws.amazon.com/fargate/pricing/',
  item,
  unit,
  tiers: [{ usd, per: 1 }],
});

/**
 * What AWS Fargate charges in us-east-1, on Linux. Tasks on instances cost what the instances cost: ECS itself is free.
 *
 * AWS's page loads its table by script; the numbers are those of the price list of September 2026, as public copies have
 * them. Checked 2026-11-28.
 * https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonECS/current/us-east-1/index.csv
 */
export const ecsPrices = {
  vcpu: fargate('vCPUs of tasks (x86)', 'vCPU-hours', 0.04048),
  memory: fargate('memory of tasks (x86)', 'GB-hours', 0.004445),
  vcpuArm: fargate('vCPUs of tasks (Arm)', 'vCPU-hours', 0.03238),
  memoryArm: fargate('memory of tasks (Arm)', 'GB-hours', 0.00356),
  storage: fargate('ephemeral storage above 20 GB', 'GB-hours', 0.000111),
} as const satisfies Record<string, Price>;

/** What Fargate Spot charges: a part less. AWS says up to 70 %, and changes it. */
export function spotPrice(price: Price, discount: number): Price {
  const [{ usd, per }] = price.tiers as [{ usd: number; per: number }];
  const key = `${price.item} ${discount}`;
  let made = spotPrices.get(key);
  if (!made) {
    const item = price.item.replace('tasks', 'Spot tasks');
    spotPrices.set(key, (made = { ...price, item, tiers: [{ usd: usd * (1 - discount), per }] }));
  }
  return made;
}

const spotPrices = new Map<string, Price>();
