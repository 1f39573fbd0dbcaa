import type { ServiceClass } from '../tongue/service.ts';
import { ApiGateway } from './apigateway/index.ts';
import { ApiGatewayManagementApi } from './apigatewaymanagementapi/index.ts';
import { ApiGatewayV2 } from './apigatewayv2/index.ts';
import { Appflow } from './appflow/index.ts';
import { ApplicationAutoScaling } from './applicationautoscaling/index.ts';
import { AutoScaling } from './autoscaling/index.ts';
import { CloudFront } from './cloudfront/index.ts';
import { CloudWatch } from './cloudwatch/index.ts';
import { CloudWatchLogs } from './cloudwatchlogs/index.ts';
import { CognitoIdentity } from './cognitoidentity/index.ts';
import { CognitoIdentityProvider } from './cognitoidentityprovider/index.ts';
import { DynamoDB } from './dynamodb/index.ts';
import { Ec2 } from './ec2/index.ts';
import { Ecr } from './ecr/index.ts';
import { Ecs } from './ecs/index.ts';
import { Efs } from './efs/index.ts';
import { Eks } from './eks/index.ts';
import { ElasticBeanstalk } from './elasticbeanstalk/index.ts';
import { ElasticLoadBalancing } from './elasticloadbalancing/index.ts';
import { ElasticLoadBalancingV2 } from './elasticloadbalancingv2/index.ts';
import { EventBridge } from './eventbridge/index.ts';
import { Firehose } from './firehose/index.ts';
import { Glue } from './glue/index.ts';
import { Iam } from './iam/index.ts';
import { Jsonata } from './jsonata/index.ts';
import { Kinesis } from './kinesis/index.ts';
import { KinesisAnalyticsV2 } from './kinesisanalyticsv2/index.ts';
import { KinesisVideo } from './kinesisvideo/index.ts';
import { Lambda } from './lambda/index.ts';
import { Mq } from './mq/index.ts';
import { Mwaa } from './mwaa/index.ts';
import { Pipes } from './pipes/index.ts';
import { Route53 } from './route53/index.ts';
import { S3 } from './s3/index.ts';
import { Scheduler } from './scheduler/index.ts';
import { ServiceQuotas } from './servicequotas/index.ts';
import { Ses } from './ses/index.ts';
import { Sfn } from './sfn/index.ts';
import { Sns } from './sns/index.ts';
import { Sqs } from './sqs/index.ts';
import { Sts } from './sts/index.ts';
import { Swf } from './swf/index.ts';

/**
 * The one table of services, by the names of `cloud`'s getters: the SDK's service ids in small letters. Getters, the
 * types of `send`, tables of limits, sizes, the reference and the sidebar follow from it and from each service's folder.
 */
export const services = {
  /** Amazon API Gateway. */
  apigateway: ApiGateway,
  /** Amazon API Gateway Management API. */
  apigatewaymanagementapi: ApiGatewayManagementApi,
  /** Amazon API Gateway V2. */
  apigatewayv2: ApiGatewayV2,
  /** Amazon AppFlow. */
  appflow: Appflow,
  /** Application Auto Scaling. */
  applicationautoscaling: ApplicationAutoScaling,
  /** Amazon EC2 Auto Scaling. */
  autoscaling: AutoScaling,
  /** Amazon CloudFront. */
  cloudfront: CloudFront,
  /** Amazon CloudWatch. */
  cloudwatch: CloudWatch,
  /** Amazon CloudWatch Logs. */
  cloudwatchlogs: CloudWatchLogs,
  /** Amazon Cognito identity pools. */
  cognitoidentity: CognitoIdentity,
  /** Amazon Cognito user pools. */
  cognitoidentityprovider: CognitoIdentityProvider,
  /** Amazon DynamoDB. */
  dynamodb: DynamoDB,
  /** Amazon EC2. */
  ec2: Ec2,
  /** Amazon Elastic Container Registry. */
  ecr: Ecr,
  /** Amazon ECS. */
  ecs: Ecs,
  /** Amazon EFS. */
  efs: Efs,
  /** Amazon Elastic Kubernetes Service. */
  eks: Eks,
  /** AWS Elastic Beanstalk. */
  elasticbeanstalk: ElasticBeanstalk,
  /** Elastic Load Balancing (Classic). */
  elasticloadbalancing: ElasticLoadBalancing,
  /** Elastic Load Balancing. */
  elasticloadbalancingv2: ElasticLoadBalancingV2,
  /** Amazon EventBridge. */
  eventbridge: EventBridge,
  /** Amazon Data Firehose. */
  firehose: Firehose,
  /** AWS Glue. */
  glue: Glue,
  /** AWS Identity and Access Management. */
  iam: Iam,
  /** JSONata, the query language of AWS Step Functions. */
  jsonata: Jsonata,
  /** Amazon Kinesis Data Streams. */
  kinesis: Kinesis,
  /** Amazon Managed Service for Apache Flink. */
  kinesisanalyticsv2: KinesisAnalyticsV2,
  /** Amazon Kinesis Video Streams. */
  kinesisvideo: KinesisVideo,
  /** AWS Lambda. */
  lambda: Lambda,
  /** Amazon MQ. */
  mq: Mq,
  /** Amazon MWAA. */
  mwaa: Mwaa,
  /** Amazon EventBridge Pipes. */
  pipes: Pipes,
  /** Amazon Route 53. */
  route53: Route53,
  /** Amazon S3. */
  s3: S3,
  /** Amazon EventBridge Scheduler. */
  scheduler: Scheduler,
  /** Service Quotas. */
  servicequotas: ServiceQuotas,
  /** Amazon Simple Email Service. */
  ses: Ses,
  /** AWS Step Functions. */
  sfn: Sfn,
  /** Amazon Simple Notification Service. */
  sns: Sns,
  /** Amazon Simple Queue Service. */
  sqs: Sqs,
  /** AWS Security Token Service. */
  sts: Sts,
  /** Amazon SWF. */
  swf: Swf,
} as const satisfies Record<string, ServiceClass>;
