/** What AWS does not tell about Elastic Beanstalk, as parameters: `cloud.elasticbeanstalk.model`. Seconds. */
export interface BeanstalkModel {
  /** From the operating system of a new instance to its application: packages, source bundle, hooks. Published events show about 45. */
  bootstrap: number;
  /** For which a deployment works on an instance beside what runs there: download, unpack, build. Published events show about 10. */
  staging: number;
  /** For which nothing answers on an instance, while the new version takes the place of the old one. Default 5. */
  restart: number;
  /** Between two steps of an operation: Elastic Beanstalk's own pace. Default 5. */
  pace: number;
  /** For which DNS answers of an environment's name are kept. Default 60. */
  ttl: number;
  /** Shares of requests with a status of 500 and more from which an instance is Warning, Degraded, Severe. */
  failures: { warning: number; degraded: number; severe: number };
  /** The type of instances where nobody names one: it varies by account. Default t3.micro. */
  instanceType: string;
}

/** What applies where nothing is set. */
export const defaultModel = (): BeanstalkModel => ({
  bootstrap: 45,
  staging: 10,
  restart: 5,
  pace: 5,
  ttl: 60,
  failures: { warning: 0.01, degraded: 0.05, severe: 0.1 },
  instanceType: 't3.micro',
});
