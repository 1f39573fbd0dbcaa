import { AwsError } from '../../cloud/index.ts';
import { schema } from './schema.ts';

const CLIENT = { status: 400, fault: 'client' } as const;

/** An error of API Gateway, by its name. */
export const apiError = (name: string, message: string): AwsError =>
  new AwsError(schema.serviceId, name, schema.errors[name] ?? CLIENT, message);

/** 400: what was asked cannot be. */
export const badRequest = (message: string): AwsError => apiError('BadRequestException', message);

/** 404: `Invalid Route identifier specified abc`. */
export const notFound = (noun: string, id: string): AwsError =>
  apiError('NotFoundException', `Invalid ${noun} identifier specified ${id}`);

/** 409: it is there already, or in use. */
export const conflict = (message: string): AwsError => apiError('ConflictException', message);
