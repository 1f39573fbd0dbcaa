import { NotModelled, type AwsError } from '../../cloud/index.ts';
import { isObject, type Json, type JsonObject } from './machine/json.ts';

/** How a service is called, and how its errors are named. */
interface Naming {
  /** Its getter: that of the SDK. */
  readonly getter: string;
  /** What begins the names of its errors: 'SQS.'. */
  readonly prefix: string;
  /** The service, as causes of optimised integrations name it. */
  readonly legacy?: string;
  /** The error for what the service has no error of its own for. */
  readonly unknown: string;
}

/**
 * Services with an optimised integration.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const OPTIMISED: Readonly<Record<string, Naming>> = {
  lambda: { getter: 'lambda', prefix: 'Lambda', legacy: 'AWSLambda', unknown: 'AWSLambdaException' },
  sqs: { getter: 'sqs', prefix: 'SQS', legacy: 'AmazonSQS', unknown: 'AmazonSQSException' },
  sns: { getter: 'sns', prefix: 'SNS', legacy: 'AmazonSNS', unknown: 'AmazonSNSException' },
  events: {
    getter: 'eventbridge',
    prefix: 'EventBridge',
    legacy: 'AmazonEventBridge',
    unknown: 'AmazonEventBridgeException',
  },
  states: {
    getter: 'sfn',
    prefix: 'StepFunctions',
    legacy: 'AWSStepFunctions',
    unknown: 'AWSStepFunctionsException',
  },
  dynamodb: {
    getter: 'dynamodb',
    prefix: 'DynamoDB',
    legacy: 'AmazonDynamoDBv2',
    unknown: 'AmazonDynamoDBException',
  },
  s3: { getter: 's3', prefix: 'S3', legacy: 'AmazonS3', unknown: 'AmazonS3Exception' },
  glue: { getter: 'glue', prefix: 'Glue', legacy: 'AWSGlue', unknown: 'AWSGlueException' },
  ecs: { getter: 'ecs', prefix: 'Ecs', legacy: 'AmazonECS', unknown: 'AmazonECSException' },
};

/** What AWS's SDK for Java, which Step Functions calls services with, names otherwise than by a capital. */
const CLIENTS: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDb',
  eventbridge: 'EventBridge',
  cloudwatch: 'CloudWatch',
  cloudwatchlogs: 'CloudWatchLogs',
  autoscaling: 'AutoScaling',
  servicequotas: 'ServiceQuotas',
  apigateway: 'ApiGateway',
  elasticloadbalancingv2: 'ElasticLoadBalancingV2',
  cognitoidentityprovider: 'CognitoIdentityProvider',
};

/** Errors that no service lists as its own. */
const COMMON =
  /^(Validation|MissingParameter|InvalidParameter(Value|Combination)?$|Serialization|AccessDenied)/;

/** Services whose parameters begin with a small letter in their API; a definition begins them with a capital. */
const SMALL = new Set(['sfn', 'ecs', 'ecr', 'cloudwatchlogs', 'apigateway']);

const capital = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const small = (name: string) => name[0]!.toLowerCase() + name.slice(1);

/** A call of a service's operation, from the resource of a Task: `sqs` and `sendMessage`, `aws-sdk:ec2` and `stopInstances`. */
export class ServiceCall {
  readonly getter: string;
  readonly operation: string;
  /** By the SDK: no field is treated in a way of its own. */
  readonly isSdk: boolean;
  readonly #naming: Naming;

  /** @throws NotModelled for an optimised integration that is not modelled */
  constructor(service: string, action: string) {
    const name = action.replace(/\.(waitForTaskToken|sync(:2)?)$/, '');
    this.isSdk = service.startsWith('aws-sdk:');
    const sdk = service.slice('aws-sdk:'.length);
    const client = CLIENTS[sdk] ?? capital(sdk || 'x');
    const naming = this.isSdk
      ? { getter: sdk, prefix: client, unknown: `${client}Exception` }
      : OPTIMISED[service];
    if (!naming) throw new NotModelled('AWS Step Functions', `the integration ${service}:${action}`);
    this.#naming = naming;
    this.getter = naming.getter;
    this.operation = capital(name);
  }

  /** The parameters by the names of the service's API. */
  input(given: JsonObject): JsonObject {
    return SMALL.has(this.getter) ? (renamed(given, small) as JsonObject) : given;
  }

  /** What the service answered, as JSON with names that begin with a capital. */
  output(answer: unknown): JsonObject {
    const plain = json(answer) as JsonObject;
    return SMALL.has(this.getter) ? (renamed(plain, capital) as JsonObject) : plain;
  }

  /** The error that Retry and Catch see, and its cause. */
  failure(error: AwsError, requestId: string): { error: string; cause: string } {
    const { prefix, legacy, unknown } = this.#naming;
    const own = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
    const name = `${prefix}.${COMMON.test(error.name) ? unknown : own}`;
    const { httpStatusCode: status } = error.$metadata;
    const { message, code } = error;
    const cause =
      legacy === undefined
        ? `${message} (Service: ${prefix}, Status Code: ${status}, Request ID: ${requestId}) (SDK Attempt Count: 1)`
        : `${message} (Service: ${legacy}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
    return { error: name, cause };
  }
}

/** Parameters that an optimised integration takes as JSON, where the API takes a text. */
export function asText(value: Json | undefined): Json | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

function renamed(value: Json, rename: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [rename(key), renamed(member, rename)]),
  );
}

/** An answer as JSON: dates as texts, bytes as the text that they are. */
function json(value: unknown): Json {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(json);
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, json(member)]),
  );
}
