// By hand from AWS's API reference of 2026: the client among the devDependencies is older than the SDK's schemas, which
// `npm run schema` reads. https://docs.aws.amazon.com/mwaa/latest/API/API_Operations.html
import type { Camel } from '../../tongue/names.ts';
import type { Answer, Schema } from '../../tongue/schema.ts';

/** Amazon MWAA, as AWS's API reference has it. */
export const schema: Schema<Operations> = {
  title: 'Amazon MWAA',
  serviceId: 'MWAA',
  protocol: 'rest-json',
  operations: {
    CreateEnvironment: ['CreateEnvironmentInput', 'CreateEnvironmentOutput'],
    DeleteEnvironment: ['DeleteEnvironmentInput', 'DeleteEnvironmentOutput'],
    GetEnvironment: ['GetEnvironmentInput', 'GetEnvironmentOutput'],
    ListEnvironments: ['ListEnvironmentsInput', 'ListEnvironmentsOutput'],
    UpdateEnvironment: ['UpdateEnvironmentInput', 'UpdateEnvironmentOutput'],
  },
  structures: {
    CreateEnvironmentInput:
      'Name! ExecutionRoleArn! SourceBucketArn! DagS3Path! NetworkConfiguration!:NetworkConfiguration PluginsS3Path PluginsS3ObjectVersion RequirementsS3Path RequirementsS3ObjectVersion StartupScriptS3Path StartupScriptS3ObjectVersion AirflowConfigurationOptions:{text} EnvironmentClass MaxWorkers:integer KmsKey AirflowVersion LoggingConfiguration:none WeeklyMaintenanceWindowStart Tags:{text} WebserverAccessMode:WebserverAccessMode MinWorkers:integer Schedulers:integer EndpointManagement:EndpointManagement MinWebservers:integer MaxWebservers:integer',
    NetworkConfiguration: 'SubnetIds:[text] SecurityGroupIds:[text]',
    CreateEnvironmentOutput: 'Arn',
    DeleteEnvironmentInput: 'Name!',
    DeleteEnvironmentOutput: '',
    GetEnvironmentInput: 'Name!',
    GetEnvironmentOutput: 'Environment:Environment',
    Environment:
      'Name Status:EnvironmentStatus Arn CreatedAt:timestamp WebserverUrl ExecutionRoleArn ServiceRoleArn KmsKey AirflowVersion SourceBucketArn DagS3Path PluginsS3Path PluginsS3ObjectVersion RequirementsS3Path RequirementsS3ObjectVersion StartupScriptS3Path StartupScriptS3ObjectVersion AirflowConfigurationOptions:{text} EnvironmentClass MaxWorkers:integer NetworkConfiguration:NetworkConfiguration LastUpdate:LastUpdate WeeklyMaintenanceWindowStart Tags:{text} WebserverAccessMode:WebserverAccessMode MinWorkers:integer Schedulers:integer EndpointManagement:EndpointManagement MinWebservers:integer MaxWebservers:integer',
    LastUpdate: 'Status:UpdateStatus CreatedAt:timestamp Source',
    ListEnvironmentsInput: 'NextToken MaxResults:integer',
    ListEnvironmentsOutput: 'Environments!:[text] NextToken',
    UpdateEnvironmentInput:
      'Name! ExecutionRoleArn AirflowVersion SourceBucketArn DagS3Path PluginsS3Path PluginsS3ObjectVersion RequirementsS3Path RequirementsS3ObjectVersion StartupScriptS3Path StartupScriptS3ObjectVersion AirflowConfigurationOptions:{text} EnvironmentClass MaxWorkers:integer NetworkConfiguration:UpdateNetworkConfigurationInput LoggingConfiguration:none WeeklyMaintenanceWindowStart WebserverAccessMode:WebserverAccessMode MinWorkers:integer Schedulers:integer MinWebservers:integer MaxWebservers:integer WorkerReplacementStrategy:none',
    UpdateNetworkConfigurationInput: 'SecurityGroupIds!:[text]',
    UpdateEnvironmentOutput: 'Arn',
  },
  enums: {
    WebserverAccessMode: 'PRIVATE_ONLY|PUBLIC_ONLY',
    EndpointManagement: 'CUSTOMER|SERVICE',
    EnvironmentStatus:
      'AVAILABLE|CREATE_FAILED|CREATING|CREATING_SNAPSHOT|DELETED|DELETING|MAINTENANCE|PENDING|ROLLING_BACK|UNAVAILABLE|UPDATE_FAILED|UPDATING',
    UpdateStatus: 'FAILED|PENDING|SUCCESS',
  },
  errors: {
    AccessDeniedException: { status: 403, fault: 'client' },
    InternalServerException: { status: 500, fault: 'server' },
    ResourceNotFoundException: { status: 404, fault: 'client' },
    ValidationException: { status: 400, fault: 'client' },
  },
  notModelled:
    'CreateCliToken CreateWebLoginToken InvokeRestApi ListTagsForResource PublishMetrics TagResource UntagResource',
};

