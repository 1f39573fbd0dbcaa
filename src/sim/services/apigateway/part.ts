import type { Limit, Price, Region, Usage } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { badRequest, notFound } from './errors.ts';
import { apiGatewayLimits as limits } from './limits.ts';
import type { ApiGatewayModel } from './model.ts';
import type { RestApiState } from './rest-api.ts';

/** What the parts of API Gateway share: their Region, and what the service as a whole gives them. */
export interface Context {
  readonly region: Region;
  readonly model: ApiGatewayModel;
  /** All REST APIs of the Region, by id. */
  readonly apis: Map<string, RestApiState>;
  /** A new id: ten small letters and digits, as API Gateway gives them. */
  id(digits?: number): string;
  uuid(): string;
  date(): Date;
  usage(price: Price): Usage;
  quota(row: Limit): number;
  random(purpose: string): RandomStream;
}

/** A part of API Gateway: some of its operations as methods. */
export abstract class Part {
  protected readonly gateway: Context;

  /** Made by `ApiGateway`. */
  constructor(gateway: Context) {
    this.gateway = gateway;
  }

  protected get simulation() {
    return this.gateway.region.world.simulation;
  }

  /** The API of an id. Throws NotFoundException. */
  protected api(id: string): RestApiState {
    const found = this.gateway.apis.get(id);
    if (found) return found;
    throw notFound(`Invalid API identifier specified ${this.gateway.region.account}:${id}`);
  }
}

/** One page of a list, in API Gateway's words: `limit` and `position`. */
export function page<T>(
  all: readonly T[],
  { limit, position }: { limit?: number | undefined; position?: string | undefined },
): { items: T[]; position?: string } {
  const size = limit ?? limits.page.default;
  const badToken = () => badRequest('Invalid Position parameter');
  const { page: items, nextToken } = pageOf(all, { nextToken: position, size, badToken });
  return nextToken === undefined ? { items } : { items, position: nextToken };
}
