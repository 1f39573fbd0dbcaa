import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const SOCKET = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html'; // prettier-ignore

/** What the Amazon API Gateway Management API allows. Checked on 2026-11-28. */
export const apiGatewayManagementApiLimits = {
  message: row('A message to a connection', 'bytes', SOCKET, { max: 131_072 }),
} satisfies Record<string, Limit>;
