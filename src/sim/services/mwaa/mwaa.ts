import type { Region } from '../../cloud/index.ts';
import { Registry } from '../../cloud/registry.ts';
import { Service } from '../../tongue/service.ts';
import { ENVIRONMENT_CLASSES, MICRO } from './environment-class.ts';
import { Environment } from './environment.ts';
import { mwaaLimits as limits } from './limits.ts';
import { defaultModel, type MwaaModel } from './model.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/** The numbers of an environment that depend on its class. */
interface Numbers {
  readonly environmentClass?: string;
  readonly minWorkers?: number;
  readonly maxWorkers?: number;
  readonly minWebservers?: number;
  readonly maxWebservers?: number;
  readonly schedulers?: number;
}

/**
 * Amazon MWAA in one Region. DAGs are put into an environment by `cloud.mwaa.environment(…)`; the bucket, the network and
 * Airflow's web page are not modelled.
 * https://docs.aws.amazon.com/mwaa/latest/userguide/what-is-mwaa.html
 */
export class Mwaa extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'airflow';
  // https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html (checked 2026-11-28)
  static override readonly rules = {
    Name: { min: 1, max: 80, pattern: '[a-zA-Z][0-9a-zA-Z\\-_]*' },
    ExecutionRoleArn: {
      min: 1,
      max: 1224,
      pattern: 'arn:aws(-[a-z]+)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    },
    SourceBucketArn: { min: 1, max: 1224, pattern: 'arn:aws(-[a-z]+)?:s3:::[a-z0-9.\\-]+' },
    ...{ DagS3Path: { min: 1, max: 1024 }, MinWorkers: { min: 1 }, MaxWorkers: { min: 1 } },
    ...{ MinWebservers: { min: 1 }, MaxWebservers: { min: 1 }, Schedulers: { max: 5 } },
    MaxResults: { min: 1, max: 25 },
  };
  /** What AWS does not tell, as parameters. */
  readonly model: MwaaModel = { ...defaultModel };
  readonly #environments: Registry<Environment>;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    this.#environments = new Registry((name) =>
      this.error('ResourceNotFoundException', `Environment with name ${name} does not exist.`),
    );
  }

  /** An environment by its name, with its DAGs. Throws ResourceNotFoundException. */
  environment(name: string): Environment {
    return this.#environments.get(name);
  }

  createEnvironment(input: Input<'CreateEnvironment'>): Output<'CreateEnvironment'> {
    const { name, ...given } = input;
    if (this.#environments.has(name))
      throw this.error('ValidationException', `Environment with name ${name} already exists.`);
    const arn = this.arn(`environment/${name}`);
    const described = {
      ...{
        ...given,
        ...this.#numbersOf(given),
        name,
        arn,
        status: 'CREATING' as const,
        createdAt: this.date,
      },
      // The latest version: https://docs.aws.amazon.com/mwaa/latest/userguide/create-environment.html
      airflowVersion: given.airflowVersion ?? '3.2.1',
    };
    const environment = new Environment(this.simulation, this.model, described);
    this.#environments.add(name, environment);
    this.simulation.schedule(this.model.creationTime, () => this.#settle(environment));
    return { arn };
  }

  getEnvironment({ name }: Input<'GetEnvironment'>): Output<'GetEnvironment'> {
    return { environment: this.environment(name).described };
  }

  listEnvironments(input: Input<'ListEnvironments'> = {}): Output<'ListEnvironments'> {
    const { nextToken, maxResults: size = limits.page.default } = input;
    const badToken = () => this.error('ValidationException', 'Invalid nextToken.');
    const { page, ...more } = this.#environments.page({ nextToken, size, badToken });
    return { environments: page.map(({ described }) => described.name!), ...more };
  }

  updateEnvironment(input: Input<'UpdateEnvironment'>): Output<'UpdateEnvironment'> {
    const { name, ...given } = input;
    const environment = this.environment(name);
    this.#mustBeReady(environment);
    const { networkConfiguration, ...others } = given;
    const before = environment.described;
    const numbers = this.#numbersOf({ ...before, ...others });
    const network = { ...before.networkConfiguration, ...networkConfiguration };
    const createdAt = this.date;
    environment.described = { ...before, status: 'UPDATING' };
    this.simulation.schedule(this.model.updateTime, () => {
      const lastUpdate = { status: 'SUCCESS' as const, createdAt };
      environment.described = {
        ...{ ...before, ...others, ...numbers, networkConfiguration: network, lastUpdate },
      };
      this.#settle(environment);
    });
    return { arn: before.arn! };
  }

  deleteEnvironment({ name }: Input<'DeleteEnvironment'>): Output<'DeleteEnvironment'> {
    const environment = this.environment(name);
    this.#mustBeReady(environment);
    environment.described = { ...environment.described, status: 'DELETING' };
    environment.stop();
    this.simulation.schedule(this.model.deletionTime, () => this.#environments.remove(name));
    return {};
  }

  #settle(environment: Environment): void {
    environment.described = { ...environment.described, status: 'AVAILABLE' };
    environment.begin();
  }

  #mustBeReady({ status, described: { name } }: Environment): void {
    if (status === 'AVAILABLE') return;
    throw this.error('ValidationException', `Environment ${name} is ${status}: it must be AVAILABLE.`);
  }

  /** The numbers with their defaults. Throws ValidationException where they do not fit the class. */
  #numbersOf(given: Numbers): Required<Numbers> {
    const { environmentClass = 'mw1.small' } = given;
    const refuse = (text: string) => this.error('ValidationException', text);
    if (!Object.hasOwn(ENVIRONMENT_CLASSES, environmentClass))
      throw refuse(`${environmentClass} is not a valid environment class.`);
    const micro = environmentClass === MICRO;
    const byDefault = micro ? 1 : 2;
    const numbers = {
      environmentClass,
      minWorkers: given.minWorkers ?? limits.minWorkers.default,
      maxWorkers: given.maxWorkers ?? (micro ? 1 : limits.maxWorkers.default),
      minWebservers: given.minWebservers ?? byDefault,
      maxWebservers: given.maxWebservers ?? byDefault,
      schedulers: given.schedulers ?? byDefault,
    };
    const { minWorkers, maxWorkers, minWebservers, maxWebservers, schedulers } = numbers;
    if (micro && maxWebservers + minWebservers > 2)
      throw refuse('The web server count for environment class mw1.micro must be 1.');
    if (micro && maxWorkers + schedulers > 2)
      throw refuse('The worker and scheduler count for environment class mw1.micro must be 1.');
    if (!micro && [minWebservers, maxWebservers, schedulers].some((count) => count < 2 || count > 5))
      throw refuse('Web servers and schedulers are between 2 and 5.');
    if (minWorkers > maxWorkers || minWebservers > maxWebservers)
      throw refuse('The least number is above the most.');
    if (maxWorkers > this.quota(limits.maxWorkers))
      throw refuse(`MaxWorkers is above ${this.quota(limits.maxWorkers)}.`);
    return numbers;
  }
}
