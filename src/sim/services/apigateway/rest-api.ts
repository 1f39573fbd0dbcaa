import type {
  Authorizer,
  Deployment,
  DocumentationPart,
  GatewayResponse,
  Method,
  ModelStructure,
  RequestValidator,
  RestApi,
} from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import type { StageState } from './stage.ts';

/** A resource of an API, with its methods by verb. */
export interface ResourceRecord {
  readonly id: string;
  parentId?: string;
  pathPart?: string;
  path: string;
  readonly methods: Map<string, Method>;
}

/** A deployment, with the API as it was then. */
export interface DeploymentState {
  record: Deployment;
  readonly snapshot: Snapshot;
}

/** A REST API: what its owner edits, and what is deployed of it. */
export interface RestApiState {
  readonly id: string;
  record: RestApi;
  readonly resources: Map<string, ResourceRecord>;
  readonly models: Map<string, ModelStructure>;
  readonly validators: Map<string, RequestValidator>;
  readonly authorizers: Map<string, Authorizer>;
  readonly responses: Map<string, GatewayResponse>;
  readonly documentation: Map<string, DocumentationPart>;
  readonly deployments: Map<string, DeploymentState>;
  readonly stages: Map<string, StageState>;
}
