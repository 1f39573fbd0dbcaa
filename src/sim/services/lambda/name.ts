import { formatArn, type Region } from '../../cloud/index.ts';
import { functionNotFound, invalidParameter, notFound } from './errors.ts';

const ARN =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?';

/** What a function's name may be where it is called or read: its name, or its ARN whole or in part. */
export const NAME_PATTERN = `${ARN}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`;
/** What a function's name may be where it is made. */
export const NEW_NAME_PATTERN = `${ARN}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`;
/** A version or an alias. */
export const QUALIFIER_PATTERN = '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+';

/** A function that a request names. */
export interface FunctionReference {
  readonly name: string;
  /** A version or an alias. */
  readonly qualifier: string | undefined;
}

/** Reads the name of a function: `name`, `name:alias`, an ARN whole or in part, with the request's own qualifier. */
export function readName(region: Region, text: string, asked?: string): FunctionReference {
  const parts = text.split(':');
  let place: string | undefined;
  let owner: string | undefined;
  if (parts[0] === 'arn') parts.splice(0, 3);
  if (parts.length > 1 && /^[a-z-]+-\d$/.test(parts[0]!)) place = parts.shift();
  if (parts.length > 1 && /^\d{12}$/.test(parts[0]!)) owner = parts.shift();
  if (parts.length > 1 && parts[0] === 'function') parts.shift();
  const [name, qualifier] = parts as [string, string?];
  if (place !== undefined && place !== region.name)
    throw notFound(`Functions from '${place}' are not reachable in this region ('${region.name}')`);
  if (owner !== undefined && owner !== region.account)
    throw functionNotFound(functionArn(region, name, asked ?? qualifier, owner));
  if (asked !== undefined && qualifier !== undefined && asked !== qualifier)
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  return { name, qualifier: asked ?? qualifier };
}

/** A function's ARN, with its version or alias where one is given. */
export function functionArn(
  { partition, name: region, account }: Region,
  name: string,
  qualifier?: string,
  owner = account,
): string {
  const resource = `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}`;
  return formatArn({ partition, service: 'lambda', region, account: owner, resource });
}
