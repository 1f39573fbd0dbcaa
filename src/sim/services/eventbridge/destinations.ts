import { pageOf, type Page } from '../../cloud/page.ts';
import { Service } from '../../tongue/service.ts';
import { eventsError, notThere, notValid } from './errors.ts';
import { eventBridgeLimits as limits } from './limits.ts';
import {
  schema,
  type DescribeApiDestinationResponse,
  type Input,
  type Model,
  type Output,
} from './schema.ts';

type Connection = Output<'DescribeConnection'>;

const NAME = { min: 1, max: 64, pattern: '[\\.\\-_A-Za-z0-9]+' };

/**
 * Connections and API destinations, as records: EventBridge calls no web server here.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 */
export abstract class Destinations extends Service {
  static override readonly schema = schema;
  static override readonly rules = {
    'CreateConnectionRequest.Name': NAME,
    'CreateApiDestinationRequest.Name': NAME,
    'PutRuleRequest.Name': NAME,
    'Target.Id': NAME,
    'CreateArchiveRequest.ArchiveName': { ...NAME, max: 48 },
    'StartReplayRequest.ReplayName': NAME,
    'CreateEventBusRequest.Name': { min: 1, max: 256, pattern: '[/\\.\\-_A-Za-z0-9]+' },
    Limit: limits.listed,
    MaximumRetryAttempts: limits.retryAttempts,
    MaximumEventAgeInSeconds: limits.eventAge,
    RetentionDays: { min: 0 },
    InvocationRateLimitPerSecond: { min: 1 },
  };
  readonly #connections = new Map<string, Connection>();
  readonly #destinations = new Map<string, Model<DescribeApiDestinationResponse>>();

  createConnection(input: Input<'CreateConnection'>): Output<'CreateConnection'> {
    const { name, authorizationType, authParameters, description } = input;
    if (this.#connections.has(name))
      throw eventsError('ResourceAlreadyExistsException', `Connection ${name} already exists.`);
    const id = this.uuid();
    const { basicAuthParameters: basic, apiKeyAuthParameters: key, oAuthParameters: oAuth } = authParameters;
    const shown = {
      ...(basic && { basicAuthParameters: { username: basic.username } }),
      ...(key && { apiKeyAuthParameters: { apiKeyName: key.apiKeyName } }),
      ...(oAuth && {
        oAuthParameters: { ...oAuth, clientParameters: { clientID: oAuth.clientParameters.clientID } },
      }),
      ...(authParameters.invocationHttpParameters && {
        invocationHttpParameters: authParameters.invocationHttpParameters,
      }),
    };
    const secret = `secret:events!connection/${name}/${this.uuid()}-${this.hexId('', 6)}`;
    const connection: Connection = {
      connectionArn: this.arn(`connection/${name}/${id}`),
      name,
      description,
      // OAuth needs an answer from somebody's server.
      connectionState: authorizationType === 'OAUTH_CLIENT_CREDENTIALS' ? 'AUTHORIZING' : 'AUTHORIZED',
      authorizationType,
      secretArn: this.region.arn('secretsmanager', secret),
      authParameters: shown,
      creationTime: this.date,
      lastModifiedTime: this.date,
      lastAuthorizedTime: this.date,
    };
    this.#connections.set(name, connection);
    return connection;
  }

  describeConnection({ name }: Input<'DescribeConnection'>): Output<'DescribeConnection'> {
    return this.#connection(name, 'describe');
  }

  deleteConnection({ name }: Input<'DeleteConnection'>): Output<'DeleteConnection'> {
    const connection = this.#connection(name, 'delete');
    this.#connections.delete(name);
    return { ...connection, connectionState: 'DELETING' };
  }

  listConnections(input: Input<'ListConnections'> = {}): Output<'ListConnections'> {
    const { namePrefix = '', connectionState, nextToken, limit } = input;
    const all = [...this.#connections.values()].filter(
      (one) =>
        one.name!.startsWith(namePrefix) && (connectionState ?? one.connectionState) === one.connectionState,
    );
    const { page: connections, ...more } = this.page(all, nextToken, limit);
    return { connections, ...more };
  }

  createApiDestination(input: Input<'CreateApiDestination'>): Output<'CreateApiDestination'> {
    const { name } = input;
    if (this.#destinations.has(name))
      throw eventsError('ResourceAlreadyExistsException', `An api-destination '${name}' already exists.`);
    const destination = {
      apiDestinationArn: this.arn(`api-destination/${name}/${this.uuid()}`),
      apiDestinationState: this.#stateOf(input.connectionArn),
      invocationRateLimitPerSecond: limits.invocationRate.default,
      ...input,
      creationTime: this.date,
      lastModifiedTime: this.date,
    };
    this.#destinations.set(name, destination);
    return destination;
  }

  updateApiDestination(input: Input<'UpdateApiDestination'>): Output<'UpdateApiDestination'> {
    const before = this.#destination(input.name, 'update');
    const destination = { ...before, ...input, lastModifiedTime: this.date } as typeof before;
    destination.apiDestinationState = this.#stateOf(destination.connectionArn!);
    this.#destinations.set(input.name, destination);
    return destination;
  }

  describeApiDestination({ name }: Input<'DescribeApiDestination'>): Output<'DescribeApiDestination'> {
    return this.#destination(name, 'describe');
  }

  deleteApiDestination({ name }: Input<'DeleteApiDestination'>): Output<'DeleteApiDestination'> {
    this.#destination(name, 'delete');
    this.#destinations.delete(name);
    return {};
  }

  listApiDestinations(input: Input<'ListApiDestinations'> = {}): Output<'ListApiDestinations'> {
    const { namePrefix = '', connectionArn, nextToken, limit } = input;
    const all = [...this.#destinations.values()].filter(
      (one) => one.name!.startsWith(namePrefix) && (connectionArn ?? one.connectionArn) === one.connectionArn,
    );
    const { page: apiDestinations, ...more } = this.page(all, nextToken, limit);
    return { apiDestinations, ...more };
  }

  #stateOf(connectionArn: string): 'ACTIVE' | 'INACTIVE' {
    const connection = [...this.#connections.values()].find((one) => one.connectionArn === connectionArn);
    if (!connection) throw notThere(`Connection '${connectionArn}' does not exist.`);
    return connection.connectionState === 'AUTHORIZED' ? 'ACTIVE' : 'INACTIVE';
  }

  #connection(name: string, what: string): Connection {
    const found = this.#connections.get(name);
    if (!found) throw notThere(`Failed to ${what} the connection(s). Connection '${name}' does not exist.`);
    return found;
  }

  #destination(name: string, what: string) {
    const found = this.#destinations.get(name);
    if (!found)
      throw notThere(
        `Failed to ${what} the api-destination(s). An api-destination '${name}' does not exist.`,
      );
    return found;
  }

  protected page<T>(all: readonly T[], nextToken: string | undefined, limit: number | undefined): Page<T> {
    const badToken = () => notValid('Parameter NextToken is not valid.');
    return pageOf(all, { nextToken, size: limit ?? limits.listed.default, badToken });
  }
}
