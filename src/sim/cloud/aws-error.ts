/** One error that a service may answer with, as its API reference lists it. */
export interface ErrorShape {
  /** The code on the wire, where it is not the name: `AWS.SimpleQueueService.NonExistentQueue`. */
  code?: string;
  /** The HTTP status. */
  status: number;
  /** Whose fault: the caller's (`client`) or AWS's (`server`). */
  fault: 'client' | 'server';
}

/**
 * An error that AWS answered with: its name, code, fault, HTTP status and message.
 *
 * `name`, `$fault` and `$metadata` are what the AWS SDK for JavaScript looks at, so `error instanceof
 * QueueDoesNotExist` holds for the SDK's own class. https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/error-handling.html
 */
export class AwsError extends Error {
  /** Its name: `QueueDoesNotExist`. */
  override readonly name: string;
  /** The code on the wire; for some errors not the name. */
  readonly code: string;
  /** Whose fault it is. */
  readonly $fault: 'client' | 'server';
  /** The service, by its SDK name: `SQS`. */
  readonly $service: string;
  /** What the SDK tells of every call: the HTTP status, and how often it was tried. */
  readonly $metadata: {
    readonly httpStatusCode: number;
    readonly attempts: number;
    readonly totalRetryDelay: number;
  };

  /** Its members besides the message, by AWS's names: `{ Reason: 'CallerRateLimitExceeded' }`. The SDK's error has them too. */
  readonly details: Readonly<Record<string, unknown>>;

  /** Made by the services. */
  constructor(
    service: string,
    name: string,
    { code = name, status, fault }: ErrorShape,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = name;
    this.code = code;
    this.$fault = fault;
    this.$service = service;
    this.details = details;
    this.$metadata = { httpStatusCode: status, attempts: 1, totalRetryDelay: 0 };
  }
}
