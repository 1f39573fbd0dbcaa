import { notFound } from './errors.ts';
import { functionArn } from './name.ts';
import { Part } from './part.ts';
import type { Input, Output } from './schema.ts';
import { Statements } from './statements.ts';

/** Resource-based policies: who else may call a function. */
export class Permissions extends Part {
  addPermission(input: Input<'AddPermission'>): Output<'AddPermission'> {
    const { name, qualifier } = this.reference(input.functionName, input.qualifier);
    const fn = this.byName(name, qualifier);
    fn.find(qualifier);
    let statements = fn.policies.get(qualifier ?? '');
    if (!statements) fn.policies.set(qualifier ?? '', (statements = new Statements()));
    const { region } = this;
    const statement = statements.add(functionArn(region, name, qualifier), region.partition, input);
    statements.revisionId = this.account.uuid();
    return { statement };
  }

  removePermission(input: Input<'RemovePermission'>): Output<'RemovePermission'> {
    const statements = this.#statements(input);
    statements.remove(input.statementId);
    statements.revisionId = this.account.uuid();
    return {};
  }

  getPolicy(input: Input<'GetPolicy'>): Output<'GetPolicy'> {
    const { text, revisionId } = this.#statements(input);
    if (text === undefined) throw noPolicy();
    return { policy: text, revisionId };
  }

  #statements(input: { functionName: string; qualifier?: string }): Statements {
    const { name, qualifier } = this.reference(input.functionName, input.qualifier);
    const fn = this.byName(name, qualifier);
    fn.find(qualifier);
    const statements = fn.policies.get(qualifier ?? '');
    if (!statements) throw noPolicy();
    return statements;
  }
}

const noPolicy = () => notFound('No policy is associated with the given resource.');
