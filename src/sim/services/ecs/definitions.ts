import type { AwsError } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { Service } from '../../tongue/service.ts';
import { clientException, invalidParameter } from './errors.ts';
import { ecsLimits as limits } from './limits.ts';
import type { Input, Output } from './schema.ts';
import { TaskDefinition } from './task-definition.ts';

/** Task definitions: families of revisions. */
export abstract class Definitions extends Service {
  readonly #families = new Map<string, TaskDefinition[]>();

  registerTaskDefinition(input: Input<'RegisterTaskDefinition'>): Output<'RegisterTaskDefinition'> {
    const { tags = [] } = input;
    return { taskDefinition: this.register(input).describe(), tags };
  }

  describeTaskDefinition({ taskDefinition }: Input<'DescribeTaskDefinition'>): Output<'DescribeTaskDefinition'> {
    const found = this.revision(taskDefinition, clientException('Unable to describe task definition.'));
    return { taskDefinition: found.describe(), tags: [] };
  } // prettier-ignore

  deregisterTaskDefinition({ taskDefinition }: Input<'DeregisterTaskDefinition'>): Output<'DeregisterTaskDefinition'> {
    if (!/:\d+$/.test(taskDefinition)) throw clientException('Invalid revision number. Number: missing.');
    const found = this.revision(taskDefinition, clientException('The specified task definition does not exist.'));
    found.status = 'INACTIVE';
    return { taskDefinition: found.describe() };
  } // prettier-ignore

  listTaskDefinitions(input: Input<'ListTaskDefinitions'> = {}): Output<'ListTaskDefinitions'> {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = input;
    const all = [...this.#families]
      .filter(([family]) => familyPrefix === undefined || family === familyPrefix)
      .flatMap(([, revisions]) => revisions)
      .filter((one) => one.status === status)
      .map(({ arn }) => arn);
    const { page, ...more } = this.paged(sort === 'DESC' ? all.reverse() : all, input);
    return { taskDefinitionArns: page, ...more };
  }

  listTaskDefinitionFamilies(input: Input<'ListTaskDefinitionFamilies'> = {}): Output<'ListTaskDefinitionFamilies'> {
    const { familyPrefix = '', status = 'ALL' } = input;
    const all = [...this.#families].filter(([family, revisions]) => {
      if (!family.startsWith(familyPrefix)) return false;
      const active = revisions.some((one) => one.status === 'ACTIVE');
      return status === 'ALL' || active === (status === 'ACTIVE');
    });
    const { page, ...more } = this.paged(all.map(([family]) => family), input);
    return { families: page, ...more };
  } // prettier-ignore

  /** Registers a revision. */
  protected register(input: Input<'RegisterTaskDefinition'>): TaskDefinition {
    const revisions = this.#families.get(input.family) ?? [];
    const revision = revisions.length + 1;
    const made = new TaskDefinition(this.arn(`task-definition/${input.family}:${revision}`), revision, input, this.date); // prettier-ignore
    this.#families.set(input.family, [...revisions, made]);
    return made;
  }

  /** The revision of an ARN, of `family:revision`, or the newest active one of a family. */
  protected revision(
    name: string,
    missing: AwsError = clientException('TaskDefinition not found.'),
  ): TaskDefinition {
    const [, family = '', number] = /^(?:arn:[^/]*\/)?([^:/]+)(?::(\d+))?$/.exec(name) ?? [];
    const revisions = this.#families.get(family) ?? [];
    const found = number === undefined ? revisions.findLast(({ status }) => status === 'ACTIVE') : revisions[Number(number) - 1]; // prettier-ignore
    if (!found) throw missing;
    return found;
  }

  /** One page of a list. */
  protected paged<T>(all: readonly T[], { nextToken, maxResults }: { nextToken?: string; maxResults?: number }) {
    const size = maxResults ?? limits.listed.default;
    return pageOf(all, { nextToken, size, badToken: () => invalidParameter('Invalid token in listing.') });
  } // prettier-ignore
}
