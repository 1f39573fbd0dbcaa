import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const GUIDE = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/';
const REST = `${GUIDE}api-gateway-execution-service-limits-table.html`;
const STREAM = `${GUIDE}response-transfer-mode.html`;
const ACCOUNT = `${GUIDE}limits.html`;

/** What Amazon API Gateway allows with REST APIs. Checked on 2026-11-28. */
export const apiGatewayLimits = {
  rate: row('Requests of an account in a Region', 'requests/s', ACCOUNT, { default: 10_000 }, true),
  regionalApis: row('Regional APIs in a Region', 'APIs', REST, { max: 600 }),
  edgeApis: row('Edge-optimized APIs in a Region', 'APIs', REST, { max: 120 }),
  privateApis: row('Private APIs in a Region', 'APIs', REST, { max: 600 }),
  policy: row('Resource policy', 'characters', REST, { max: 8192 }, true),
  resources: row('Resources of an API', 'resources', REST, { max: 300 }, true),
  stages: row('Stages of an API', 'stages', REST, { max: 10 }, true),
  variables: row('Stage variables of a stage', 'variables', REST, { max: 100 }),
  variableName: row('Name of a stage variable', 'characters', REST, { min: 1, max: 64 }),
  variableValue: row('Value of a stage variable', 'characters', REST, { max: 512 }),
  authorizers: row('Authorizers of an API', 'authorizers', REST, { max: 10 }, true),
  apiKeys: row('API keys of an account in a Region', 'keys', REST, { max: 10_000 }),
  usagePlans: row('Usage plans of an account in a Region', 'plans', REST, { max: 300 }, true),
  plansOfKey: row('Usage plans of an API key', 'plans', REST, { max: 10 }, true),
  vpcLinks: row('VPC links of an account in a Region', 'links', REST, { max: 20 }, true),
  cacheTtl: row('Time to live of a cached answer', 'seconds', REST, { default: 300, min: 0, max: 3600 }),
  cachedAnswer: row('Answer that is cached', 'bytes', REST, { max: 1_048_576 }),
  authorizerTtl: row('Time to live of an authorizer’s cached result', 'seconds', `${GUIDE}apigateway-use-lambda-authorizer.html`, { default: 300, min: 0, max: 3600 }), // prettier-ignore
  timeout: row('Integration timeout', 'milliseconds', REST, { default: 29_000, min: 50, max: 29_000 }, true),
  payload: row('Payload', 'bytes', REST, { max: 10_485_760 }),
  stream: row('Streamed answer', 'seconds', STREAM, { max: 900 }),
  streamIdle: row('Streamed answer without a byte, of Regional and private APIs', 'seconds', STREAM, { max: 300 }), // prettier-ignore
  streamIdleEdge: row('Streamed answer without a byte, of edge-optimised APIs', 'seconds', STREAM, { max: 30 }), // prettier-ignore
  streamRate: row('What of a streamed answer is above 10 MB', 'bytes a second', STREAM, { max: 2_097_152 }),
  apiKeyName: row('Name of an API key', 'characters', `${GUIDE}api-gateway-api-usage-plans.html`, {
    max: 1024,
  }),
  apiKeyValue: row('Value of an API key', 'characters', `${GUIDE}api-gateway-api-usage-plans.html`, { min: 20, max: 128 }), // prettier-ignore
  page: row('Entries of a page', 'entries', 'https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html', { default: 25, max: 500 }), // prettier-ignore
} satisfies Record<string, Limit>;
