/** What AWS does not tell about HTTP and WebSocket APIs, as parameters: `cloud.apigatewayv2.model`. */
export interface HttpApiModel {
  /** Seconds that API Gateway itself takes for a request, all that is not the back end. Default 0.002. */
  overhead: number;
  /** Requests a second of the account, in all its APIs of the Region. AWS: 10,000. */
  accountRate: number;
  /** Requests at once of the account. AWS no longer prints the number for most Regions; 5,000 is what it was. */
  accountBurst: number;
  /**
   * Share of the ends of connections of which `$disconnect` never hears: AWS tells by best effort, and does not say how
   * often that is not enough. From 0 to 1. Default 0.
   */
  disconnectLoss: number;
  /** Seconds until a VPC link is there, or there again. AWS: a few minutes. Default 120. */
  vpcLinkCreation: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<HttpApiModel> = {
  overhead: 0.002,
  accountRate: 10_000,
  accountBurst: 5000,
  disconnectLoss: 0,
  vpcLinkCreation: 120,
};
