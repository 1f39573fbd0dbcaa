import type { AwsError } from '../../cloud/index.ts';
import { NotModelled, type Region } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { BeanstalkApplication, type EnvironmentOptions, type Maker } from './application.ts';
import { schedulesOf } from './daemon.ts';
import { Environment, type EnvironmentGround } from './environment.ts';
import { elasticBeanstalkError, invalidParameter } from './errors.ts';
import { elasticBeanstalkLimits as limits } from './limits.ts';
import { defaultModel, type BeanstalkModel } from './model.ts';
import { mistakeIn, OPTIONS, Settings, settingsOf } from './options.ts';
import { ask, ec2Of } from './other-services.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import type { Version } from './version.ts';
import { colorOf } from './watch.ts';

/** Platforms, as `https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html` names them; versions are left out. */
const PLATFORMS = ['Corretto 21', 'Docker', 'Go 1', 'Node.js 24', 'Node.js 22', 'PHP 8.4', 'Python 3.14', 'Python 3.13', 'Ruby 3.4', 'Tomcat 11 Corretto 21', '.NET 9']; // prettier-ignore
const PLATFORM = (name: string) => `64bit Amazon Linux 2023 running ${name}`;

/** What is said where an environment is named neither by id nor by name. */
const UNNAMED = 'Must specify either EnvironmentId or EnvironmentName.';

/**
 * AWS Elastic Beanstalk in one Region: it makes and runs what an application needs, from services that one could use by
 * oneself.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/Welcome.html
 *
 *     const shop = cloud.elasticbeanstalk.application('shop').version('v1', { serviceTime: 0.05 });
 *     const web = shop.environment('shop-web', { options: { 'aws:autoscaling:asg': { MinSize: 2 } } });
 *     await web.until('Ready');
 */
