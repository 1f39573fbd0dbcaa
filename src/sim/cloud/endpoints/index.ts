/** Who answers at which address, and how badly: services register there, clients and balancers connect. */
export { Connection, type Wire } from './connection.ts';
export { Endpoint, type Condition, type EndpointOptions, type Handler } from './endpoint.ts';
export { Endpoints, endpointsOf, type EndpointsOptions } from './endpoints.ts';
export { HttpError, type Failure, type Request, type Response, type SetCookie } from './message.ts';
export { retransmission, transit, type Link, type Network, type Retransmission } from './network.ts';
export type { DnsAnswer, Passage, Relay } from './relay.ts';
export { within } from './within.ts';
