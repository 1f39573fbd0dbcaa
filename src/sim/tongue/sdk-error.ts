import type { AwsError } from '../cloud/index.ts';

/* How a client of the SDK knows the error classes of its service; by shape, and none of it promised by the SDK. */

type ErrorClass = new (options: object) => SdkError;

/** The part of a client's `config.protocol` that knows its error classes. */
export interface ErrorRegistry {
  readonly awsQueryCompatible?: boolean;
  /** 'aws.protocols#awsQuery' */
  getShapeId?(): string;
  readonly compositeErrorRegistry?: {
    /** Throws where there is none of that name. */
    getSchema(name: string): unknown;
    getBaseException(): unknown;
    getErrorCtor(schema: unknown): ErrorClass | undefined;
  };
}

/** What every error of a client tells. */
export interface SdkError extends Error {
  readonly $retryable?: { readonly throttling?: boolean };
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * An error as the client itself would throw it: of the service's own class, or of its base class where it has none of
 * that name. From a client that does not tell its classes, the error as it is: `instanceof` goes by its name then.
 */
export function sdkError(error: AwsError, protocol: ErrorRegistry | undefined, requestId: string): SdkError {
  const { name, message, code, $fault } = error;
  const $metadata = { ...error.$metadata, requestId };
  const Class = classOf(name, protocol?.compositeErrorRegistry);
  const made = Class
    ? new Class({ ...error.details, name, message, $fault, $metadata })
    : Object.assign(error, { $metadata });
  const spoken = protocol?.getShapeId?.() ?? '';
  if (protocol?.awsQueryCompatible || spoken.endsWith('Query')) {
    // EC2's own kind of the query protocol says no type.
    const Type = spoken.endsWith('ec2Query') ? undefined : $fault === 'client' ? 'Sender' : 'Receiver';
    Object.assign(made, { Code: code, Type, Error: { Type, Code: code, Message: message } });
  }
  return made;
}

function classOf(name: string, registry: ErrorRegistry['compositeErrorRegistry']): ErrorClass | undefined {
  if (typeof registry?.getErrorCtor !== 'function') return undefined;
  let schema: unknown;
  try {
    schema = registry.getSchema(name);
  } catch {
    schema = registry.getBaseException();
  }
  return schema === undefined ? undefined : registry.getErrorCtor(schema);
}
