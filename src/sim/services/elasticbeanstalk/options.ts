import { NotModelled } from '../../cloud/index.ts';
import { elasticBeanstalkError } from './errors.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** A configuration option: where it stands, what it may be, and what it is where nobody says. */
export interface Option {
  /** `aws:autoscaling:asg`. */
  readonly namespace: string;
  /** `MinSize`. */
  readonly name: string;
  /** Its value by default; absent where it has none. */
  readonly byDefault?: string;
  /** What it may be, where that is a choice. */
  readonly values?: readonly string[];
  /** The least, of a number. */
  readonly min?: number;
  /** The most, of a number. */
  readonly max?: number;
}

/** Namespaces, by the short names that the simulator uses for them. */
export const NAMESPACES = {
  group: 'aws:autoscaling:asg',
  launch: 'aws:autoscaling:launchconfiguration',
  trigger: 'aws:autoscaling:trigger',
  instances: 'aws:ec2:instances',
  vpc: 'aws:ec2:vpc',
  command: 'aws:elasticbeanstalk:command',
  environment: 'aws:elasticbeanstalk:environment',
  process: 'aws:elasticbeanstalk:environment:process:default',
  health: 'aws:elasticbeanstalk:healthreporting:system',
  sqsd: 'aws:elasticbeanstalk:sqsd',
  splitting: 'aws:elasticbeanstalk:trafficsplitting',
} as const;

/** Properties of an environment, which may have any name. */
const PROPERTIES = 'aws:elasticbeanstalk:application:environment';

/** Six ways of deployment are five policies: the sixth, blue/green, is two environments. */
export const DEPLOYMENT_POLICIES = ['AllAtOnce', 'Rolling', 'RollingWithAdditionalBatch', 'Immutable', 'TrafficSplitting'] as const; // prettier-ignore

/** What an instance's health may be, the best first. */
export const THRESHOLDS = ['Ok', 'Warning', 'Degraded', 'Severe'] as const;

const FLAG = ['true', 'false'] as const;
type Bounds = Pick<Option, 'values' | 'min' | 'max'>;
type Row = readonly [name: string, byDefault?: string | number, bounds?: Bounds];

const rows = (namespace: string, all: readonly Row[]): Option[] =>
  all.map(([name, byDefault, bounds = {}]) => ({ namespace, name, ...(byDefault !== undefined && { byDefault: String(byDefault) }), ...bounds })); // prettier-ignore

const range = (min: number, max: number): Bounds => ({ min, max });

/**
 * The options that are modelled. What AWS has beside them is NotModelled, by name.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html (checked 2026-11-28)
 */
export const OPTIONS: readonly Option[] = [
  ...rows(NAMESPACES.group, [
    ['MinSize', 1, range(1, 10_000)],
    ['MaxSize', 4, range(1, 10_000)],
    ['Cooldown', 360, range(0, 10_000)],
  ]),
  ...rows(NAMESPACES.launch, [['IamInstanceProfile'], ['InstanceType'], ['MonitoringInterval', '5 minute', { values: ['1 minute', '5 minute'] }]]), // prettier-ignore
  ...rows(NAMESPACES.instances, [['InstanceTypes']]),
  ...rows(NAMESPACES.vpc, [['VPCId'], ['Subnets']]),
  ...rows(NAMESPACES.trigger, [
    ['MeasureName', 'NetworkOut', { values: ['CPUUtilization', 'NetworkIn', 'NetworkOut', 'DiskWriteOps', 'DiskReadBytes', 'DiskReadOps', 'DiskWriteBytes', 'Latency', 'RequestCount', 'HealthyHostCount', 'UnhealthyHostCount', 'TargetResponseTime'] }], // prettier-ignore
    ['Statistic', 'Average', { values: ['Minimum', 'Maximum', 'Sum', 'Average'] }],
    ['Unit', 'Bytes', { values: ['Seconds', 'Percent', 'Bytes', 'Bits', 'Count', 'Bytes/Second', 'Bits/Second', 'Count/Second', 'None'] }], // prettier-ignore
    ['Period', 5, range(1, 600)],
    ['EvaluationPeriods', 1, range(1, 600)],
    ['BreachDuration', 5, range(1, 600)],
    ['UpperThreshold', 6_000_000, range(0, 20_000_000)],
    ['LowerThreshold', 2_000_000, range(0, 20_000_000)],
    ['UpperBreachScaleIncrement', 1],
    ['LowerBreachScaleIncrement', -1],
  ]),
  ...rows(NAMESPACES.command, [
    ['DeploymentPolicy', 'AllAtOnce', { values: DEPLOYMENT_POLICIES }],
    ['Timeout', 600, range(1, 3600)],
    ['BatchSizeType', 'Percentage', { values: ['Percentage', 'Fixed'] }],
    ['BatchSize', 100, range(1, 10_000)],
    ['IgnoreHealthCheck', 'false', { values: FLAG }],
  ]),
  ...rows(NAMESPACES.environment, [
    ['EnvironmentType', 'LoadBalanced', { values: ['SingleInstance', 'LoadBalanced'] }],
    ['LoadBalancerType', 'classic', { values: ['classic', 'application', 'network'] }],
    ['ServiceRole'],
  ]),
  ...rows(NAMESPACES.process, [
    ['DeregistrationDelay', 20, range(0, 3600)],
    ['HealthCheckInterval', 15, range(5, 300)],
    ['HealthCheckPath', '/'],
    ['HealthCheckTimeout', 5, range(1, 60)],
    ['HealthyThresholdCount', 3, range(2, 10)],
    ['UnhealthyThresholdCount', 5, range(2, 10)],
    ['MatcherHTTPCode', '200'],
    ['Port', 80, range(1, 65_535)],
    ['Protocol', 'HTTP', { values: ['HTTP'] }],
    ['StickinessEnabled', 'false', { values: FLAG }],
    ['StickinessLBCookieDuration', 86_400, range(1, 604_800)],
  ]),
  ...rows(NAMESPACES.health, [
    ['SystemType', 'basic', { values: ['basic', 'enhanced'] }],
    ['HealthCheckSuccessThreshold', 'Ok', { values: THRESHOLDS }],
  ]),
  ...rows(NAMESPACES.sqsd, [
    ['WorkerQueueURL'],
    ['HttpPath', '/'],
    ['MimeType', 'application/json'],
    ['HttpConnections', 50, range(1, 100)],
    ['ConnectTimeout', 5, range(1, 60)],
    // The options' page says 299, the page about worker environments 180 (both read on 2026-11-28).
    ['InactivityTimeout', 299, range(1, 36_000)],
    ['VisibilityTimeout', 300, range(0, 43_200)],
    ['ErrorVisibilityTimeout', 2, range(0, 43_200)],
    ['RetentionPeriod', 345_600, range(60, 1_209_600)],
    ['MaxRetries', 10, range(1, 100)],
  ]),
  ...rows(NAMESPACES.splitting, [
    ['NewVersionPercent', 10, range(1, 100)],
    ['EvaluationTime', 5, range(3, 600)],
  ]),
];

