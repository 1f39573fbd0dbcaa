import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/general/latest/gr/elasticbeanstalk.html';
const API = 'https://docs.aws.amazon.com/elasticbeanstalk/latest/api/';
const HEALTH = 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html';
const OPTIONS = 'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html';
const DEPLOYMENTS =
  'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html';

/** What AWS Elastic Beanstalk allows, and what it waits for. Looked up on 2026-11-28. */
export const elasticBeanstalkLimits = {
  applications: row('Applications of a Region', 'applications', QUOTAS, { max: 75 }, true),
  versions: row('Application versions of a Region', 'versions', QUOTAS, { max: 1000 }, true),
  environments: row('Environments of a Region', 'environments', QUOTAS, { max: 200 }, true),
  applicationName: row('Name of an application', 'characters', `${API}API_CreateApplication.html`, {
    min: 1,
    max: 100,
  }),
  versionLabel: row(
    'Label of an application version',
    'characters',
    `${API}API_CreateApplicationVersion.html`,
    {
      min: 1,
      max: 100,
    },
  ),
  environmentName: row('Name of an environment', 'characters', `${API}API_CreateEnvironment.html`, {
    min: 4,
    max: 40,
  }),
  cnamePrefix: row('CNAME prefix of an environment', 'characters', `${API}API_CreateEnvironment.html`, {
    min: 4,
    max: 63,
  }),
  events: row('Events of one DescribeEvents', 'events', `${API}API_DescribeEvents.html`, {
    min: 1,
    max: 1000,
  }),
  healthInterval: row('Time between two reports of enhanced health', 'seconds', HEALTH, { default: 10 }),
  webChecks: row('Checks in a row that a web instance has to pass', 'checks', DEPLOYMENTS, { default: 12 }),
  workerChecks: row('Checks in a row that a worker instance has to pass', 'checks', DEPLOYMENTS, {
    default: 18,
  }),
  graceOfCommands: row('Time that is added to the command timeout', 'seconds', OPTIONS, { default: 240 }),
} satisfies Record<string, Limit>;
