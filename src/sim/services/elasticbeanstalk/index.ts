/** AWS Elastic Beanstalk: environments that run a version of an application, and the ways to deploy another one. */
export { BeanstalkApplication, type EnvironmentOptions } from './application.ts';
export { ElasticBeanstalk } from './elastic-beanstalk.ts';
export { Environment, type BeanstalkEvent } from './environment.ts';
export { elasticBeanstalkLimits } from './limits.ts';
export type { BeanstalkModel } from './model.ts';
export { DEPLOYMENT_POLICIES, OPTIONS, type Option, type OptionSettings } from './options.ts';
export type { Bundle, CronTask } from './version.ts';
export type { HealthStatus } from './watch.ts';
