import { AwsError } from '../../cloud/index.ts';

/**
 * An error that EC2 answers with. EC2's API models no errors: each is told apart by its code.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function ec2Error(code: string, message: string): AwsError {
  return new AwsError('EC2', code, { status: 400, fault: 'client' }, message);
}
