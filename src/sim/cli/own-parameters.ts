import type { Files } from './files.ts';
import { kebab } from './names.ts';

/** Parameters that the command line calls otherwise than the API: of a command, by the API's name. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sns Subscribe': { Endpoint: 'notification-endpoint' },
  'sfn SendTaskSuccess': { output: 'task-output' },
};

/** The command line's name of a parameter. */
export function optionOf(command: string, parameter: string): string {
  return RENAMED[command]?.[parameter] ?? kebab(parameter);
}

type Values = Readonly<Record<string, readonly string[]>>;
type Input = Record<string, unknown>;

/** Parameters that only the command line has, and what they come to in the API. */
interface Own {
  readonly options: readonly string[];
  /** Writes them into the input. */
  apply(given: Values, input: Input, files: Files): void;
}

const first = (given: Values, option: string) => given[option]?.[0];

/** `443`, `80-90`, `-1` or `all`. */
function ports(text: string): { FromPort: number; ToPort: number } {
  const [from = -1, to = from] = text === 'all' || text === '-1' ? [] : text.split('-').map(Number);
  return { FromPort: from, ToPort: to };
}

const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));

/** One rule of a security group, as `--protocol`, `--port` and `--cidr` say it. */
const rule: Own = {
  options: ['protocol', 'port', 'cidr', 'source-group'],
  apply(given, input) {
    const [protocol, port, cidr, group] = this.options.map((option) => first(given, option));
    if (protocol === undefined) return;
    input.IpPermissions = [
      {
        IpProtocol: protocol === 'all' ? '-1' : protocol,
        ...(port !== undefined && ports(port)),
        IpRanges: cidr === undefined ? undefined : [{ CidrIp: cidr }],
        UserIdGroupPairs: group === undefined ? undefined : [{ GroupId: group }],
      },
    ];
  },
};

const OWN: Readonly<Record<string, Own>> = {
  'cloudwatch PutMetricData': {
    options: ['metric-name', 'value', 'unit', 'timestamp', 'storage-resolution', 'dimensions'],
    apply(given, input) {
      const [MetricName, value, Unit, when, resolution] = this.options.map((option) => first(given, option));
      if (MetricName === undefined) return;
      const Dimensions = given.dimensions
        ?.flatMap((word) => word.split(','))
        .map((pair) => {
          const [Name, ...rest] = pair.split('=');
          return { Name, Value: rest.join('=') };
        });
      const Timestamp = when === undefined ? undefined : new Date(when);
      input.MetricData = [
        {
          MetricName,
          Value: number(value),
          Unit,
          Timestamp,
          StorageResolution: number(resolution),
          Dimensions,
        },
      ];
    },
  },
  'cloudfront CreateDistribution': {
    options: ['origin-domain-name', 'default-root-object'],
    apply(given, input) {
      const [DomainName, DefaultRootObject = ''] = this.options.map((option) => first(given, option));
      if (DomainName === undefined) return;
      const Id = `${DomainName}-1`;
      const custom = { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' };
      const origin = /\.s3[.-](.*\.)?amazonaws\.com$/.test(DomainName)
        ? { S3OriginConfig: { OriginAccessIdentity: '' } }
        : { CustomOriginConfig: custom };
      input['DistributionConfig'] = {
        CallerReference: `cli-${DomainName}`,
        Comment: '',
        Enabled: true,
        DefaultRootObject,
        Origins: { Quantity: 1, Items: [{ Id, DomainName, ...origin }] },
        DefaultCacheBehavior: {
          TargetOriginId: Id,
          ViewerProtocolPolicy: 'allow-all',
          ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
          MinTTL: 0,
        },
      };
    },
  },
  'cloudfront CreateInvalidation': {
    options: ['paths'],
    apply({ paths }, input) {
      if (!paths) return;
      const CallerReference = `cli-${paths.join()}`;
      input['InvalidationBatch'] = { Paths: { Quantity: paths.length, Items: paths }, CallerReference };
    },
  },
  'lambda CreateFunction': {
    options: ['zip-file'],
    apply(given, input, files) {
      const file = first(given, 'zip-file');
      if (file === undefined) return;
      const ZipFile = files.bytes(file.replace('fileb://', ''));
      input['Code'] = { ...(input['Code'] as object | undefined), ZipFile };
    },
  },
  'ses SendEmail': {
    options: ['from', 'subject', 'text', 'html', 'to', 'cc', 'bcc'],
    apply(given, input) {
      const [from, subject, text, html] = this.options.map((option) => first(given, option));
      const { to, cc, bcc } = given;
      const data = (Data: string | undefined) => (Data === undefined ? undefined : { Data });
      if (from !== undefined) input['Source'] = from;
      if (to || cc || bcc) input['Destination'] = { ToAddresses: to, CcAddresses: cc, BccAddresses: bcc };
      if (subject !== undefined)
        input['Message'] = { Subject: data(subject), Body: { Text: data(text), Html: data(html) } };
    },
  },
  'ec2 RunInstances': {
    options: ['count'],
    apply(given, input) {
      const count = first(given, 'count') ?? (input['MinCount'] === undefined ? '1' : undefined);
      if (count === undefined) return;
      // `2`, or `1:4`.
      const [least = NaN, most = least] = count.split(':').map(Number);
      input.MinCount = least;
      input.MaxCount = most;
    },
  },
  'ec2 AuthorizeSecurityGroupIngress': rule,
  'ec2 AuthorizeSecurityGroupEgress': rule,
  'ec2 RevokeSecurityGroupIngress': rule,
  'ec2 RevokeSecurityGroupEgress': rule,
};

/** Operations whose answer has bytes, which go to a file that is named at the end: `aws lambda invoke … answer.json`. */
export const OUT_FILE: Readonly<Record<string, string>> = {
  'lambda Invoke': 'Payload',
  's3 GetObject': 'Body',
};

/** The parameters that only the command line has, of a command: `ec2 RunInstances`. */
export const ownOf = (command: string): Own | undefined =>
  Object.hasOwn(OWN, command) ? OWN[command] : undefined;
