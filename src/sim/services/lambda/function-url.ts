import type { Output } from './schema.ts';

/** The URL of a function or of one of its aliases. */
export interface FunctionUrl {
  readonly url: string;
  readonly domain: string;
  readonly functionArn: string;
  readonly created: Date;
  modified: Date;
  authType: 'NONE' | 'AWS_IAM';
  cors: Output<'GetFunctionUrlConfig'>['cors'];
  invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  /** Whether a mode was asked for: only then Create and Update tell it. */
  told: boolean;
}
