/** What AWS does not tell about HTTP APIs, as parameters: `cloud.apigatewayv2.model`. */
export interface HttpApiModel {
  /** Seconds that API Gateway itself takes for a request, all that is not the back end. Default 0.002. */
  overhead: number;
  /** Requests a second of the account, in all its APIs of the Region. AWS: 10,000. */
  accountRate: number;
  /** Requests at once of the account. AWS no longer prints the number for most Regions; 5,000 is what it was. */
  accountBurst: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<HttpApiModel> = {
  overhead: 0.002,
  accountRate: 10_000,
  accountBurst: 5000,
};
