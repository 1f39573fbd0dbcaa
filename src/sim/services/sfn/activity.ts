import type { Metric, Region } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import type { Reply } from '../../kernel/index.ts';
import type { TaskProgress } from './machine/ports.ts';
import { activityMetrics, type ActivityMetricName } from './metrics.ts';

/** A task of an activity that no worker has taken. */
interface ActivityTask {
  readonly taskToken: string;
  readonly input: string;
  readonly progress: TaskProgress;
}

/** What GetActivityTask answers; empty where there was nothing to do. */
type Taken = { taskToken?: string; input?: string };

/** An activity: a queue of tasks, and the workers that poll it. */
export class Activity {
  /** Its name. */
  readonly name: string;
  /** Its ARN. */
  readonly arn: string;
  /** When it was made. */
  readonly creationDate: Date;
  /** @internal */
  readonly metrics: MetricSet<ActivityMetricName>;
  /** Its tags. */
  tags: ReadonlyMap<string, string> = new Map();
  readonly #tasks: ActivityTask[] = [];
  readonly #workers: { reply: Reply<Taken>; workerName: string | undefined }[] = [];

  /** Made by the service. */
  constructor(region: Region, name: string, arn: string, creationDate: Date) {
    this.name = name;
    this.arn = arn;
    this.creationDate = creationDate;
    this.metrics = new MetricSet(region, activityMetrics, { ActivityArn: arn });
  }

  /** One of its CloudWatch metrics. */
  metric(name: ActivityMetricName): Metric {
    return this.metrics.get(name);
  }

  /** A task is there: the worker that has waited longest gets it, or it waits for one. */
  offer(task: ActivityTask): void {
    this.metrics.count('ActivitiesScheduled');
    const worker = this.#workers.shift();
    if (worker) this.#hand(task, worker.reply, worker.workerName);
    else this.#tasks.push(task);
  }

  /** A task is wanted no longer. */
  withdraw(taskToken: string): void {
    const at = this.#tasks.findIndex((task) => task.taskToken === taskToken);
    if (at >= 0) this.#tasks.splice(at, 1);
  }

  /** A worker asks: it gets the oldest task, or waits. */
  poll(reply: Reply<Taken>, workerName: string | undefined): void {
    const task = this.#tasks.shift();
    if (task) return this.#hand(task, reply, workerName);
    const worker = { reply, workerName };
    this.#workers.push(worker);
    const leave = () => {
      const at = this.#workers.indexOf(worker);
      if (at >= 0) this.#workers.splice(at, 1);
    };
    reply.onAbandon = leave;
  }

  /** A worker has waited long enough. */
  dismiss(reply: Reply<Taken>): void {
    const at = this.#workers.findIndex((worker) => worker.reply === reply);
    if (at >= 0) this.#workers.splice(at, 1);
    reply.resolve({});
  }

  #hand({ taskToken, input, progress }: ActivityTask, reply: Reply<Taken>, workerName?: string): void {
    this.metrics.count('ActivitiesStarted');
    progress.started(workerName);
    reply.resolve({ taskToken, input });
  }
}
