/** A command that can't be run as it is: exit code 252, as the AWS CLI has it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