const key = (namespace: string, name: string) => `${namespace} ${name}`;
const BY_NAME = new Map(OPTIONS.map((option) => [key(option.namespace, option.name), option]));

/** Options as `.ebextensions` write them: by namespace, then by name. */
export type OptionSettings = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Options by namespace, as a list of AWS's settings. */
export function settingsOf(options: OptionSettings = {}): Model<aws.ConfigurationOptionSetting>[] {
  return Object.entries(options).flatMap(([namespace, values]) =>
    Object.entries(values).map(([optionName, value]) => ({ namespace, optionName, value: String(value) })),
  );
}

/** What is wrong with a setting, in AWS's words; undefined where nothing is. Throws NotModelled for options left out. */
export function mistakeIn({ namespace = '', optionName = '', value = '' }: Model<aws.ConfigurationOptionSetting>): string | undefined {
  if (namespace === PROPERTIES) return undefined;
  const option = BY_NAME.get(key(namespace, optionName));
  if (!option && /^aws:(autoscaling|cloudformation|ec2|elasticbeanstalk|elb|elbv2|rds)(:|$)/.test(namespace)) throw new NotModelled('AWS Elastic Beanstalk', `the option ${namespace.slice(0, 100)} ${optionName.slice(0, 100)}`);
  if (!option) return `Invalid option specification (Namespace: '${namespace.slice(0, 100)}', OptionName: '${optionName.slice(0, 100)}'): Unknown configuration setting.`;
  const wrong = (why: string) => `Invalid option value: '${value.slice(0, 100)}' (Namespace: '${namespace}', OptionName: '${optionName}'): ${why}`;
  if (option.values && !option.values.includes(value)) return wrong(`Value is not one of the allowed values: [${option.values.join(', ')}]`);
  if (option.min === undefined && option.max === undefined) return undefined;
  if (!/^-?\d{1,9}$/.test(value)) return wrong('Value is not an integer.');
  if (Number(value) < option.min!) return wrong(`Value is less than minimum allowed value: ${option.min}`);
  if (Number(value) > option.max!) return wrong(`Value is greater than maximum allowed value: ${option.max}`);
  return undefined;
} // prettier-ignore

/** The options of an environment: what was set, and the defaults of the rest. */
export class Settings {
  readonly #set: ReadonlyMap<string, string>;

  /** @param set values by namespace and name */
  constructor(set: ReadonlyMap<string, string> = new Map()) {
    this.#set = set;
  }

  /** The value of an option, set or by default; empty where it has none. */
  get(area: keyof typeof NAMESPACES, name: string): string {
    const at = key(NAMESPACES[area], name);
    return this.#set.get(at) ?? BY_NAME.get(at)?.byDefault ?? '';
  }

  /** The value of an option that is a number. */
  number(area: keyof typeof NAMESPACES, name: string): number {
    return Number(this.get(area, name));
  }

  /** These settings, changed. Throws ConfigurationValidationException. */
  with(settings: readonly Model<aws.ConfigurationOptionSetting>[] = [], removed: readonly Model<aws.OptionSpecification>[] = []): Settings {
    const set = new Map(this.#set);
    for (const { namespace = '', optionName = '' } of removed) set.delete(key(namespace, optionName));
    for (const setting of settings) {
      const mistake = mistakeIn(setting);
      if (mistake !== undefined) throw elasticBeanstalkError('ConfigurationValidationException', `Configuration validation exception: ${mistake}`);
      set.set(key(setting.namespace!, setting.optionName!), setting.value ?? '');
    }
    return new Settings(set);
  } // prettier-ignore

  /** All options with a value, as DescribeConfigurationSettings lists them. */
  list(): Model<aws.ConfigurationOptionSetting>[] {
    const all = new Map(OPTIONS.filter(({ byDefault }) => byDefault !== undefined).map(({ namespace, name, byDefault }) => [key(namespace, name), byDefault!])); // prettier-ignore
    for (const [at, value] of this.#set) all.set(at, value);
    return [...all].map(([at, value]) => {
      const [namespace, optionName] = at.split(' ') as [string, string];
      return { namespace, optionName, value };
    });
  }
}
