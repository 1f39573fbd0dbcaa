/** Parameters of every command that have a value. */
export const GLOBAL: ReadonlySet<string> = new Set(['region', 'query', 'output', 'profile', 'max-items', 'starting-token', 'page-size', 'cli-input-json', 'color', 'endpoint-url', 'cli-binary-format']); // prettier-ignore

/** Parameters of every command without a value. */
export const SWITCHES: ReadonlySet<string> = new Set(['no-cli-pager', 'no-paginate', 'debug', 'no-sign-request', 'no-verify-ssl']); // prettier-ignore

/** How answers are written. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html */
export const OUTPUTS: readonly string[] = ['json', 'text', 'table', 'yaml', 'off'];
