import type { Pattern } from '../../cloud/pattern/index.ts';
import type { Template } from '../../cloud/template/template.ts';
import type { Input } from './schema.ts';

/** What CreatePipe and UpdatePipe set. */
export type PipeSettings = Omit<Input<'CreatePipe'>, 'tags'>;

/** What stands in a pipe's settings, read. */
export interface Plan {
  readonly filters: readonly Pattern[];
  readonly enrichmentTemplate: Template | undefined;
  readonly targetTemplate: Template | undefined;
}
