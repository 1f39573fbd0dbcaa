/** What AWS does not tell about API Gateway, as parameters: `cloud.apigateway.model`. */
export interface ApiGatewayModel {
  /** Seconds that API Gateway itself takes for a request, all that is not the back end. Default 0.005. */
  overhead: number;
  /** Seconds that a mock integration takes. Default 0. */
  mock: number;
  /** Requests a second of the account, in all its REST, HTTP and WebSocket APIs of the Region. AWS: 10,000. */
  accountRate: number;
  /** Requests at once of the account. AWS no longer prints the number for most Regions; 5,000 is what it was. */
  accountBurst: number;
  /** Seconds until a VPC link is there. Default 120. */
  vpcLinkCreation: number;
  /** Round trips before a client's first request: one of TCP, one of TLS 1.3. Default 2. */
  handshakes: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<ApiGatewayModel> = {
  overhead: 0.005,
  mock: 0,
  accountRate: 10_000,
  accountBurst: 5000,
  vpcLinkCreation: 120,
  handshakes: 2,
};
