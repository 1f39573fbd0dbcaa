/** What AWS does not tell about user pools, and what a run may choose, as parameters: `cloud.cognitoidentityprovider.model`. */
export interface UserPoolsModel {
  /**
   * How the tokens of user pools made from now on are signed. 'RS256': as AWS does it, so that any verifier accepts them by
   * the pool's key set; it takes milliseconds of computing for each token. 'quick': in microseconds, for runs with thousands
   * of sign-ins; only what is simulated here accepts them. The key is public and the same in all runs: it protects nothing.
   * Default 'RS256'.
   */
  signature: 'RS256' | 'quick';
  /** Seconds of its rate that a category of requests may use up at once. Default 1. */
  burst: number;
  /**
   * Seconds for which an authorization code can be exchanged. Default 300, by an answer of AWS's staff:
   * https://repost.aws/questions/QUDAAkuVB3QPKKnMLWQjSTvw
   */
  authorizationCode: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<UserPoolsModel> = {
  signature: 'RS256',
  burst: 1,
  authorizationCode: 300,
};
