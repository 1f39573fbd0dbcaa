import type { Input } from './schema.ts';

/** A launch configuration: the settings of CreateLaunchConfiguration, which never change. */
export interface LaunchConfiguration {
  readonly given: Input<'CreateLaunchConfiguration'>;
  readonly arn: string;
  readonly createdAt: number;
}
