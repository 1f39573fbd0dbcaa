/** What AWS does not tell about IAM, or tells roughly, as parameters: `cloud.iam.model`. */
export interface IamModel {
  /**
   * Seconds from a use of a service until the last-accessed report tells of it. AWS: "usually appears within four hours".
   * Default 4 h. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
   */
  trackingPeriod: number;
  /** Seconds that the credential report takes. AWS gives none. Default 2. */
  reportDuration: number;
}

/** What applies where nothing is set. */
export const defaultModel: Readonly<IamModel> = { trackingPeriod: 14_400, reportDuration: 2 };
