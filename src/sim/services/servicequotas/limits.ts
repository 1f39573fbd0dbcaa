import type { Limit } from '../../cloud/index.ts';

const API = 'https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/';
const GUIDE = 'https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html';

/** What Service Quotas allows. Looked up on 2026-11-28. */
export const serviceQuotasLimits = {
  openRequests: {
    name: 'Open quota requests of an account',
    max: 20,
    unit: 'requests',
    adjustable: false,
    source: GUIDE,
  },
  openRequestsPerQuota: {
    name: 'Open requests for one quota',
    max: 1,
    unit: 'requests',
    adjustable: false,
    source: GUIDE,
  },
  listed: {
    name: 'Results of a list',
    default: 100,
    min: 1,
    max: 100,
    unit: 'entries',
    adjustable: false,
    source: `${API}API_ListServiceQuotas.html`,
  },
  desiredValue: {
    name: 'Desired value of a quota',
    min: 0,
    max: 10_000_000_000,
    unit: 'of the quota',
    adjustable: false,
    source: `${API}API_RequestServiceQuotaIncrease.html`,
  },
} as const satisfies Record<string, Limit>;
