import { Cloud } from 'desired-capacity';

const cloud = new Cloud();

/** Whether a pattern matches an event with this detail. */
export function matches(pattern: object, detail: object): boolean {
  const event = {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'Order placed',
    source: 'shop.orders',
    account: cloud.account,
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  };
  const { result } = cloud.eventbridge.testEventPattern({
    eventPattern: JSON.stringify(pattern),
    event: JSON.stringify(event),
  });
  return result!;
}
