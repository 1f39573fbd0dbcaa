import type { Request, Response } from '../../cloud/endpoints/index.ts';
import type { Version } from './version.ts';
import type { BeanstalkModel } from './model.ts';
import { THRESHOLDS } from './options.ts';
import type { Program, Server } from './other-services.ts';

/** What enhanced health says of an instance or an environment. */
export type HealthStatus = 'NoData' | 'Unknown' | 'Pending' | 'Ok' | 'Info' | 'Warning' | 'Degraded' | 'Severe' | 'Suspended'; // prettier-ignore

const COLORS = { NoData: 'Grey', Unknown: 'Grey', Pending: 'Grey', Suspended: 'Grey', Ok: 'Green', Info: 'Green', Warning: 'Yellow', Degraded: 'Red', Severe: 'Red' } as const; // prettier-ignore

/**
 * The colour of a status.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-status.html
 */
export const colorOf = (status: HealthStatus) => COLORS[status];

/** The deployment that an instance has had last. */
export interface InstanceDeployment {
  readonly label: string;
  readonly id: number;
  status: 'In Progress' | 'Deployed' | 'Failed';
  at: number;
}

/**
 * What is known of one instance: which version runs on it, and how it is. It reads what the web server answers, as the
 * health agent does on every instance.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced.html
 */
export class InstanceWatch {
  /** `i-…`. */
  readonly id: string;
  /** The version that runs on it; undefined before the first. */
  version: Version | undefined;
  /** Its last deployment. */
  deployment: InstanceDeployment | undefined;
  /** What is done to it just now, with the time at which it began; undefined for nothing. */
  busy: { readonly what: 'initialization' | 'application deployment'; readonly since: number } | undefined;
  /** What the last look found. */
  status: HealthStatus = 'Pending';
  /** Why, in AWS's words. */
  causes: string[] = [];
  /** Answers since the last look, by hundreds of their status. */
  counts = new Map<number, number>();
  /** Answers of the window before: what DescribeInstancesHealth tells. */
  lastCounts = new Map<number, number>();
  /** Looks in a row that found it good enough. */
  streak = 0;

  /** Begins with the instance. */
  constructor(id: string) {
    this.id = id;
  }

  /** A version's program, with the agent beside it. */
  program({ bundle }: Version, wait: number): Program {
    const { deploys: _deploys, cron: _cron, respond = () => ({ status: 200 }), startup = 0, ...rest } = bundle; // prettier-ignore
    const answer = (request: Request): Response => {
      const response = respond(request);
      const hundred = Math.floor(response.status / 100);
      this.counts.set(hundred, (this.counts.get(hundred) ?? 0) + 1);
      return response;
    };
    return { ...rest, startup: startup + wait, respond: answer };
  }

  /** Looks at it: every ten seconds. `inService` is what the load balancer says, undefined where there is none. */
  look(server: Server | undefined, inService: boolean | undefined, threshold: string, failures: BeanstalkModel['failures']): void {
    const { counts } = this;
    this.lastCounts = counts;
    this.counts = new Map();
    const requests = [...counts.values()].reduce((sum, n) => sum + n, 0);
    const share = requests > 0 ? (counts.get(5) ?? 0) / requests : 0;
    this.causes = [];
    this.status = this.#judge(server, inService, share, failures);
    const good = THRESHOLDS.indexOf(threshold as 'Ok');
    const rank = THRESHOLDS.indexOf(this.status as 'Ok');
    this.streak = rank >= 0 && rank <= good ? this.streak + 1 : 0;
  } // prettier-ignore

  #judge(server: Server | undefined, inService: boolean | undefined, share: number, failures: BeanstalkModel['failures']): HealthStatus {
    const say = (status: HealthStatus, ...causes: string[]) => {
      this.causes.push(...causes);
      return status;
    };
    if (this.busy) return say('Pending', `Performing ${this.busy.what}`);
    if (server?.state !== 'running') return say('NoData', 'No data received from the instance.');
    if (!server.life.ready) return say('Unknown', 'Instance is not sending data yet.');
    if (!server.serving || server.host?.ailment === 'failing') return say('Severe', 'Following services are not running: web.');
    if (inService === false) return say('Severe', 'ELB health is failing or not available for this instance.');
    const told = `${Math.round(share * 1000) / 10} % of the requests are failing with HTTP 5xx.`;
    if (share >= failures.severe) return say('Severe', told);
    if (share >= failures.degraded) return say('Degraded', told);
    if (share >= failures.warning) return say('Warning', told);
    return 'Ok';
  } // prettier-ignore
}
