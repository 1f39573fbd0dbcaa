import { Service } from '../../tongue/service.ts';
import { apiGatewayManagementApiLimits as limits } from './limits.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';

/** An open connection, as its API has it. */
interface Connection {
  described(): Required<Output<'GetConnection'>>;
}

/** Who holds the connections of a Region. */
interface Door {
  connection(id: string): Connection | undefined;
  post(connection: Connection, text: string): boolean;
  end(connection: Connection, why: { code: number; reason: string }): void;
}

/**
 * The Amazon API Gateway Management API: how a back end speaks to a client that is connected to a WebSocket API, by the
 * connection's id. A real client is made with the stage's address as its endpoint; here ids alone tell the API, since no
 * two connections of a Region have the same.
 *
 *     cloud.apigatewaymanagementapi.postToConnection({ connectionId, data: 'hello' });
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export class ApiGatewayManagementApi extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'execute-api';
  static override readonly needs = ['apigatewayv2'];

  postToConnection({ connectionId, data }: Input<'PostToConnection'>): Output<'PostToConnection'> {
    const connection = this.#connection(connectionId);
    if (data.length > limits.message.max) throw this.error('PayloadTooLargeException', 'Message too long');
    const taken = this.#door.post(connection, new TextDecoder().decode(data));
    if (!taken) throw this.error('LimitExceededException', 'Too Many Requests');
    return {};
  }

  getConnection({ connectionId }: Input<'GetConnection'>): Output<'GetConnection'> {
    return this.#connection(connectionId).described();
  }

  deleteConnection({ connectionId }: Input<'DeleteConnection'>): Output<'DeleteConnection'> {
    this.#door.end(this.#connection(connectionId), { code: 1000, reason: 'Connection closed normally' });
    return {};
  }

  get #door(): Door {
    return (this.region.service('apigatewayv2') as { door: Door }).door;
  }

  #connection(id: string): Connection {
    if (!/^[\w+/-]{15}=$/.test(id)) throw this.error('BadRequestException', `Invalid connectionId: ${id}`);
    const connection = this.#door.connection(id);
    if (!connection) throw this.error('GoneException', 'The connection is gone.');
    return connection;
  }
}
