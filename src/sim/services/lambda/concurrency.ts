import { conflict, functionNotFound, invalidParameter, lambdaError, notFound } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import { functionArn } from './name.ts';
import { Part } from './part.ts';
import { lambdaPrices } from './prices.ts';
import type { Input, Output } from './schema.ts';
import type { FunctionVersion } from './version.ts';

/** Reserved and provisioned concurrency. */
export class Concurrency extends Part {
  putFunctionConcurrency(input: Input<'PutFunctionConcurrency'>): Output<'PutFunctionConcurrency'> {
    const fn = this.#whole(input.functionName);
    const { reservedConcurrentExecutions } = input;
    this.account.admission.account.reserve(fn.name, reservedConcurrentExecutions);
    return { reservedConcurrentExecutions };
  }

  getFunctionConcurrency(input: Input<'GetFunctionConcurrency'>): Output<'GetFunctionConcurrency'> {
    const { reserved } = this.#whole(input.functionName).concurrency;
    return reserved === undefined ? {} : { reservedConcurrentExecutions: reserved };
  }

  deleteFunctionConcurrency(input: Input<'DeleteFunctionConcurrency'>): Output<'DeleteFunctionConcurrency'> {
    this.account.admission.account.reserve(this.#whole(input.functionName).name, undefined);
    return {};
  }

  putProvisionedConcurrencyConfig(
    input: Input<'PutProvisionedConcurrencyConfig'>,
  ): Output<'PutProvisionedConcurrencyConfig'> {
    const { fn, qualifier, version } = this.#qualified(
      input,
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
    const isAlias = fn.aliases.has(qualifier);
    if (isAlias && fn.provisioned.has(version.version))
      throw conflict(
        "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
      );
    if (
      !isAlias &&
      [...fn.provisioned.keys()].some((one) => fn.aliases.get(one)?.routing.version === qualifier)
    )
      throw conflict('Version is pointed by a Provisioned Concurrency alias');
    if (version.configuration.snapStart === 'PublishedVersions')
      throw invalidParameter('Provisioned Concurrency is not supported for SnapStart enabled functions.');
    const count = input.provisionedConcurrentExecutions;
    this.account.admission.account.provision(fn.name, qualifier, count);
    fn.provisioned.get(qualifier)?.billed.stop();
    const { memorySize, architecture } = version.configuration;
    const price = architecture === 'arm64' ? lambdaPrices.provisionedArm : lambdaPrices.provisionedX86;
    const billed = this.region.world.meter.usage(price).start((count * memorySize) / 1024, BILLED_AT_LEAST);
    fn.provisioned.set(qualifier, { count, lastModified: this.date, billed });
    fn.allocate();
    return shown(fn, qualifier);
  }

  getProvisionedConcurrencyConfig(
    input: Input<'GetProvisionedConcurrencyConfig'>,
  ): Output<'GetProvisionedConcurrencyConfig'> {
    const { fn, qualifier } = this.#qualified(input);
    if (!fn.provisioned.has(qualifier)) throw noConfig();
    return shown(fn, qualifier);
  }

  deleteProvisionedConcurrencyConfig(
    input: Input<'DeleteProvisionedConcurrencyConfig'>,
  ): Output<'DeleteProvisionedConcurrencyConfig'> {
    const { fn, qualifier } = this.#qualified(input);
    fn.giveBack(qualifier);
    return {};
  }

  listProvisionedConcurrencyConfigs(
    input: Input<'ListProvisionedConcurrencyConfigs'>,
  ): Output<'ListProvisionedConcurrencyConfigs'> {
    const fn = this.find(input.functionName);
    const { page, nextMarker } = this.page([...fn.provisioned.keys()], input);
    return {
      provisionedConcurrencyConfigs: page.map((qualifier) => ({
        functionArn: `${fn.arn}:${qualifier}`,
        ...shown(fn, qualifier),
      })),
      ...(nextMarker !== undefined && { nextMarker }),
    };
  }

  /** The function, which must be named without a version or alias. */
  #whole(functionName: string): LambdaFunction {
    const { name, qualifier } = this.reference(functionName);
    if (qualifier !== undefined)
      throw invalidParameter(
        'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
      );
    return this.byName(name, '$LATEST');
  }

  #qualified(
    input: { functionName: string; qualifier: string },
    latest = 'The function resource provided must be an alias or a published version.',
  ): { fn: LambdaFunction; qualifier: string; version: FunctionVersion } {
    const { name, qualifier = '$LATEST' } = this.reference(input.functionName, input.qualifier);
    if (qualifier === '$LATEST') throw invalidParameter(latest);
    const fn = this.account.functions.get(name);
    const arn = functionArn(this.region, name, qualifier);
    const found =
      fn?.versions.get(qualifier) ?? (fn?.aliases.has(qualifier) ? fn.find(qualifier).version : undefined);
    if (!fn || !found)
      throw /^\d+$/.test(qualifier) ? functionNotFound(arn) : notFound(`Cannot find alias arn: ${arn}`);
    return { fn, qualifier, version: found };
  }
}

/** Seconds: https://aws.amazon.com/lambda/pricing/ rounds up to five minutes. */
const BILLED_AT_LEAST = 300;

const noConfig = () =>
  lambdaError(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
  );

function shown(fn: LambdaFunction, qualifier: string): Output<'PutProvisionedConcurrencyConfig'> {
  const { count, lastModified } = fn.provisioned.get(qualifier)!;
  const { status } = fn.find(qualifier).version.pool.provisioned;
  const there = (number: number) => Math.min(count, number);
  return {
    requestedProvisionedConcurrentExecutions: count,
    allocatedProvisionedConcurrentExecutions: there(status.AllocatedProvisionedConcurrentExecutions),
    availableProvisionedConcurrentExecutions: there(status.AvailableProvisionedConcurrentExecutions),
    status: status.Status,
    ...(status.StatusReason !== undefined && { statusReason: status.StatusReason }),
    lastModified: lastModified.toISOString().replace('Z', '+0000'),
  };
}
