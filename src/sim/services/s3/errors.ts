import { AwsError } from '../../cloud/index.ts';

/** The status and the message of each error. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const ERRORS = {
  AccessDenied: [403, 'Access Denied'],
  BucketAlreadyExists: [
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  ],
  BucketAlreadyOwnedByYou: [
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty'],
  InvalidArgument: [400, 'Invalid Argument'],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  KeyTooLongError: [400, 'Your key is too long'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchBucketPolicy: [404, 'The bucket policy does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchPublicAccessBlockConfiguration: [404, 'The public access block configuration was not found'],
  NoSuchWebsiteConfiguration: [404, 'The specified bucket does not have a website configuration'],
  MalformedPolicy: [400, "Policies must be valid JSON and the first byte must be '{'"],
  NotFound: [404, 'Not Found'],
  ServiceUnavailable: [503, 'Service is unable to handle request.'],
} as const;

/** An error of S3, in AWS's words unless others are given. */
export const s3Error = (name: keyof typeof ERRORS, message: string = ERRORS[name][1]): AwsError =>
  new AwsError(
    'S3',
    name,
    { status: ERRORS[name][0], fault: ERRORS[name][0] < 500 ? 'client' : 'server' },
    message,
  );
