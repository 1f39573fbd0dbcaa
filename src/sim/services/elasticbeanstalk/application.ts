import { Registry } from '../../cloud/registry.ts';
import type { Environment } from './environment.ts';
import { invalidParameter } from './errors.ts';
import type { OptionSettings } from './options.ts';
import type { Input, Model } from './schema.ts';
import type * as aws from './schema.ts';
import type { Bundle, Version } from './version.ts';

/** How `environment` makes one: what the console and the EB CLI choose stands where nothing is said. */
export interface EnvironmentOptions {
  /** The label of the version that it runs. Default: the application's newest. */
  readonly version?: string;
  /** `WebServer`, or `Worker` for one that works off a queue. Default WebServer. */
  readonly tier?: 'WebServer' | 'Worker';
  /** The beginning of its name in DNS. Default: its own name. */
  readonly cnamePrefix?: string;
  /** Configuration options by namespace, as `.ebextensions` write them. */
  readonly options?: OptionSettings;
}

/** What an application asks of the service. */
export interface Maker {
  /** Makes an environment. */
  create(application: BeanstalkApplication, name: string, options: EnvironmentOptions): Environment;
  /** Makes a version. */
  createVersion(input: Input<'CreateApplicationVersion'>): Version;
}

/** An application: its versions and its environments. `cloud.elasticbeanstalk.application` gives it. */
export class BeanstalkApplication {
  /** Its name. */
  readonly name: string;
  /** Its versions by label, the first made first. */
  readonly versions = new Registry<Version>((label) =>
    invalidParameter(`No Application Version named '${label.slice(0, 100)}' found.`),
  );
  /** @internal What AWS shows of it. */
  readonly record: Model<aws.ApplicationDescription>;
  readonly #maker: Maker;

  /** Made by CreateApplication. */
  constructor(maker: Maker, record: Model<aws.ApplicationDescription>) {
    this.#maker = maker;
    this.record = record;
    this.name = record.applicationName!;
  }

  /** Uploads a version: its label, and what its source bundle holds. Another one of that label is replaced. */
  version(versionLabel: string, bundle: Bundle = {}): this {
    const version = this.versions.find(versionLabel) ?? this.#maker.createVersion({ applicationName: this.name, versionLabel }); // prettier-ignore
    version.bundle = bundle;
    return this;
  }

  /**
   * Launches an environment as the console does: behind an Application Load Balancer, with enhanced health. Its state is
   * Launching; `await web.until('Ready')`.
   */
  environment(name: string, options: EnvironmentOptions = {}): Environment {
    return this.#maker.create(this, name, options);
  }
}
