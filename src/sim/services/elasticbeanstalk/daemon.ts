import { next, readRuleSchedule, type Schedule } from '../../cloud/calendar/index.ts';
import { endpointsOf, HttpError, within } from '../../cloud/endpoints/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import { AwsError, type Region } from '../../cloud/index.ts';
import type { Signal, Timer } from '../../kernel/index.ts';
import type { CronTask } from './version.ts';
import type { Settings } from './options.ts';
import { queueCall, type Server, type Steps } from './other-services.ts';

interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, { readonly DataType: string; readonly StringValue?: string }>>;
} // prettier-ignore

/** Seconds that a daemon waits before it asks again where it can't work. */
const PAUSE = 1;

/**
 * The daemon on an instance of a worker environment: it takes messages off the queue and posts each to the application beside
 * it. A 200 deletes the message; another status brings it back after ErrorVisibilityTimeout; no answer, after
 * InactivityTimeout.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html#worker-daemon
 */
export class SqsDaemon {
  readonly #region: Region;
  readonly #queue: string;
  readonly #settings: () => Settings;
  readonly #server: () => Server | undefined;
  readonly #freed: Signal;
  #busy = 0;
  #stopped = false;

  /** Begins to work as soon as the application on its instance answers. */
  constructor(region: Region, queue: string, settings: () => Settings, server: () => Server | undefined) {
    this.#region = region;
    this.#queue = queue;
    this.#settings = settings;
    this.#server = server;
    const { simulation } = region.world;
    this.#freed = simulation.signal('a free connection of a daemon');
    void simulation.process(() => this.#work(), 'SQS daemon');
  }

  /** Whether it works: its instance is up, and the application on it answers. */
  get up(): boolean {
    return !this.#stopped && this.#server()?.serving === true;
  }

  /** Takes no more messages. */
  stop(): void {
    this.#stopped = true;
  }

  *#work(): Steps {
    while (!this.#stopped) {
      const server = this.#server();
      if (!server || server.state === 'terminated') return;
      if (!server.serving) {
        yield PAUSE;
        continue;
      }
      const room = this.#settings().number('sqsd', 'HttpConnections') - this.#busy;
      if (room <= 0) yield* this.#freed.wait();
      else for (const message of yield* this.#receive(Math.min(10, room))) this.#post(server, message);
    }
  }

  *#receive(MaxNumberOfMessages: number): Steps<readonly Message[]> {
    const VisibilityTimeout = this.#settings().number('sqsd', 'VisibilityTimeout');
    try {
      const { Messages = [] } = yield* queueCall<{ Messages?: Message[] }>(this.#region, 'ReceiveMessage', { QueueUrl: this.#queue, MaxNumberOfMessages, WaitTimeSeconds: 20, VisibilityTimeout, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] }); // prettier-ignore
      return Messages;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      yield 20 * PAUSE;
      return [];
    }
  }

  #post(server: Server, message: Message): void {
    this.#busy++;
    void this.#region.world.simulation.process(
      () => this.#delivered(server, message),
      'a message of a daemon',
    );
  }

  *#delivered(server: Server, message: Message): Steps {
    const settings = this.#settings();
    const QueueUrl = this.#queue;
    const { ReceiptHandle } = message;
    const status = yield* this.#status(server, message);
    this.#busy--;
    this.#freed.fire();
    try {
      if (status === 200) yield* queueCall(this.#region, 'DeleteMessage', { QueueUrl, ReceiptHandle });
      else {
        const VisibilityTimeout = status === undefined ? 0 : settings.number('sqsd', 'ErrorVisibilityTimeout'); // prettier-ignore
        yield* queueCall(this.#region, 'ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout }); // prettier-ignore
      }
    } catch (error) {
      // Its visibility timeout is over, or the queue is gone.
      if (!(error instanceof AwsError)) throw error;
    }
  }

  /** The status that the application answers; undefined where it answers nothing in time. */
  *#status(server: Server, { MessageId, Body, Attributes = {}, MessageAttributes = {} }: Message): Steps<number | undefined> {
    const settings = this.#settings();
    const { simulation } = this.#region.world;
    const text = (name: string) => MessageAttributes[name]?.StringValue;
    const headers = new Map([
      ['user-agent', 'aws-sqsd/3.0'],
      ['content-type', settings.get('sqsd', 'MimeType')],
      ['x-aws-sqsd-msgid', MessageId],
      ['x-aws-sqsd-queue', this.#queue.slice(this.#queue.lastIndexOf('/') + 1)],
      ['x-aws-sqsd-first-received-at', new Date(Number(Attributes['ApproximateFirstReceiveTimestamp'] ?? 0)).toISOString()],
      ['x-aws-sqsd-receive-count', Attributes['ApproximateReceiveCount'] ?? '1'],
    ]);
    const task = text(TASK);
    if (task !== undefined) headers.set('x-aws-sqsd-taskname', task).set('x-aws-sqsd-scheduled-at', text(AT)!).set('x-aws-sqsd-sender-id', Attributes['SenderId'] ?? this.#region.account);
    for (const [name, { DataType, StringValue = '' }] of Object.entries(MessageAttributes))
      if (!DataType.startsWith('Binary') && !name.startsWith('beanstalk.sqsd.')) headers.set(`x-aws-sqsd-attr-${name.toLowerCase()}`, StringValue);
    const path = text(PATH) ?? settings.get('sqsd', 'HttpPath');
    try {
      const opening = endpointsOf(this.#region.world).connect(server.id, server.address);
      const connection = yield* within(simulation, opening, settings.number('sqsd', 'ConnectTimeout'), 'connect timeout');
      try {
        const sent = connection.send({ method: 'POST', host: 'localhost', path, headers, body: Body });
        return (yield* within(simulation, sent, settings.number('sqsd', 'InactivityTimeout'), 'read timeout')).status;
      } finally {
        connection.close();
      }
    } catch (error) {
      if (error instanceof HttpError) return undefined;
      throw error;
    }
  } // prettier-ignore
}

const TASK = 'beanstalk.sqsd.task_name';
const PATH = 'beanstalk.sqsd.path';
const AT = 'beanstalk.sqsd.scheduled_time';

/**
 * Periodic tasks of a worker environment: of the daemons that are up, one leads, and puts the messages of tasks that are due
 * into the queue. Where it goes out of service, another one leads.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html#worker-periodictasks
 */
export class PeriodicTasks {
  readonly #timers: Timer[] = [];

  /** @param leads whether some daemon is up to lead */
  constructor(region: Region, queue: string, tasks: readonly CronTask[], leads: () => boolean) {
    const { simulation } = region.world;
    tasks.forEach((task, index) => {
      const schedules = schedulesOf(task.schedule);
      const again = () => {
        const now = epochSeconds(simulation);
        const at = Math.min(...schedules.map((one) => next(one, now) ?? Infinity));
        if (at === Infinity) return;
        this.#timers[index] = simulation.timer(at - now, () => {
          again();
          if (leads()) void simulation.process(() => send(region, queue, task, at), 'a periodic task');
        });
      };
      again();
    });
  }

  /** Ends them. */
  stop(): void {
    for (const timer of this.#timers) timer.cancel();
  }
}

function* send(region: Region, QueueUrl: string, { name, url }: CronTask, at: number): Steps {
  const string = (StringValue: string) => ({ DataType: 'String', StringValue });
  const MessageAttributes = { [TASK]: string(name), [PATH]: string(url), [AT]: string(`${new Date(at * 1000).toISOString().slice(0, 19)}Z`) }; // prettier-ignore
  yield* queueCall(region, 'SendMessage', { QueueUrl, MessageBody: 'elasticbeanstalk scheduled job', MessageAttributes }); // prettier-ignore
}

/** The five fields of cron as schedules: two where both a day of the month and one of the week are named. Throws RangeError. */
export function schedulesOf(text: string): Schedule[] {
  const [minute = '', hour = '', day = '', month = '', weekday, ...more] = text.trim().split(/\s+/);
  // Days of the week count from 0 here, and from 1 there.
  const days = (weekday ?? '').replace(/\d/g, (digit) => String((Number(digit) % 7) + 1));
  const fields = weekday === '*' ? [`${day} ${month} ?`] : day === '*' ? [`? ${month} ${days}`] : [`${day} ${month} ?`, `? ${month} ${days}`]; // prettier-ignore
  const found = fields.map((rest) => readRuleSchedule(`cron(${minute} ${hour} ${rest} *)`));
  if (more.length > 0 || weekday === undefined || found.includes(undefined)) throw new RangeError(`'${text.slice(0, 100)}' is no schedule of five fields.`); // prettier-ignore
  return found as Schedule[];
}
