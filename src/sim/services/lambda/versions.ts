import type { Alias } from './alias.ts';
import { listed } from './configuration.ts';
import { conflict, functionNotFound, invalidParameter, lambdaError, notFound } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import { Part, refuseNotModelled } from './part.ts';
import type { Input, Output } from './schema.ts';
import { AliasRouting } from './shifting/routing.ts';

/** Versions and aliases. */
export class Versions extends Part {
  publishVersion(input: Input<'PublishVersion'>): Output<'PublishVersion'> {
    refuseNotModelled(input, 'publishTo');
    const fn = this.find(input.functionName);
    fn.checkChangeable();
    const { latest } = fn;
    const { codeSha256, revisionId } = latest.configuration;
    if (input.codeSha256 !== undefined && input.codeSha256 !== codeSha256)
      throw invalidParameter(`CodeSHA256 (${input.codeSha256}) is different from current CodeSHA256 in $LATEST (${codeSha256}). Please try again with the CodeSHA256 in $LATEST.`); // prettier-ignore
    if (input.revisionId !== undefined && input.revisionId !== revisionId) throw stale();
    const last = [...fn.versions.values()].at(-1);
    // Nothing new is no new version.
    if (last && fn.unchangedSince(last)) return fn.describe(last);
    return fn.describe(fn.publish(input.description));
  }

  listVersionsByFunction(input: Input<'ListVersionsByFunction'>): Output<'ListVersionsByFunction'> {
    const fn = this.find(input.functionName);
    fn.settle();
    const all = [
      fn.describe(fn.latest, '$LATEST'),
      ...[...fn.versions.values()].map((version) => fn.describe(version)),
    ];
    const { page, nextMarker } = this.page(all.map(listed), input);
    return { versions: page, ...(nextMarker !== undefined && { nextMarker }) };
  }

  createAlias(input: Input<'CreateAlias'>): Output<'CreateAlias'> {
    const fn = this.find(input.functionName);
    const { name, functionVersion, description = '', routingConfig } = input;
    if (/^\d+$/.test(name))
      throw lambdaError('ValidationException', `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`); // prettier-ignore
    if (fn.aliases.has(name)) throw conflict(`Alias already exists: ${fn.arn}:${name}`);
    const weights = routingConfig?.additionalVersionWeights;
    const alias: Alias = {
      name,
      routing: this.#routing(fn, functionVersion, weights),
      weights,
      description,
      revisionId: this.account.uuid(),
    };
    fn.aliases.set(name, alias);
    return shown(fn, alias);
  }

  getAlias({ functionName, name }: Input<'GetAlias'>): Output<'GetAlias'> {
    const fn = this.find(functionName);
    return shown(fn, aliasOf(fn, name));
  }

  updateAlias(input: Input<'UpdateAlias'>): Output<'UpdateAlias'> {
    const fn = this.find(input.functionName);
    const alias = fn.aliases.get(input.name);
    if (!alias) throw notFound(`Alias not found: ${fn.arn}:${input.name}`);
    const { functionVersion, description, routingConfig, revisionId } = input;
    if (revisionId !== undefined && revisionId !== alias.revisionId) throw stale();
    const weights = routingConfig ? routingConfig.additionalVersionWeights : alias.weights;
    alias.routing = this.#routing(fn, functionVersion ?? alias.routing.version, weights);
    alias.weights = weights && Object.keys(weights).length > 0 ? weights : undefined;
    alias.description = description ?? alias.description;
    alias.revisionId = this.account.uuid();
    fn.allocate();
    return shown(fn, alias);
  }

  deleteAlias({ functionName, name }: Input<'DeleteAlias'>): Output<'DeleteAlias'> {
    const fn = this.find(functionName);
    fn.giveBack(name);
    fn.aliases.delete(name);
    return {};
  }

  listAliases(input: Input<'ListAliases'>): Output<'ListAliases'> {
    const fn = this.find(input.functionName);
    const { functionVersion } = input;
    const all = [...fn.aliases.values()]
      .filter(
        ({ routing, weights }) =>
          functionVersion === undefined ||
          routing.version === functionVersion ||
          Object.keys(weights ?? {}).includes(functionVersion),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { page, nextMarker } = this.page(all, input);
    return {
      aliases: page.map((alias) => shown(fn, alias)),
      ...(nextMarker !== undefined && { nextMarker }),
    };
  }

  #routing(fn: LambdaFunction, version: string, weights?: Readonly<Record<string, number>>): AliasRouting {
    for (const one of [version, ...Object.keys(weights ?? {})])
      if (one !== '$LATEST' && /^\d+$/.test(one) && !fn.versions.has(one))
        throw functionNotFound(`${fn.arn}:${one}`);
    return new AliasRouting(version, weights);
  }
}

/** The alias of a name. */
export function aliasOf(fn: LambdaFunction, name: string): Alias {
  const alias = fn.aliases.get(name);
  if (!alias) throw notFound(`Cannot find alias arn: ${fn.arn}:${name}`);
  return alias;
}

function shown(
  fn: LambdaFunction,
  { name, routing, weights, description, revisionId }: Alias,
): Output<'GetAlias'> {
  return {
    aliasArn: `${fn.arn}:${name}`,
    name,
    functionVersion: routing.version,
    description,
    ...(weights &&
      Object.keys(weights).length > 0 && { routingConfig: { additionalVersionWeights: weights } }),
    revisionId,
  };
}

const stale = () =>
  lambdaError(
    'PreconditionFailedException',
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId',
  );
