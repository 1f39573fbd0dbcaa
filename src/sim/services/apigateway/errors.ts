import { AwsError } from '../../cloud/index.ts';
import { sentence, type Violation } from '../../tongue/rules.ts';
import { camel } from '../../tongue/names.ts';
import { schema } from './schema.ts';

const CLIENT = { status: 400, fault: 'client' } as const;

/** An error of API Gateway, by its name. */
export const apiError = (name: string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name] ?? CLIENT, message);

/** 400: what was asked cannot be. */
export const badRequest = (message: string): AwsError => apiError('BadRequestException', message);

/** 404: `Invalid Resource identifier specified` and the like. */
export const notFound = (message: string): AwsError => apiError('NotFoundException', message);

/** 409: it is there already, or in use. */
export const conflict = (message: string): AwsError => apiError('ConflictException', message);

/** 429: a quota of the account is used up. */
export const limitExceeded = (message: string): AwsError => apiError('LimitExceededException', message);

/**
 * Values that break rules. API Gateway tells of the body's first, whose members it names by the whole request, and of a
 * list of an enumeration as a whole.
 */
export function refusal(broken: readonly Violation[], operation: string): AwsError {
  const found = broken.map(({ at, value, constraint }) => {
    if (!at.includes('.')) return { at, value, constraint };
    const whole = `${camel(operation)}Input.${at}`;
    const list = /^(.*)\.\d+\.member$/.exec(whole)?.[1];
    if (list === undefined || !constraint.includes('enum')) return { at: whole, value, constraint };
    return {
      at: list,
      value: `'[${value.slice(1, -1)}]'`,
      constraint: `Member must satisfy constraint: [${constraint}]`,
    };
  });
  const inBody = ({ at }: Violation) => at.includes('.');
  return apiError(
    'ValidationException',
    sentence([...found.filter(inBody), ...found.filter((one) => !inBody(one))]),
  );
}
