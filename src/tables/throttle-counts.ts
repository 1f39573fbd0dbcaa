import { Cloud } from '../sim/index.ts';
import type { Comparison } from './comparison.ts';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/';
const THROTTLING = `${GUIDE}api-gateway-request-throttling.html`;

/** A request of a kind. */
interface Asked {
  path: string;
  /** Whether it brings the key. */
  keyed: boolean;
  /** How many come before it, so that the cache has the answer. */
  before: number;
}

const plain: Asked = { path: '/', keyed: true, before: 0 };

/** An API with a plan of so many requests a day, in an account with a bucket of so many. */
async function trial({ path, keyed, before }: Asked, { burst, quota }: { burst: number; quota: number }) {
  const cloud = new Cloud();
  const gateway = cloud.apigateway;
  cloud.serve('shop.example', () => ({ status: 200, body: '{}' }));
  const kept = { http: 'https://shop.example/', apiKeyRequired: true };
  const api = gateway.build('shop', { 'GET /': kept, 'GET /kept': kept, 'GET /down': { http: 'https://nobody.example/', apiKeyRequired: true } }); // prettier-ignore
  api.set({ '/cacheClusterEnabled': true, '/~1kept/GET/caching/enabled': true });
  await cloud.run(600);
  const apiStages = [{ apiId: api.id, stage: 'prod' }];
  const usagePlanId = gateway.createUsagePlan({ name: 'plan', apiStages, quota: { limit: quota, period: 'DAY' } }).id!; // prettier-ignore
  const { id: keyId, value } = gateway.createApiKey({ name: 'ana', enabled: true });
  gateway.createUsagePlanKey({ usagePlanId, keyId: keyId!, keyType: 'API_KEY' });
  gateway.model.accountRate = 1e-6;
  gateway.model.accountBurst = burst + before;
  const headers: Record<string, string> = keyed ? { 'x-api-key': value! } : {};
  for (let i = 0; i < before; i++) await api.request({ path, headers });
  const paid = () => cloud.meter.bill().find(({ item }) => item === 'requests to REST APIs')?.quantity ?? 0;
  const [answer, charged] = [paid(), await api.request({ path, headers }).then(paid)];
  const next = await api.request({ headers: { 'x-api-key': value! } });
  return { charged: charged > answer, next };
}

/** Whether the request after it finds the bucket empty. */
async function takesToken(asked: Asked): Promise<boolean> {
  const { next } = await trial(asked, { burst: 1, quota: 100 });
  return next.status === 429;
}

/** Whether the request after it finds the quota used up. */
async function countsInQuota(asked: Asked): Promise<boolean> {
  const { next } = await trial(asked, { burst: 100, quota: 1 + asked.before });
  return next.status === 429;
}

/** What of a request counts where. */
export const throttleCounts: Comparison<Asked> = {
  caption: 'What a request counts as',
  columns: [
    { name: 'Answered', subject: plain },
    { name: 'From the cache', subject: { ...plain, path: '/kept', before: 1 } },
    { name: 'Without its key', subject: { ...plain, keyed: false } },
    { name: 'No such path', subject: { ...plain, path: '/none' } },
  ],
  rows: [
    { label: 'Takes a token of the account', source: THROTTLING, cell: takesToken },
    { label: 'Counts in the quota of its key', source: `${GUIDE}api-gateway-api-usage-plans.html`, cell: countsInQuota }, // prettier-ignore
    { label: 'Is charged', source: `${GUIDE}api-gateway-pricing.html`, cell: async (asked) => (await trial(asked, { burst: 100, quota: 100 })).charged }, // prettier-ignore
  ],
};
