import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

/** An error of DynamoDB, by its name in the schema. */
export function dynamoError(
  name: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): AwsError {
  const shape = schema.errors[name] ?? { status: 400, fault: 'client' };
  return new AwsError(schema.serviceId, name, shape, message, details);
}

/** A request that does not hold together. */
export const invalid = (message: string): AwsError => dynamoError('ValidationException', message);

/** A condition did not hold. The error shows the item as it was, where ReturnValuesOnConditionCheckFailure asks for that. */
export const conditionFailed = (item: object | undefined): AwsError =>
  dynamoError('ConditionalCheckFailedException', 'The conditional request failed', item && { Item: item }); // prettier-ignore

/** Why one action of a cancelled transaction did not go through; the code is `None` for those that would have. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

/** A transaction of which nothing was done. */
export function cancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return dynamoError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}
