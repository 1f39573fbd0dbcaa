/** Service Quotas: the limits of every service, and requests for more. */
export { ServiceQuotas } from './service-quotas.ts';
export { serviceQuotasLimits } from './limits.ts';
