import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break HTTP and WebSocket APIs. */
export const breakages = {
  'knows no CORS': {
    file: 'answer.ts',
    text: 'const preflight = cors && answerPreflight(cors, request.method, request.headers);',
    instead: "const preflight = cors && answerPreflight(cors, '', request.headers);",
  },
  'tells no client': {
    file: 'websocket/door.ts',
    text: 'connection.socket.deliver(text);',
    instead: '',
  },
  'costs more than a REST API': {
    file: 'prices.ts',
    text: '{ upTo: 300e6, usd: 1, per: 1e6 }',
    instead: '{ upTo: 300e6, usd: 5, per: 1e6 }',
  },
  'transforms requests to HTTP APIs': {
    file: 'checks.ts',
    text: 'if (!isWebSocket && requestTemplates !== undefined)',
    instead: 'if (isWebSocket && requestTemplates === null)',
  },
  'answers 504 where nobody is': {
    file: 'answer.ts',
    text: "const UNAVAILABLE = plain(503, 'Service Unavailable');",
    instead: "const UNAVAILABLE = plain(504, 'Service Unavailable');",
  },
  'opens no VPC link': {
    file: 'vpc-links.ts',
    text: "return status === 'AVAILABLE' ? link.interfaces[0]?.id : undefined;",
    instead: 'return undefined;',
  },
} satisfies Breakages;
