import { passes, type Filter, type FilterFields } from '../../cloud/filter.ts';
import { pageOf } from '../../cloud/page.ts';
import { ec2Error, invalidCombination, invalidValue } from './errors.ts';

/** What every Describe operation takes. */
interface Asked {
  readonly filters?: readonly Filter[] | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** The filters that look at a member of the same name: `vpc-id` at `vpcId`. Names with blanks between. */
export function plain<R extends object>(names: string): FilterFields<R> {
  return Object.fromEntries(
    names.split(' ').map((name) => {
      const member = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return [name, (resource: R) => String((resource as Record<string, unknown>)[member] ?? '')];
    }),
  );
}

/** The filters of everything that has tags. */
export const tagFilters: FilterFields<{ tags?: { key?: string; value?: string }[] }> = {
  'tag:': ({ tags = [] }, key) => tags.filter((tag) => tag.key === key).map(({ value = '' }) => value),
  'tag-key': ({ tags = [] }) => tags.map(({ key = '' }) => key),
};

/** Those of the resources that pass the filters. */
export function filtered<R>(all: readonly R[], filters: Asked['filters'], fields: FilterFields<R>): R[] {
  const unknown = (name: string) =>
    ec2Error('InvalidParameterValue', `The filter '${name.slice(0, 255)}' is invalid`);
  // A filter that is not known is refused where there is nothing to filter, too.
  passes(undefined as R, filters?.map(({ name }) => ({ name, values: [] })), Object.fromEntries(Object.keys(fields).map((name) => [name, () => []])), unknown); // prettier-ignore
  return all.filter((resource) => passes(resource, filters, fields, unknown));
}

/** A page of the resources that pass the filters, 1,000 unless asked for fewer. */
export function describe<R>(
  all: readonly R[],
  { filters, maxResults, nextToken }: Asked,
  fields: FilterFields<R>,
  least = 5,
): { page: R[]; nextToken?: string } {
  if (maxResults !== undefined && !(maxResults >= least && maxResults <= 1000))
    throw invalidValue('maxResults', maxResults, `Expecting a value from ${least} to 1000.`);
  return pageOf(filtered(all, filters, fields), {
    size: maxResults ?? 1000,
    nextToken,
    badToken: () => ec2Error('InvalidNextToken', 'The token is not valid.'),
  });
}

/** Refuses a page of what was named by id. */
export function idsOrPages(ids: readonly string[] | undefined, { maxResults }: Asked, name: string): void {
  if (ids?.length && maxResults !== undefined)
    throw invalidCombination(`The parameter ${name} cannot be used with the parameter maxResults`);
}
