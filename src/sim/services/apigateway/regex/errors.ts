import { NotModelled } from '../../../cloud/not-modelled.ts';

/** A template, or an expression within it, that cannot be read or run. API Gateway answers it with API_CONFIGURATION_ERROR. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Something of Velocity's or Java's that is not modelled, by its name. */
export const notModelled = (what: string): NotModelled => new NotModelled('Amazon API Gateway', what);
