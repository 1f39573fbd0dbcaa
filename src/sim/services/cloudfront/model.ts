/** What AWS does not say of CloudFront, as parameters. Set them before the first request. */
export interface CloudFrontModel {
  /** Seconds until a change of a distribution is deployed. AWS: "typically within a few minutes". Default 180. */
  deployment: number;
  /** Seconds until an invalidation is complete everywhere. Default 10. */
  invalidation: number;
  /** Bytes that a point of presence keeps. Default 100 GB. */
  popCapacity: number;
  /** Bytes that a regional edge cache keeps: more than a point of presence. Default 10 TB. */
  regionalCapacity: number;
  /**
   * The points of presence, by the airport codes of their cities. Default: every city that the simulator knows; AWS has
   * more of them, and several in one city.
   */
  pops: readonly string[] | undefined;
  /**
   * The Regions in which regional edge caches stand: those that Origin Shield is offered in.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html (checked 2026-11-28)
   */
  regionalCaches: readonly string[];
}

/** What applies where nothing is said. */
export const defaultModel: Readonly<CloudFrontModel> = {
  deployment: 180,
  invalidation: 10,
  popCapacity: 100e9,
  regionalCapacity: 10e12,
  pops: undefined,
  regionalCaches: [
    ...['us-east-1', 'us-east-2', 'us-west-2', 'sa-east-1', 'eu-west-1', 'eu-west-2', 'eu-central-1'],
    ...['ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-2', 'me-central-1'],
  ],
};
