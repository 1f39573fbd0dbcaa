/**
 * Services, the roles linked to them (`AWSServiceRoleFor…`) and the roles' policies, with the services whose roles may have
 * a suffix marked by `+`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
// cspell:disable
const TABLE = `
acm CertificateManager CertificateManagerServiceRolePolicy
autoscaling AutoScaling AutoScalingServiceRolePolicy +
cks.kms KeyManagementServiceCustomKeyStores AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy
config Config AWSConfigServiceRolePolicy
connect AmazonConnect AmazonConnectServiceLinkedRolePolicy +
docdb-elastic DocDB-Elastic AmazonDocDB-ElasticServiceRolePolicy
ec2.application-autoscaling ApplicationAutoScaling_EC2SpotFleetRequest AWSApplicationAutoscalingEC2SpotFleetRequestPolicy
ecr ECRTemplate ECRTemplateServiceRolePolicy
ecs ECS AmazonECSServiceRolePolicy
ecs.application-autoscaling ApplicationAutoScaling_ECSService AWSApplicationAutoscalingECSServicePolicy
eks AmazonEKS AmazonEKSServiceRolePolicy
eks-connector AmazonEKSConnector AmazonEKSConnectorServiceRolePolicy
elasticache ElastiCache ElastiCacheServiceRolePolicy
elasticbeanstalk ElasticBeanstalk AWSElasticBeanstalkServiceRolePolicy
elasticfilesystem AmazonElasticFileSystem AmazonElasticFileSystemServiceRolePolicy
elasticloadbalancing ElasticLoadBalancing AWSElasticLoadBalancingServiceRolePolicy
imagebuilder ImageBuilder AWSServiceRoleForImageBuilder
iotmanagedintegrations IoTManagedIntegrations AWSIoTManagedIntegrationsRolePolicy
lex LexBots AmazonLexBotPolicy
lexv2 LexV2Bots AmazonLexV2BotPolicy +
lightsail Lightsail LightsailExportAccess
m2 AWSM2 AWSM2ServicePolicy
mq AmazonMQ AmazonMQServiceRolePolicy
notifications AwsUserNotifications AWSUserNotificationsServiceLinkedRolePolicy
ops.apigateway APIGateway APIGatewayServiceRolePolicy
ops.emr-serverless AmazonEMRServerless AmazonEMRServerlessServiceRolePolicy
pullthroughcache.ecr ECRPullThroughCache AWSECRPullThroughCache_ServiceRolePolicy
ram ResourceAccessManager AWSResourceAccessManagerServiceRolePolicy
rds RDS AmazonRDSServiceRolePolicy
redshift Redshift AmazonRedshiftServiceLinkedRolePolicy
repository.sync.codeconnections GitSync AWSGitSyncServiceRolePolicy
s3-outposts S3OnOutposts AWSS3OnOutpostsServiceRolePolicy
ses AmazonSES AmazonSESServiceRolePolicy
shield AWSShield AWSShieldServiceRolePolicy
ssm AmazonSSM AmazonSSMServiceRolePolicy
ssm-incidents IncidentManager AWSIncidentManagerServiceRolePolicy
ssm-quicksetup SSMQuickSetup SSMQuickSetupRolePolicy
sso SSO AWSSSOServiceRolePolicy
vpcorigin.cloudfront CloudFrontVPCOrigin AWSCloudFrontVPCOriginServiceRolePolicy`;
// cspell:enable

/** What AWS itself writes beside a few of them. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  rds: 'Allows Amazon RDS to manage AWS resources on your behalf',
  ssm: 'Provides access to AWS Resources managed or used by Amazon SSM.',
  sso: 'Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, policies and SAML IdP on your behalf.',
};

/** The role that a service links to itself. */
export interface LinkedRole {
  readonly roleName: string;
  readonly policyName: string;
  readonly description: string | undefined;
  /** Whether an account can have several, told apart by a suffix. */
  readonly suffix: boolean;
}

/** The linked role of a service: `autoscaling.amazonaws.com`. A service that is not in the table has a role by its own name. */
export function linkedRoleOf(service: string): LinkedRole {
  const short = service.replace(/\.amazonaws\.com$/, '');
  const line = TABLE.split('\n').find((each) => each.startsWith(`${short} `));
  const [, name = short, policyName = `${short}ServiceRolePolicy`, suffix] = line?.split(' ') ?? [];
  return {
    roleName: `AWSServiceRoleFor${name}`,
    policyName,
    description: DESCRIPTIONS[short],
    suffix: suffix === '+',
  };
}