export class ElasticBeanstalk extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['ec2', 'autoscaling', 'elasticloadbalancingv2', 'cloudwatch', 'sqs'];
  static override readonly rules = {
    ApplicationName: limits.applicationName,
    'CreateApplicationVersionMessage.VersionLabel': limits.versionLabel,
    'CreateEnvironmentMessage.EnvironmentName': { ...limits.environmentName, pattern: '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?' }, // prettier-ignore
    CNAMEPrefix: limits.cnamePrefix,
    'DescribeEventsMessage.MaxRecords': limits.events,
  };
  static override readonly refuse = (broken: readonly Violation[]): AwsError => {
    const [{ at, value, constraint }] = broken as [Violation];
    return invalidParameter(`Value ${value} at '${at}' failed to satisfy constraint: ${constraint}`);
  };
  /** What AWS does not tell, as parameters. */
  readonly model: BeanstalkModel = defaultModel();
  readonly #applications = new Registry<BeanstalkApplication>((name) => invalidParameter(`No Application named '${name.slice(0, 100)}' found.`)); // prettier-ignore
  readonly #environments: Environment[] = [];

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    region.events.listen(({ source, detailType, detail }) => {
      if (source === 'aws.ec2' && detailType === 'EC2 Instance State-change Notification') this.#heard(String(detail['instance-id']), detail['state'] as string); // prettier-ignore
    });
  }

  // ── Applications and their versions ───────────────────────────────────────────────────────────────────────────

  /** The application of that name; made where there is none. */
  application(applicationName: string): BeanstalkApplication {
    if (!this.#applications.has(applicationName)) this.createApplication({ applicationName });
    return this.#applications.get(applicationName);
  }

  createApplication(input: Input<'CreateApplication'>): Output<'CreateApplication'> {
    const { applicationName: name, description } = input;
    if (this.#applications.has(name)) throw invalidParameter(`Application ${name} already exists.`);
    if (this.#applications.size >= this.quota(limits.applications)) throw this.error('TooManyApplicationsException', `You cannot have more than ${this.quota(limits.applications)} Applications.`); // prettier-ignore
    const record = { applicationName: name, applicationArn: this.arn(`application/${name}`), dateCreated: this.date, dateUpdated: this.date, configurationTemplates: [], ...(description !== undefined && { description }) }; // prettier-ignore
    const application = this.#applications.add(name, new BeanstalkApplication(this.#maker, record));
    return { application: this.#describeApplication(application) };
  }

  describeApplications({ applicationNames }: Input<'DescribeApplications'> = {}): Output<'DescribeApplications'> {
    const all = this.#applications.list().filter(({ name }) => !applicationNames?.length || applicationNames.includes(name));
    return { applications: all.map((one) => this.#describeApplication(one)) };
  } // prettier-ignore

  updateApplication({ applicationName, description = '' }: Input<'UpdateApplication'>): Output<'UpdateApplication'> {
    const application = this.#applications.get(applicationName);
    Object.assign(application.record, { description, dateUpdated: this.date });
    return { application: this.#describeApplication(application) };
  } // prettier-ignore

  deleteApplication({ applicationName, terminateEnvByForce = false }: Input<'DeleteApplication'>): Output<'DeleteApplication'> {
    const mine = this.#environments.filter((one) => one.applicationName === applicationName && one.status !== 'Terminated');
    if (mine.length > 0 && !terminateEnvByForce) throw this.error('OperationInProgressException', `Unable to delete application ${applicationName} because it has a running environment.`);
    for (const one of mine) if (one.status !== 'Terminating') one.end();
    this.#applications.remove(applicationName);
    return {};
  } // prettier-ignore

  createApplicationVersion(input: Input<'CreateApplicationVersion'>): Output<'CreateApplicationVersion'> {
    return { applicationVersion: this.#createVersion(input).record };
  }

  describeApplicationVersions(
    input: Input<'DescribeApplicationVersions'> = {},
  ): Output<'DescribeApplicationVersions'> {
    const { applicationName, versionLabels, maxRecords: size = 1000, nextToken } = input;
    const all = this.#applications.list().filter(({ name }) => applicationName === undefined || name === applicationName).flatMap(({ versions }) => versions.list()).filter(({ label }) => !versionLabels?.length || versionLabels.includes(label)); // prettier-ignore
    const { page, ...more } = pageOf(all, { nextToken, size, badToken: () => invalidParameter('Invalid NextToken.') }); // prettier-ignore
    return { applicationVersions: page.map(({ record }) => record), ...more };
  }

  updateApplicationVersion(input: Input<'UpdateApplicationVersion'>): Output<'UpdateApplicationVersion'> {
    const { record } = this.#applications.get(input.applicationName).versions.get(input.versionLabel);
    Object.assign(record, { description: input.description ?? '', dateUpdated: this.date });
    return { applicationVersion: record };
  }

  deleteApplicationVersion({ applicationName, versionLabel }: Input<'DeleteApplicationVersion'>): Output<'DeleteApplicationVersion'> {
    const { versions } = this.#applications.get(applicationName);
    const user = this.#environments.find((one) => one.applicationName === applicationName && one.version.label === versionLabel && one.status !== 'Terminated');
    if (user) throw this.error('SourceBundleDeletionException', `Unable to delete application version ${versionLabel}: it is deployed to environment ${user.name}.`);
    versions.remove(versionLabel);
    return {};
  } // prettier-ignore

  // ── Environments ──────────────────────────────────────────────────────────────────────────────────────────────

  createEnvironment(input: Input<'CreateEnvironment'>): Output<'CreateEnvironment'> {
    return this.#create(input).describe();
  }

  /** The environment of a name or id that is not terminated. Throws InvalidParameterValue. */
  environment(nameOrId: string): Environment {
    return this.#find(nameOrId, nameOrId);
  }

  describeEnvironments(input: Input<'DescribeEnvironments'> = {}): Output<'DescribeEnvironments'> {
    const { applicationName, versionLabel, environmentIds, environmentNames, includeDeleted = true, includedDeletedBackTo, maxRecords: size = 1000, nextToken } = input; // prettier-ignore
    const since = includedDeletedBackTo?.getTime() ?? this.date.getTime() - 3_600_000;
    const all = this.#environments.filter((one) =>
      (applicationName === undefined || one.applicationName === applicationName) &&
      (versionLabel === undefined || one.versionLabel === versionLabel) &&
      (!environmentIds?.length || environmentIds.includes(one.id)) &&
      (!environmentNames?.length || environmentNames.includes(one.name)) &&
      (one.status !== 'Terminated' || (includeDeleted && one.life.since.getTime() >= since)),
    ); // prettier-ignore
    const { page, ...more } = pageOf(all, { nextToken, size, badToken: () => invalidParameter('Invalid NextToken.') }); // prettier-ignore
    return { environments: page.map((one) => one.describe()), ...more };
  }

  updateEnvironment(input: Input<'UpdateEnvironment'>): Output<'UpdateEnvironment'> {
    const environment = this.#ready(input.environmentName, input.environmentId);
    this.#refuse(input);
    const { versionLabel, optionSettings, optionsToRemove } = input;
    const version = versionLabel === undefined ? undefined : this.#applications.get(environment.applicationName).versions.get(versionLabel); // prettier-ignore
    const changes = optionSettings?.length || optionsToRemove?.length;
    const settings = changes ? environment.settings.with(optionSettings, optionsToRemove) : undefined;
    const replacing = settings && ([['instances', 'InstanceTypes'], ['launch', 'InstanceType'], ['environment', 'EnvironmentType'], ['environment', 'LoadBalancerType'], ['vpc', 'Subnets']] as const).find(([area, name]) => settings.get(area, name) !== environment.settings.get(area, name)); // prettier-ignore
    if (replacing) throw new NotModelled('AWS Elastic Beanstalk', `a change of ${replacing[1]}: it replaces instances or resources of a running environment`); // prettier-ignore
    this.#check(settings ?? environment.settings, environment.tier);
    environment.change(settings, version);
    return environment.describe();
  }

  terminateEnvironment(input: Input<'TerminateEnvironment'>): Output<'TerminateEnvironment'> {
    const environment = this.#find(input.environmentName, input.environmentId);
    if (environment.status !== 'Terminating') environment.end();
    return environment.describe();
  }

  abortEnvironmentUpdate(input: Input<'AbortEnvironmentUpdate'> = {}): Output<'AbortEnvironmentUpdate'> {
    const environment = this.#find(input.environmentName, input.environmentId);
    if (environment.status !== 'Updating') throw invalidParameter(`Environment named ${environment.name} is in an invalid state for this operation. Must be pending deployment.`); // prettier-ignore
    environment.abort();
    return {};
  }

  restartAppServer(input: Input<'RestartAppServer'> = {}): Output<'RestartAppServer'> {
    this.#ready(input.environmentName, input.environmentId).restart();
    return {};
  }

  swapEnvironmentCNAMEs(input: Input<'SwapEnvironmentCNAMEs'> = {}): Output<'SwapEnvironmentCNAMEs'> {
    const source = this.#ready(input.sourceEnvironmentName, input.sourceEnvironmentId);
    const destination = this.#ready(input.destinationEnvironmentName, input.destinationEnvironmentId);
    const both = [source, destination];
    for (const one of both) {
      one.life.to('Updating');
      one.event('swapEnvironmentCNAMEs is starting.');
      one.event(`Swapping CNAMEs for environments '${source.name}' and '${destination.name}'.`);
    }
    const [from, to] = [source.cname, destination.cname];
    this.simulation.schedule(this.model.pace, () => {
      source.rename(to, destination.name);
      destination.rename(from, source.name);
    });
    return {};
  }

  checkDNSAvailability({ cnamePrefix }: Input<'CheckDNSAvailability'>): Output<'CheckDNSAvailability'> {
    const fullyQualifiedCNAME = this.#cname(cnamePrefix);
    return { available: this.#free(fullyQualifiedCNAME), fullyQualifiedCNAME };
  }

  // ── What they tell ────────────────────────────────────────────────────────────────────────────────────────────

  describeEvents(input: Input<'DescribeEvents'> = {}): Output<'DescribeEvents'> {
    const { applicationName, environmentId, environmentName, versionLabel, severity, startTime, endTime, maxRecords: size = 1000, nextToken } = input; // prettier-ignore
    const ranks = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
    const all = this.#environments
      .filter((one) => (applicationName === undefined || one.applicationName === applicationName) && (environmentId === undefined || one.id === environmentId) && (environmentName === undefined || one.name === environmentName) && (versionLabel === undefined || one.versionLabel === versionLabel)) // prettier-ignore
      .flatMap((one) => one.events.map(({ date, message, severity: grade }) => ({ eventDate: date, message, severity: grade, applicationName: one.applicationName, environmentName: one.name }))) // prettier-ignore
      .filter((one) => (severity === undefined || ranks.indexOf(one.severity) >= ranks.indexOf(severity)) && (!startTime || one.eventDate >= startTime) && (!endTime || one.eventDate < endTime)); // prettier-ignore
    // The newest first; of one instant, the last one first.
    const newest = all.reverse().sort((a, b) => b.eventDate.getTime() - a.eventDate.getTime());
    const { page: events, ...more } = pageOf(newest, { nextToken, size, badToken: () => invalidParameter('Invalid NextToken.') }); // prettier-ignore
    return { events, ...more };
  }

  describeEnvironmentHealth(
    input: Input<'DescribeEnvironmentHealth'> = {},
  ): Output<'DescribeEnvironmentHealth'> {
    const environment = this.#enhanced(input.environmentName, input.environmentId);
    const all = environment.instancesHealth();
    const count = (status: string) => all.filter(({ healthStatus }) => healthStatus === status).length;
    const { healthStatus } = environment;
    const status = environment.status === 'Ready' ? 'Ready' : environment.status;
    return {
      environmentName: environment.name,
      healthStatus,
      status: status as never,
      color: colorOf(healthStatus),
      causes: environment.causes,
      instancesHealth: { noData: count('NoData'), unknown: count('Unknown'), pending: count('Pending'), ok: count('Ok'), info: count('Info'), warning: count('Warning'), degraded: count('Degraded'), severe: count('Severe') }, // prettier-ignore
      refreshedAt: this.date,
    };
  }

  describeInstancesHealth(input: Input<'DescribeInstancesHealth'> = {}): Output<'DescribeInstancesHealth'> {
    const environment = this.#enhanced(input.environmentName, input.environmentId);
    return { instanceHealthList: environment.instancesHealth(), refreshedAt: this.date };
  }

  describeEnvironmentResources(
    input: Input<'DescribeEnvironmentResources'> = {},
  ): Output<'DescribeEnvironmentResources'> {
    const { name, stack } = this.#find(input.environmentName, input.environmentId);
    const { fleet, balancer, queue, alarms } = stack;
    const named = (url: string) => url.slice(url.lastIndexOf('/') + 1);
    return {
      environmentResources: {
        environmentName: name,
        autoScalingGroups: fleet ? [{ name: fleet.name }] : [],
        instances: stack.all().map((id) => ({ id })),
        launchConfigurations: [],
        launchTemplates: fleet ? [{ id: fleet.templateId }] : [],
        loadBalancers: balancer ? [{ name: balancer.arn }] : [],
        triggers: alarms.map((one) => ({ name: one })),
        queues: queue ? [{ name: named(queue.url), url: queue.url }, ...(queue.deadLetters === undefined ? [] : [{ name: named(queue.deadLetters), url: queue.deadLetters }])] : [], // prettier-ignore
      },
    };
  }

  describeConfigurationOptions(
    input: Input<'DescribeConfigurationOptions'> = {},
  ): Output<'DescribeConfigurationOptions'> {
    const wanted = input.options;
    const all = OPTIONS.filter(({ namespace, name }) => !wanted?.length || wanted.some((one) => (one.namespace ?? namespace) === namespace && (one.optionName ?? name) === name)); // prettier-ignore
    return {
      options: all.map(({ namespace, name, byDefault, values, min, max }) => ({
        namespace,
        name,
        ...(byDefault !== undefined && { defaultValue: byDefault }),
        userDefined: false,
        valueType: 'Scalar' as const,
        ...(values && { valueOptions: [...values] }),
        ...(min !== undefined && { minValue: min }),
        ...(max !== undefined && { maxValue: max }),
      })),
    };
  }

  describeConfigurationSettings(
    input: Input<'DescribeConfigurationSettings'>,
  ): Output<'DescribeConfigurationSettings'> {
    if (input.templateName !== undefined) throw new NotModelled('AWS Elastic Beanstalk', 'saved configurations'); // prettier-ignore
    const one = this.#find(input.environmentName, undefined);
    const deploymentStatus = one.status === 'Ready' ? ('deployed' as const) : ('pending' as const);
    const { solutionStackName } = one.plan;
    return {
      configurationSettings: [{ applicationName: one.applicationName, environmentName: one.name, ...(solutionStackName !== undefined && { solutionStackName }), deploymentStatus, dateCreated: one.created, dateUpdated: one.updated, optionSettings: one.settings.list() }], // prettier-ignore
    };
  }

  validateConfigurationSettings({ optionSettings }: Input<'ValidateConfigurationSettings'>): Output<'ValidateConfigurationSettings'> {
    const messages = optionSettings.flatMap((setting) => {
      const message = mistakeIn(setting);
      return message === undefined ? [] : [{ message, severity: 'error' as const, namespace: setting.namespace!, optionName: setting.optionName! }];
    });
    return { messages };
  } // prettier-ignore

  /** The platforms there are, by the names that CreateEnvironment takes. */
  listAvailableSolutionStacks(): Output<'ListAvailableSolutionStacks'> {
    const solutionStacks = PLATFORMS.map(PLATFORM);
    return { solutionStacks, solutionStackDetails: solutionStacks.map((solutionStackName) => ({ solutionStackName, permittedFileTypes: ['zip'] })) }; // prettier-ignore
  }

  listTagsForResource({ resourceArn }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    const { tags } = this.#tagged(resourceArn);
    return { resourceArn, resourceTags: [...tags].map(([key, value]) => ({ key, value })) };
  }

  updateTagsForResource(input: Input<'UpdateTagsForResource'>): Output<'UpdateTagsForResource'> {
    const { tags } = this.#tagged(input.resourceArn);
    for (const { key = '', value = '' } of input.tagsToAdd ?? []) tags.set(key, value);
    for (const key of input.tagsToRemove ?? []) tags.delete(key);
    return {};
  }

  // ── Within ────────────────────────────────────────────────────────────────────────────────────────────────────

  get #maker(): Maker {
    return {
      create: (application, name, options) => this.#byOptions(application, name, options),
      createVersion: (input) => this.#createVersion(input),
    };
  }

  get #ground(): EnvironmentGround {
    return {
      region: this.region,
      model: this.model,
      id: (length) => Array.from({ length }, () => this.random('ids').integer(0, 35).toString(36)).join(''),
      update: (input) => this.updateEnvironment(input),
      terminate: (environmentName) => this.terminateEnvironment({ environmentName }),
    };
  }

  /** An environment as the console and the EB CLI make it. */
  #byOptions(application: BeanstalkApplication, environmentName: string, { version, tier = 'WebServer', cnamePrefix, options = {} }: EnvironmentOptions): Environment {
    const newest = application.versions.list().at(-1)?.label;
    const chosen = { 'aws:elasticbeanstalk:environment': { LoadBalancerType: 'application' }, 'aws:elasticbeanstalk:healthreporting:system': { SystemType: 'enhanced' } };
    const input: Input<'CreateEnvironment'> = {
      applicationName: application.name,
      environmentName,
      tier: { name: tier, type: tier === 'Worker' ? 'SQS/HTTP' : 'Standard' },
      ...(tier === 'WebServer' && { cnamePrefix: cnamePrefix ?? environmentName }),
      optionSettings: [...settingsOf(chosen), ...settingsOf(options)],
    };
    const label = version ?? newest;
    return this.#create(label === undefined ? input : { ...input, versionLabel: label });
  } // prettier-ignore

  #create(input: Input<'CreateEnvironment'>): Environment {
    const { applicationName, environmentName: name, cnamePrefix, tier = {}, versionLabel, optionSettings, optionsToRemove, description, solutionStackName } = input;
    const application = this.#applications.get(applicationName);
    this.#refuse(input);
    if (name === undefined) throw this.error('MissingParameter', 'Missing required parameter: EnvironmentName.');
    if (this.#environments.some((one) => one.name === name && one.status !== 'Terminated')) throw invalidParameter(`Environment ${name} already exists.`);
    if (this.#environments.filter(({ status }) => status !== 'Terminated').length >= this.quota(limits.environments)) throw this.error('TooManyEnvironmentsException', `You cannot have more than ${this.quota(limits.environments)} Environments.`);
    const kind = tier.name ?? 'WebServer';
    if (kind !== 'WebServer' && kind !== 'Worker') throw kind === 'Cluster' ? new NotModelled('AWS Elastic Beanstalk', 'Beanstalk Cluster: environments on Amazon EKS') : invalidParameter(`Invalid environment tier name: ${kind.slice(0, 50)}`);
    const settings = new Settings().with(optionSettings, optionsToRemove);
    this.#check(settings, kind);
    const web = kind === 'WebServer';
    const cname = web ? this.#cname(cnamePrefix ?? `${name}.eba-${this.#ground.id(8)}`) : undefined;
    if (cname !== undefined && !this.#free(cname)) throw invalidParameter(`DNS name (${cname}) is not available.`);
    const version = versionLabel === undefined ? sample() : application.versions.get(versionLabel);
    for (const { schedule } of version.bundle.cron ?? []) schedulesOf(schedule);
    const environment = new Environment(this.#ground, { name, applicationName, tier: kind, cname, version, settings, description, solutionStackName });
    for (const { key = '', value = '' } of input.tags ?? []) environment.tags.set(key, value);
    this.#environments.push(environment);
    return environment;
  } // prettier-ignore

  #createVersion(input: Input<'CreateApplicationVersion'>): Version {
    const { applicationName, versionLabel: label, description, sourceBundle, autoCreateApplication = false } = input;
    if (autoCreateApplication && !this.#applications.has(applicationName)) this.createApplication({ applicationName });
    const { versions } = this.#applications.get(applicationName);
    if (versions.has(label)) throw invalidParameter(`Application Version ${label} already exists.`);
    const all = this.#applications.list().reduce((sum, one) => sum + one.versions.size, 0);
    if (all >= this.quota(limits.versions)) throw this.error('TooManyApplicationVersionsException', `You cannot have more than ${this.quota(limits.versions)} Application Versions.`);
    if (input.buildConfiguration ?? input.imageConfiguration) throw new NotModelled('AWS Elastic Beanstalk', 'builds of application versions and container images');
    const record = {
      applicationVersionArn: this.arn(`applicationversion/${applicationName}/${label}`),
      applicationName,
      versionLabel: label,
      ...(description !== undefined && { description }),
      ...(sourceBundle && { sourceBundle }),
      dateCreated: this.date,
      dateUpdated: this.date,
      status: 'Unprocessed' as const,
    };
    return versions.add(label, { label, record, bundle: {} });
  } // prettier-ignore

  /** Policies that a kind of environment has. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.deploy-existing-version.html */
  #check(settings: Settings, tier: 'WebServer' | 'Worker'): void {
    const policy = settings.get('command', 'DeploymentPolicy');
    const single = settings.get('environment', 'EnvironmentType') === 'SingleInstance';
    const invalid = (why: string) => elasticBeanstalkError('ConfigurationValidationException', `Configuration validation exception: ${why}`); // prettier-ignore
    if (single && policy !== 'AllAtOnce' && policy !== 'Immutable') throw invalid(`Invalid option value: '${policy}' (Namespace: 'aws:elasticbeanstalk:command', OptionName: 'DeploymentPolicy'): a single-instance environment does not support it.`); // prettier-ignore
    if (policy === 'TrafficSplitting' && (tier === 'Worker' || settings.get('environment', 'LoadBalancerType') !== 'application')) throw invalid("Invalid option value: 'TrafficSplitting' (Namespace: 'aws:elasticbeanstalk:command', OptionName: 'DeploymentPolicy'): it requires an Application Load Balancer."); // prettier-ignore
    const [min, max] = [settings.number('group', 'MinSize'), settings.number('group', 'MaxSize')];
    if (min > max) throw invalid(`Invalid option value: '${min}' (Namespace: 'aws:autoscaling:asg', OptionName: 'MinSize'): it is greater than MaxSize.`); // prettier-ignore
  }

  #refuse(input: Input<'CreateEnvironment'> | Input<'UpdateEnvironment'>): void {
    if (input.templateName !== undefined) throw new NotModelled('AWS Elastic Beanstalk', 'saved configurations'); // prettier-ignore
    if (input.groupName !== undefined) throw new NotModelled('AWS Elastic Beanstalk', 'groups of environments and their links'); // prettier-ignore
    if (input.platformArn !== undefined) throw new NotModelled('AWS Elastic Beanstalk', 'platforms by ARN: name a solution stack'); // prettier-ignore
  }

  #cname(prefix: string): string {
    return `${prefix.toLowerCase()}.${this.region.name}.elasticbeanstalk.com`;
  }

  #free(cname: string): boolean {
    return !this.#environments.some((one) => one.cname === cname && one.status !== 'Terminated');
  }

  #find(name: string | undefined, id: string | undefined): Environment {
    if (name === undefined && id === undefined) throw this.error('MissingParameter', UNNAMED);
    const found = this.#environments.find((one) => (one.name === name || one.id === id) && one.status !== 'Terminated'); // prettier-ignore
    if (found) return found;
    throw invalidParameter(`No Environment found for ${name === undefined ? `EnvironmentId = '${id!.slice(0, 100)}'` : `EnvironmentName = '${name.slice(0, 100)}'`}.`); // prettier-ignore
  }

  #ready(name: string | undefined, id: string | undefined): Environment {
    const environment = this.#find(name, id);
    if (environment.status !== 'Ready') throw invalidParameter(`Environment named ${environment.name} is in an invalid state for this operation. Must be Ready.`); // prettier-ignore
    return environment;
  }

  #enhanced(name: string | undefined, id: string | undefined): Environment {
    const environment = this.#find(name, id);
    if (environment.settings.get('health', 'SystemType') !== 'enhanced') throw this.error('InvalidRequestException', 'DescribeEnvironmentHealth is not supported.'); // prettier-ignore
    return environment;
  }

  #tagged(arn: string): Environment {
    const found = this.#environments.find((one) => one.arn === arn && one.status !== 'Terminated');
    if (!found) throw this.error('ResourceNotFoundException', `Resource ${arn.slice(0, 200)} not found.`);
    return found;
  }

  #describeApplication({ record, versions }: BeanstalkApplication) {
    return { ...record, versions: versions.list().map(({ label }) => label) };
  }

  /** EC2 tells of an instance: one that begins gets its version, one that is gone is forgotten. */
  #heard(id: string, state: string): void {
    if (state === 'terminated') for (const one of this.#environments) one.loses(id);
    if (state !== 'pending' || this.#environments.length === 0) return;
    const { tags = [] } = ask<{ tags?: { key: string; value: string }[] }>(this.region, 'ec2', 'DescribeTags', { filters: [{ name: 'resource-id', values: [id] }] }); // prettier-ignore
    const template = tags.find(({ key }) => key === 'aws:ec2launchtemplate:id')?.value;
    if (template === undefined) return;
    const server = ec2Of(this.region).instance(id);
    this.#environments.some((one) => one.launches(server, template));
  }
}

/** What runs where no version is named. */
function sample(): Version {
  return { label: 'Sample Application', record: {}, bundle: {} };
}
