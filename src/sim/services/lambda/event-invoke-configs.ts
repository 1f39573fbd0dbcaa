import { parseArn } from '../../cloud/index.ts';
import type { InvokeConfig } from './asynchronous/settings.ts';
import { invalidParameter, notFound } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import { functionArn } from './name.ts';
import { Part } from './part.ts';
import type { Input, Output } from './schema.ts';

/** How asynchronous events are retried, and where their records go. */
export class EventInvokeConfigs extends Part {
  putFunctionEventInvokeConfig(
    input: Input<'PutFunctionEventInvokeConfig'>,
  ): Output<'PutFunctionEventInvokeConfig'> {
    return this.#set(input, {});
  }

  updateFunctionEventInvokeConfig(
    input: Input<'UpdateFunctionEventInvokeConfig'>,
  ): Output<'UpdateFunctionEventInvokeConfig'> {
    const { name, qualifier = '$LATEST' } = this.reference(input.functionName, input.qualifier);
    const fn = this.account.functions.get(name);
    if (!fn) throw notFound("The function doesn't exist.");
    return this.#set(input, this.#config(fn, name, qualifier));
  }

  getFunctionEventInvokeConfig(
    input: Input<'GetFunctionEventInvokeConfig'>,
  ): Output<'GetFunctionEventInvokeConfig'> {
    const { name, qualifier = '$LATEST' } = this.reference(input.functionName, input.qualifier);
    const fn = this.account.functions.get(name);
    return shown(functionArn(this.region, name, qualifier), this.#config(fn, name, qualifier));
  }

  deleteFunctionEventInvokeConfig(
    input: Input<'DeleteFunctionEventInvokeConfig'>,
  ): Output<'DeleteFunctionEventInvokeConfig'> {
    const { name, qualifier = '$LATEST' } = this.reference(input.functionName, input.qualifier);
    const fn = this.account.functions.get(name);
    this.#config(fn, name, qualifier);
    fn!.invokeConfigs.delete(qualifier);
    return {};
  }

  listFunctionEventInvokeConfigs(
    input: Input<'ListFunctionEventInvokeConfigs'>,
  ): Output<'ListFunctionEventInvokeConfigs'> {
    const { name } = this.reference(input.functionName);
    const fn = this.account.functions.get(name);
    if (!fn) throw notFound("The function doesn't exist.");
    const all = [...fn.invokeConfigs].map(([qualifier, config]) => shown(`${fn.arn}:${qualifier}`, config));
    const { page, nextMarker } = this.page(all, input);
    return { functionEventInvokeConfigs: page, ...(nextMarker !== undefined && { nextMarker }) };
  }

  #config(fn: LambdaFunction | undefined, name: string, qualifier: string): InvokeConfig {
    const config = fn?.invokeConfigs.get(qualifier);
    if (!config)
      throw notFound(
        `The function ${functionArn(this.region, name, qualifier)} doesn't have an EventInvokeConfig`,
      );
    return config;
  }

  #set(
    input: Input<'PutFunctionEventInvokeConfig'>,
    before: Partial<InvokeConfig>,
  ): Output<'PutFunctionEventInvokeConfig'> {
    const { maximumRetryAttempts: retries, maximumEventAgeInSeconds: age, destinationConfig } = input;
    if (retries === undefined && age === undefined && destinationConfig === undefined)
      throw invalidParameter('You must specify at least one of error handling or destination setting.');
    const { name, qualifier = '$LATEST' } = this.reference(input.functionName, input.qualifier);
    const fn = this.account.functions.get(name);
    if (!fn || (qualifier !== '$LATEST' && !fn.versions.has(qualifier) && !fn.aliases.has(qualifier)))
      throw notFound("The function doesn't exist.");
    const { onSuccess, onFailure } = destinationConfig ?? {};
    for (const one of [onSuccess, onFailure]) this.#check(fn, one?.destination, destinationConfig);
    const config: InvokeConfig = {
      ...before,
      lastModified: this.date,
      ...(retries !== undefined && { maximumRetryAttempts: retries }),
      ...(age !== undefined && { maximumEventAge: age }),
      ...(onSuccess?.destination !== undefined && { onSuccess: onSuccess.destination }),
      ...(onFailure?.destination !== undefined && { onFailure: onFailure.destination }),
    };
    fn.invokeConfigs.set(qualifier, config);
    return shown(`${fn.arn}:${qualifier}`, config);
  }

  #check(
    fn: LambdaFunction,
    destination: string | undefined,
    whole: Input<'PutFunctionEventInvokeConfig'>['destinationConfig'],
  ): void {
    if (!destination) return;
    const { service, resource } = parseArn(destination) ?? {};
    if (service === undefined || !['sqs', 'sns', 'lambda', 'events', 's3'].includes(service)) {
      const side = (name: string, one?: { destination?: string }) =>
        one ? `${name.charAt(0).toUpperCase()}${name.slice(1)}(destination=${one.destination})` : 'null';
      const { onSuccess, onFailure } = whole ?? {};
      throw invalidParameter(
        `The provided destination config DestinationConfig(onSuccess=${side('onSuccess', onSuccess)}, onFailure=${side('onFailure', onFailure)}) is invalid.`,
      );
    }
    if (service !== 'lambda') return;
    if (destination === fn.arn || destination.startsWith(`${fn.arn}:`))
      throw invalidParameter("You can't specify the function as a destination for itself.");
    if (!this.account.functions.has(resource!.split(':')[1] ?? ''))
      throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
}

function shown(functionArn: string, config: InvokeConfig): Output<'GetFunctionEventInvokeConfig'> {
  const { lastModified, maximumRetryAttempts, maximumEventAge, onSuccess, onFailure } = config;
  return {
    lastModified,
    functionArn,
    ...(maximumRetryAttempts !== undefined && { maximumRetryAttempts }),
    ...(maximumEventAge !== undefined && { maximumEventAgeInSeconds: maximumEventAge }),
    destinationConfig: {
      onSuccess: onSuccess === undefined ? {} : { destination: onSuccess },
      onFailure: onFailure === undefined ? {} : { destination: onFailure },
    },
  };
}
