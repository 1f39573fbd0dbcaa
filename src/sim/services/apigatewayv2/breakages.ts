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
} satisfies Breakages;
