/** What API Gateway answers by itself, with its default. `fallback` is what customizes it if nothing else does. */
export interface ResponseType {
  readonly statusCode: number;
  readonly fallback: 'DEFAULT_4XX' | 'DEFAULT_5XX';
  /** What the body says. The page prints none of them but one; these are what clients see. */
  readonly message: string | null;
}

const client = (statusCode: number, message: string | null): ResponseType => ({
  statusCode,
  fallback: 'DEFAULT_4XX',
  message,
});
const server = (statusCode: number, message: string | null): ResponseType => ({
  statusCode,
  fallback: 'DEFAULT_5XX',
  message,
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export const RESPONSE_TYPES = {
  ACCESS_DENIED: client(403, 'User is not authorized to access this resource'),
  API_CONFIGURATION_ERROR: server(500, 'Internal server error'),
  AUTHORIZER_CONFIGURATION_ERROR: server(500, null),
  AUTHORIZER_FAILURE: server(500, null),
  BAD_REQUEST_BODY: client(400, 'Invalid request body'),
  BAD_REQUEST_PARAMETERS: client(400, 'Missing required request parameters'),
  EXPIRED_TOKEN: client(403, 'The security token included in the request is expired'),
  INTEGRATION_FAILURE: server(504, 'Internal server error'),
  INTEGRATION_TIMEOUT: server(504, 'Endpoint request timed out'),
  INVALID_API_KEY: client(403, 'Forbidden'),
  INVALID_SIGNATURE: client(
    403,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ),
  MISSING_AUTHENTICATION_TOKEN: client(403, 'Missing Authentication Token'),
  QUOTA_EXCEEDED: client(429, 'Limit Exceeded'),
  REQUEST_TOO_LARGE: client(413, 'HTTP content length exceeded 10485760 bytes.'),
  RESOURCE_NOT_FOUND: client(404, 'Not Found'),
  THROTTLED: client(429, 'Too Many Requests'),
  UNAUTHORIZED: client(401, 'Unauthorized'),
  UNSUPPORTED_MEDIA_TYPE: client(415, 'Unsupported Media Type'),
  WAF_FILTERED: client(403, 'Forbidden'),
} as const satisfies Record<string, ResponseType>;

/** The name of a type of gateway response. */
export type ResponseTypeName = keyof typeof RESPONSE_TYPES;

/** What a request passes in a REST API, in order, and what each part may answer in place of the back end. */
export const PIPELINE: readonly { readonly part: string; readonly answers: readonly ResponseTypeName[] }[] = [
  { part: 'route', answers: ['MISSING_AUTHENTICATION_TOKEN', 'REQUEST_TOO_LARGE'] },
  { part: 'WAF', answers: ['WAF_FILTERED'] },
  { part: 'resource policy', answers: ['ACCESS_DENIED'] },
  {
    part: 'authorizer',
    answers: [
      'UNAUTHORIZED',
      'ACCESS_DENIED',
      'AUTHORIZER_FAILURE',
      'AUTHORIZER_CONFIGURATION_ERROR',
      'MISSING_AUTHENTICATION_TOKEN',
      'INVALID_SIGNATURE',
      'EXPIRED_TOKEN',
    ],
  },
  { part: 'API key', answers: ['INVALID_API_KEY', 'QUOTA_EXCEEDED'] },
  { part: 'throttle', answers: ['THROTTLED'] },
  { part: 'validation', answers: ['BAD_REQUEST_PARAMETERS', 'BAD_REQUEST_BODY'] },
  { part: 'cache', answers: ['ACCESS_DENIED'] },
  { part: 'integration request', answers: ['UNSUPPORTED_MEDIA_TYPE', 'API_CONFIGURATION_ERROR'] },
  { part: 'integration', answers: ['INTEGRATION_FAILURE', 'INTEGRATION_TIMEOUT'] },
  { part: 'integration response', answers: ['API_CONFIGURATION_ERROR'] },
];