/** What each modelled operation takes and answers, in AWS's names. */
export interface Operations {
  CreateEnvironment: [CreateEnvironmentInput, CreateEnvironmentOutput];
  DeleteEnvironment: [DeleteEnvironmentInput, DeleteEnvironmentOutput];
  GetEnvironment: [GetEnvironmentInput, GetEnvironmentOutput];
  ListEnvironments: [ListEnvironmentsInput, ListEnvironmentsOutput];
  UpdateEnvironment: [UpdateEnvironmentInput, UpdateEnvironmentOutput];
}

/** Names that are not just AWS's with a small first letter. */
export interface Names {}

/** What an operation takes, in the model's names. */
export type Input<O extends keyof Operations> = Camel<Operations[O][0], Names>;

/** What an operation answers, in the model's names. */
export type Output<O extends keyof Operations> = Camel<Operations[O][1], Names>;

/** A structure of AWS's in the model's names. */
export type Model<T> = Camel<T, Names>;

/** The operations as methods: what the class of the service has. */
export interface Methods {
  createEnvironment(input: Input<'CreateEnvironment'>): Answer<Output<'CreateEnvironment'>>;
  deleteEnvironment(input: Input<'DeleteEnvironment'>): Answer<Output<'DeleteEnvironment'>>;
  getEnvironment(input: Input<'GetEnvironment'>): Answer<Output<'GetEnvironment'>>;
  listEnvironments(input?: Input<'ListEnvironments'>): Answer<Output<'ListEnvironments'>>;
  updateEnvironment(input: Input<'UpdateEnvironment'>): Answer<Output<'UpdateEnvironment'>>;
}

/** No members. */
export type Nothing = Record<never, never>;

export type WebserverAccessMode = 'PRIVATE_ONLY' | 'PUBLIC_ONLY';
export type EndpointManagement = 'CUSTOMER' | 'SERVICE';
export type EnvironmentStatus =
  | 'AVAILABLE'
  | 'CREATE_FAILED'
  | 'CREATING'
  | 'CREATING_SNAPSHOT'
  | 'DELETED'
  | 'DELETING'
  | 'MAINTENANCE'
  | 'PENDING'
  | 'ROLLING_BACK'
  | 'UNAVAILABLE'
  | 'UPDATE_FAILED'
  | 'UPDATING';
export type UpdateStatus = 'FAILED' | 'PENDING' | 'SUCCESS';

/** What an environment is set to. */
interface Settings {
  ExecutionRoleArn?: string;
  AirflowVersion?: string;
  SourceBucketArn?: string;
  DagS3Path?: string;
  PluginsS3Path?: string;
  PluginsS3ObjectVersion?: string;
  RequirementsS3Path?: string;
  RequirementsS3ObjectVersion?: string;
  StartupScriptS3Path?: string;
  StartupScriptS3ObjectVersion?: string;
  AirflowConfigurationOptions?: Record<string, string>;
  EnvironmentClass?: string;
  MaxWorkers?: number;
  WeeklyMaintenanceWindowStart?: string;
  WebserverAccessMode?: WebserverAccessMode;
  MinWorkers?: number;
  Schedulers?: number;
  MinWebservers?: number;
  MaxWebservers?: number;
}

export interface CreateEnvironmentInput extends Settings {
  Name: string;
  ExecutionRoleArn: string;
  SourceBucketArn: string;
  DagS3Path: string;
  NetworkConfiguration: NetworkConfiguration;
  KmsKey?: string;
  LoggingConfiguration?: never;
  Tags?: Record<string, string>;
  EndpointManagement?: EndpointManagement;
}
export interface NetworkConfiguration {
  SubnetIds?: string[];
  SecurityGroupIds?: string[];
}
export interface CreateEnvironmentOutput {
  Arn?: string;
}
export interface DeleteEnvironmentInput {
  Name: string;
}
export type DeleteEnvironmentOutput = Nothing;
export interface GetEnvironmentInput {
  Name: string;
}
export interface GetEnvironmentOutput {
  Environment?: Environment;
}
export interface Environment extends Settings {
  Name?: string;
  Status?: EnvironmentStatus;
  Arn?: string;
  CreatedAt?: Date;
  WebserverUrl?: string;
  ServiceRoleArn?: string;
  KmsKey?: string;
  NetworkConfiguration?: NetworkConfiguration;
  LastUpdate?: LastUpdate;
  Tags?: Record<string, string>;
  EndpointManagement?: EndpointManagement;
}
export interface LastUpdate {
  Status?: UpdateStatus;
  CreatedAt?: Date;
  Source?: string;
}
export interface ListEnvironmentsInput {
  NextToken?: string;
  MaxResults?: number;
}
export interface ListEnvironmentsOutput {
  Environments: string[];
  NextToken?: string;
}
export interface UpdateEnvironmentInput extends Settings {
  Name: string;
  NetworkConfiguration?: UpdateNetworkConfigurationInput;
  LoggingConfiguration?: never;
  WorkerReplacementStrategy?: never;
}
export interface UpdateNetworkConfigurationInput {
  SecurityGroupIds: string[];
}
export interface UpdateEnvironmentOutput {
  Arn?: string;
}
