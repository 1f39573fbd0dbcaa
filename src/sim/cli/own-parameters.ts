import type { Files } from './files.ts';
import { kebab } from './names.ts';
import { UsageError } from './usage.ts';

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
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match && text !== 'all' && text !== '-1')
    throw new UsageError('--port must be an integer or a range of them, such as 80-90');
  const from = match ? Number(match[1]) : -1;
  return { FromPort: from, ToPort: match?.[2] === undefined ? from : Number(match[2]) };
}

/** One rule of a security group, as `--protocol`, `--port` and `--cidr` say it. */
const rule: Own = {
  options: ['protocol', 'port', 'cidr', 'source-group'],
  apply(given, input) {
    const protocol = first(given, 'protocol');
    if (protocol === undefined) return;
    const [cidr, group, port] = [first(given, 'cidr'), first(given, 'source-group'), first(given, 'port')];
    input.IpPermissions = [
      {
        IpProtocol: protocol === 'all' ? '-1' : protocol,
        ...(port !== undefined && ports(port)),
        ...(cidr !== undefined && { IpRanges: [{ CidrIp: cidr }] }),
        ...(group !== undefined && { UserIdGroupPairs: [{ GroupId: group }] }),
      },
    ];
  },
};

const OWN: Readonly<Record<string, Own>> = {
  'cloudwatch PutMetricData': {
    options: ['metric-name', 'value', 'unit', 'timestamp', 'dimensions', 'storage-resolution'],
    apply(given, input) {
      const name = first(given, 'metric-name');
      if (name === undefined) return;
      const [value, unit, when, resolution] = ['value', 'unit', 'timestamp', 'storage-resolution'].map((option) => first(given, option)); // prettier-ignore
      const pairs = (given.dimensions ?? []).flatMap((word) => word.split(','));
      const Dimensions = pairs.map((pair) => {
        const at = pair.indexOf('=');
        return { Name: pair.slice(0, at), Value: pair.slice(at + 1) };
      });
      input.MetricData = [
        {
          MetricName: name,
          ...(value !== undefined && { Value: Number(value) }),
          ...(unit !== undefined && { Unit: unit }),
          ...(when !== undefined && { Timestamp: new Date(when) }),
          ...(resolution !== undefined && { StorageResolution: Number(resolution) }),
          ...(Dimensions.length > 0 && { Dimensions }),
        },
      ];
    },
  },
  'cloudfront CreateDistribution': {
    options: ['origin-domain-name', 'default-root-object'],
    apply(given, input) {
      const domain = first(given, 'origin-domain-name');
      if (domain === undefined) return;
      const root = first(given, 'default-root-object');
      const origin = {
        Id: `${domain}-1`,
        DomainName: domain,
        OriginPath: '',
        CustomHeaders: { Quantity: 0 },
      };
      const s3 = /\.s3[.-].*amazonaws\.com$|\.s3\.amazonaws\.com$/.test(domain);
      input['DistributionConfig'] = {
        CallerReference: `cli-${domain}`,
        Comment: '',
        Enabled: true,
        DefaultRootObject: root ?? '',
        Origins: {
          Quantity: 1,
          Items: [
            {
              ...origin,
              ...(s3
                ? { S3OriginConfig: { OriginAccessIdentity: '' } }
                : {
                    CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only' },
                  }),
            },
          ],
        },
        DefaultCacheBehavior: {
          TargetOriginId: origin.Id,
          ViewerProtocolPolicy: 'allow-all',
          ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
          MinTTL: 0,
        },
      };
    },
  },
  'cloudfront CreateInvalidation': {
    options: ['paths'],
    apply(given, input) {
      const { paths } = given;
      if (paths === undefined) return;
      const batch = {
        Paths: { Quantity: paths.length, Items: paths },
        CallerReference: `cli-${paths.join()}`,
      };
      input['InvalidationBatch'] = batch;
    },
  },
  'lambda CreateFunction': {
    options: ['zip-file'],
    apply(given, input, files) {
      const file = first(given, 'zip-file');
      if (file === undefined) return;
      const ZipFile = new TextEncoder().encode(files.read(file.replace(/^fileb:\/\//, '')));
      input['Code'] = { ...(input['Code'] as object | undefined), ZipFile };
    },
  },
  'ses SendEmail': {
    options: ['from', 'to', 'cc', 'bcc', 'subject', 'text', 'html'],
    apply(given, input) {
      const [from, subject, text, html] = ['from', 'subject', 'text', 'html'].map((one) => first(given, one));
      const { to, cc, bcc } = given;
      const data = (Data: string | undefined) => Data !== undefined && { Data };
      if (from !== undefined) input['Source'] = from;
      if (to || cc || bcc)
        input['Destination'] = {
          ...(to && { ToAddresses: to }),
          ...(cc && { CcAddresses: cc }),
          ...(bcc && { BccAddresses: bcc }),
        };
      if (subject === undefined) return;
      const body = { ...(data(text) && { Text: data(text) }), ...(data(html) && { Html: data(html) }) };
      input['Message'] = { Subject: data(subject), Body: body };
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
