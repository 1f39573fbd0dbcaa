import { gunzip } from '../../../cloud/gzip.ts';

/**
 * The fields of a line, in AWS's order; those with `true` stand in quotes.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-syntax (checked 2026-11-28)
 */
const QUOTED = {
  type: false,
  time: false,
  elb: false,
  'client:port': false,
  'target:port': false,
  request_processing_time: false,
  target_processing_time: false,
  response_processing_time: false,
  elb_status_code: false,
  target_status_code: false,
  received_bytes: false,
  sent_bytes: false,
  request_line: true,
  user_agent: true,
  ssl_cipher: false,
  ssl_protocol: false,
  target_group_arn: false,
  trace_id: true,
  domain_name: true,
  chosen_cert_arn: true,
  matched_rule_priority: false,
  request_creation_time: false,
  actions_executed: true,
  redirect_url: true,
  error_reason: true,
  'target:port_list': true,
  target_status_code_list: true,
  classification: true,
  classification_reason: true,
  conn_trace_id: false,
  transformed_host: true,
  transformed_uri: true,
  request_transform_status: true,
  ip_address: false,
};

/** A field of a line of an access log, by AWS's name. */
export type AccessLogField = keyof typeof QUOTED;

/** A line of an access log of an Application Load Balancer: its fields by AWS's names, as text. `-` stands for none. */
export type AccessLogLine = Readonly<Record<AccessLogField, string>>;

/** The names of the fields, in AWS's order. */
export const accessLogFields = Object.keys(QUOTED) as readonly AccessLogField[];

/** A line as it is written. A quote and a backslash within quotes have a backslash before them. */
export function writeLine(line: Partial<AccessLogLine>): string {
  return accessLogFields
    .map((name) => {
      const value = line[name] ?? '-';
      return QUOTED[name] ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
    })
    .join(' ');
}

/** Reads a line. Fields that an older line has not yet are `-`; what follows the last one is left out. */
export function readLine(text: string): AccessLogLine {
  const values = Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g), ([, quoted, plain]) => plain ?? quoted!.replace(/\\(.)/g, '$1'));
  return Object.fromEntries(accessLogFields.map((name, i) => [name, values[i] ?? '-'])) as AccessLogLine;
} // prettier-ignore

/**
 * The lines of a log file, as it lies in the bucket, or of its text.
 *
 *     const lines = bucket.keys.filter((key) => key.endsWith('.log.gz')).flatMap((key) => readAccessLog(bucket.get(key).body));
 */
export function readAccessLog(file: Uint8Array | string): AccessLogLine[] {
  const text = typeof file === 'string' ? file : new TextDecoder().decode(gunzip(file));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine);
}
