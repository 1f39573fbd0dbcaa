import { NotModelled, type Region } from '../../cloud/index.ts';
import { next, readSchedulerSchedule, type Schedule } from '../../cloud/calendar/index.ts';
import { pageOf, type Page } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Process, Yieldable } from '../../kernel/index.ts';
import { Service } from '../../tongue/service.ts';
import { Catalog, type CatalogDatabase } from './catalog.ts';
import { tablesOf } from './crawl.ts';
import { glueError, notFound } from './errors.ts';
import { readExpression } from './expression.ts';
import { JobContextOf, type Script } from './job-run.ts';
import { Lake, mustTake, placeIn } from './lake.ts';
import { glueLimits as limits } from './limits.ts';
import { defaultModel, type GlueModel } from './model.ts';
import { gluePrices as prices } from './prices.ts';
import { schema, type Input, type Methods, type Model, type Output } from './schema.ts';
import type { Crawler, JobRun, JobRunState, Partition, Trigger, TriggerType } from './schema.ts';
import { Workers } from './workers.ts';

const PAGE = 100;
/** Of jobs that name none: https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html */
const VERSION = '5.1';
/** DPUs of one worker: 4 vCPUs and 16 GB each. */
const DPUS: Readonly<Record<string, number>> = {
  'G.025X': 0.25,
  'G.1X': 1,
  'G.2X': 2,
  'G.4X': 4,
  'G.8X': 8,
  'G.12X': 12,
  'G.16X': 16,
  Standard: 1,
};

interface Job {
  readonly input: Input<'CreateJob'>;
  readonly created: Date;
  readonly runs: Run[];
  bookmarks: ReadonlyMap<string, number>;
}

/** A condition of a trigger. */
type Condition = NonNullable<NonNullable<Model<Trigger>['predicate']>['conditions']>[number];

interface Run {
  record: Model<JobRun>;
  process?: Process<void>;
}

/**
 * AWS Glue in one Region: a catalogue of tables, crawlers that fill it, and jobs that move data and change them.
 * https://docs.aws.amazon.com/glue/latest/dg/what-is-glue.html
 */
export class Glue extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly needs = ['s3'];
  static override readonly rules = {
    Name: limits.name,
    MaxConcurrentRuns: limits.concurrentRuns,
    Timeout: limits.timeout,
  };
  /** What AWS does not tell, as parameters. */
  readonly model: GlueModel = { ...defaultModel };
  readonly #catalog = new Catalog();
  readonly #scripts = new Map<string, Script>();
  readonly #crawlers = new Registry<Model<Crawler>>((name) => notFound(`Crawler ${name}`));
  readonly #jobs = new Registry<Job>((name) => notFound(`Job ${name}`));
  readonly #triggers = new Registry<Model<Trigger>>((name) => notFound(`Trigger ${name}`));
  /** Of triggers that wait for several conditions: those that are met since they fired last. */
  readonly #met = new Map<string, Set<Condition>>();
  /** Crawlers that a trigger has started, and that still run. */
  readonly #triggered = new Set<string>();

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
  }

  /** Says what a script does: jobs whose ScriptLocation is there run it. */
  script(location: string, body: Script): void {
    this.#scripts.set(location, body);
  }

  // ── The catalogue ─────────────────────────────────────────────────────────────────────────────────────────────

  createDatabase(input: Input<'CreateDatabase'>): Output<'CreateDatabase'> {
    const { name, description } = input.databaseInput;
    this.#root(input).createDatabase(name.toLowerCase(), description, this.date);
    return {};
  }

  getDatabase(input: Input<'GetDatabase'>): Output<'GetDatabase'> {
    return { database: this.#described(this.#root(input).database(input.name)) };
  }

  getDatabases(input: Input<'GetDatabases'> = {}): Output<'GetDatabases'> {
    const { page, ...more } = paged(
      [...this.#root(input).databases.values()].map((one) => this.#described(one)),
      input,
    );
    return { databaseList: page, ...more };
  }

  /** Deletes a database, with its tables. */
  deleteDatabase(input: Input<'DeleteDatabase'>): Output<'DeleteDatabase'> {
    const catalog = this.#root(input);
    catalog.databases.delete(catalog.database(input.name).name);
    return {};
  }

  createTable(input: Input<'CreateTable'>): Output<'CreateTable'> {
    const { databaseName, tableInput } = input;
    const { tables, name: database } = this.#root(input).database(databaseName);
    if (!tableInput) throw new NotModelled(schema.title, 'OpenTableFormatInput');
    const name = tableInput.name.toLowerCase();
    if (tables.has(name)) throw glueError('AlreadyExistsException', 'Table already exists.');
    const table = {
      ...tableInput,
      name,
      databaseName: database,
      catalogId: this.region.account,
      createTime: this.date,
      updateTime: this.date,
    };
    tables.set(name, { table, partitions: [] });
    return {};
  }

  getTable(input: Input<'GetTable'>): Output<'GetTable'> {
    return { table: this.#root(input).table(input.databaseName, input.name).table };
  }

  getTables(input: Input<'GetTables'>): Output<'GetTables'> {
    const expression = new RegExp(`^(?:${input.expression ?? '.*'})$`);
    const all = [...this.#root(input).database(input.databaseName).tables.values()].map(({ table }) => table);
    const { page, ...more } = paged(
      all.filter(({ name }) => expression.test(name)),
      input,
    );
    return { tableList: page, ...more };
  }

  deleteTable(input: Input<'DeleteTable'>): Output<'DeleteTable'> {
    const { databaseName, name } = input;
    this.#root(input).table(databaseName, name);
    this.#catalog.database(databaseName).tables.delete(name.toLowerCase());
    return {};
  }

  /** Tables in which a text stands: in their name, description, columns or parameters. */
  searchTables(input: Input<'SearchTables'>): Output<'SearchTables'> {
    const wanted = (input.searchText ?? '').toLowerCase().replaceAll('"', '');
    const all = [...this.#root(input).databases.values()].flatMap(({ tables }) => [...tables.values()]);
    const found = all
      .map(({ table }) => table)
      .filter((table) => JSON.stringify(table).toLowerCase().includes(wanted));
    const { page, ...more } = paged(found, input);
    return { tableList: page, ...more };
  }

  getPartitions(input: Input<'GetPartitions'>): Output<'GetPartitions'> {
    const { table, partitions } = this.#root(input).table(input.databaseName, input.tableName);
    const keys = (table.partitionKeys ?? []).map(({ name, type = 'string' }) => [name, type] as const);
    const test = input.expression ? readExpression(input.expression, new Map(keys)) : () => true;
    const valuesOf = ({ values = [] }: Model<Partition>) =>
      new Map(keys.map(([name], i) => [name, values[i] ?? '']));
    // Readers in parallel share the partitions out.
    const { segmentNumber = 0, totalSegments = 1 } = input.segment ?? {};
    const own = partitions.filter(
      (partition, i) => i % totalSegments === segmentNumber && test(valuesOf(partition)),
    );
    const { page, ...more } = paged(own, input);
    return { partitions: page, ...more };
  }

  /** The catalogue of the account in this Region; others are not modelled. */
  #root({ catalogId }: { readonly catalogId?: string | undefined }): Catalog {
    if (catalogId !== undefined && catalogId !== this.region.account)
      throw new NotModelled(schema.title, 'catalogues of other accounts, and within the catalogue');
    return this.#catalog;
  }

  #described({ name, description, created }: CatalogDatabase) {
    return { name, description, createTime: created, catalogId: this.region.account };
  }

  // ── Crawlers ──────────────────────────────────────────────────────────────────────────────────────────────────

  createCrawler(input: Input<'CreateCrawler'>): Output<'CreateCrawler'> {
    const { name, role, targets, databaseName, schedule, ...more } = input;
    if (this.#crawlers.has(name))
      throw glueError('AlreadyExistsException', `Crawler ${name} already exists.`);
    if (schedule !== undefined)
      throw new NotModelled(schema.title, 'Schedule of a crawler: a trigger starts it');
    if (more.classifiers) throw new NotModelled(schema.title, 'Classifiers');
    const { description, tablePrefix, configuration, schemaChangePolicy, recrawlPolicy } = more;
    combines(configuration);
    if (schemaChangePolicy?.deleteBehavior === 'DELETE_FROM_DATABASE')
      throw new NotModelled(schema.title, 'DELETE_FROM_DATABASE');
    if ((recrawlPolicy?.recrawlBehavior ?? 'CRAWL_EVERYTHING') !== 'CRAWL_EVERYTHING')
      throw new NotModelled(schema.title, recrawlPolicy!.recrawlBehavior!);
    mustTake(this.region, role);
    this.#crawlers.add(name, {
      ...{ name, role, targets, state: 'READY', creationTime: this.date, lastUpdated: this.date, version: 1 },
      ...{ databaseName, description, tablePrefix, configuration, schemaChangePolicy, recrawlPolicy },
    });
    return {};
  }

  getCrawler({ name }: Input<'GetCrawler'>): Output<'GetCrawler'> {
    return { crawler: this.#crawlers.get(name) };
  }

  startCrawler({ name }: Input<'StartCrawler'>): Output<'StartCrawler'> {
    const crawler = this.#crawlers.get(name);
    if (crawler.state !== 'READY')
      throw glueError('CrawlerRunningException', `Crawler with name ${name} has already started`);
    crawler.state = 'RUNNING';
    void this.simulation.process(() => this.#crawl(crawler), `Glue crawler ${name}`);
    return {};
  }

  *#crawl(crawler: Model<Crawler>): Generator<Yieldable, void, never> {
    const { crawl, crawlObject, crawlerDpus, similarity } = this.model;
    const startTime = this.date;
    const bill = this.usage(prices.crawlers).start(crawlerDpus / 3600, limits.minimumCrawl.default);
    let status: 'SUCCEEDED' | 'FAILED' = 'SUCCEEDED';
    let errorMessage: string | undefined;
    const lake = new Lake(this.region, crawler.role ?? '');
    yield crawl;
    try {
      for (const { path = '' } of crawler.targets?.s3Targets ?? []) {
        const objects = yield* lake.list(path);
        yield objects.length * crawlObject;
        const read = [];
        for (const { key } of objects) read.push({ key, text: yield* lake.text(path, key) });
        const alike = combines(crawler.configuration) ? 0 : similarity;
        for (const table of tablesOf(path, placeIn(path).key, read, alike))
          this.#catalog.record(
            crawler.databaseName ?? 'default',
            { ...table, name: `${crawler.tablePrefix ?? ''}${table.name}` },
            {
              now: this.date,
              catalogId: this.region.account,
              logs: crawler.schemaChangePolicy?.updateBehavior === 'LOG',
            },
          );
      }
    } catch (error) {
      status = 'FAILED';
      errorMessage = String(error);
    }
    bill.stop();
    crawler.state = 'READY';
    crawler.lastCrawl = { status, startTime, errorMessage };
    // The states of events are written otherwise than those of the API.
    const state = status === 'SUCCEEDED' ? 'Succeeded' : 'Failed';
    const detail = { crawlerName: crawler.name, state, message: `Crawler ${state}` };
    this.region.events.put('aws.glue', 'Glue Crawler State Change', [], () => detail);
    if (this.#triggered.delete(crawler.name ?? ''))
      this.#follow(({ crawlerName, crawlState }) => crawlerName === crawler.name && crawlState === status);
  }

  // ── Jobs ──────────────────────────────────────────────────────────────────────────────────────────────────────

  createJob(input: Input<'CreateJob'>): Output<'CreateJob'> {
    const { name, workerType = 'G.1X' } = input;
    if (this.#jobs.has(name)) throw glueError('AlreadyExistsException', `Job ${name} already exists.`);
    if (!Object.hasOwn(DPUS, workerType)) throw new NotModelled(schema.title, workerType);
    if (input.maxRetries) throw new NotModelled(schema.title, 'MaxRetries');
    if (input.executionClass === 'FLEX') throw new NotModelled(schema.title, 'FLEX');
    if (input.role !== '') mustTake(this.region, input.role);
    this.#jobs.add(name, { input, created: this.date, runs: [], bookmarks: new Map() });
    return { name };
  }

  getJob({ jobName }: Input<'GetJob'>): Output<'GetJob'> {
    const { input, created } = this.#jobs.get(jobName);
    const { tags: _tags, ...job } = input;
    return { job: { ...job, createdOn: created, lastModifiedOn: created } };
  }

  startJobRun(input: Input<'StartJobRun'>): Output<'StartJobRun'> {
    return { jobRunId: this.#run(input).record.id };
  }

  getJobRun({ jobName, runId }: Input<'GetJobRun'>): Output<'GetJobRun'> {
    return { jobRun: this.#runOf(jobName, runId).record };
  }

  getJobRuns(input: Input<'GetJobRuns'>): Output<'GetJobRuns'> {
    const all = this.#jobs.get(input.jobName).runs.map(({ record }) => record);
    const { page, ...more } = paged(all.reverse(), input);
    return { jobRuns: page, ...more };
  }

  batchStopJobRun({ jobName, jobRunIds }: Input<'BatchStopJobRun'>): Output<'BatchStopJobRun'> {
    const found = jobRunIds.map((id) => ({
      id,
      run: this.#jobs.get(jobName).runs.find(({ record }) => record.id === id),
    }));
    const runs = found.filter(({ run }) => run && !run.record.completedOn);
    for (const { run } of runs) this.#stop(run!, 'STOPPED');
    return {
      successfulSubmissions: runs.map(({ id }) => ({ jobName, jobRunId: id })),
      errors: found
        .filter((one) => !runs.includes(one))
        .map(({ id, run }) => ({
          ...{ jobName, jobRunId: id },
          errorDetail: run
            ? {
                errorCode: 'JobRunInvalidStateTransitionException',
                errorMessage: `${run.record.jobRunState} is final.`,
              }
            : { errorCode: 'EntityNotFoundException', errorMessage: `Job run ${id} not found.` },
        })),
    };
  }

  /** Forgets how far a job has read: the next run reads everything. */
  resetJobBookmark({ jobName }: Input<'ResetJobBookmark'>): Output<'ResetJobBookmark'> {
    this.#jobs.get(jobName).bookmarks = new Map();
    return { jobBookmarkEntry: { jobName } };
  }

  #runOf(jobName: string, id: string): Run {
    const run = this.#jobs.get(jobName).runs.find(({ record }) => record.id === id);
    if (!run) throw notFound(`Job run ${id}`);
    return run;
  }

  #run(input: Input<'StartJobRun'>, triggerName?: string): Run {
    const job = this.#jobs.get(input.jobName);
    const { command, role, executionProperty, defaultArguments } = job.input;
    const script = this.#scripts.get(command.scriptLocation ?? '');
    if (!script || role === '')
      throw glueError('InvalidInputException', `No script lies at ${command.scriptLocation ?? '(none)'}.`);
    const most = executionProperty?.maxConcurrentRuns ?? limits.concurrentRuns.default;
    if (job.runs.filter(({ record }) => !record.completedOn).length >= most)
      throw glueError('ConcurrentRunsExceededException', `Concurrent runs exceeded for ${input.jobName}`);
    const glueVersion = job.input.glueVersion ?? VERSION;
    const usual = Number(glueVersion) >= 5 ? limits.timeout : limits.oldTimeout;
    const { timeout = job.input.timeout ?? usual.default } = input;
    const workerType = input.workerType ?? job.input.workerType ?? 'G.1X';
    const numberOfWorkers = input.numberOfWorkers ?? job.input.numberOfWorkers ?? 10;
    const run: Run = {
      record: {
        id: this.hexId('jr_', 64),
        ...{ jobName: input.jobName, workerType, numberOfWorkers, triggerName, jobRunState: 'STARTING' },
        arguments: { ...defaultArguments, ...input.arguments },
        maxCapacity: (DPUS[workerType] ?? 1) * numberOfWorkers,
        startedOn: this.date,
        ...{ attempt: 0, timeout, glueVersion },
      },
    };
    job.runs.push(run);
    run.process = this.simulation.process(() => this.#work(job, run, script), `Glue job ${input.jobName}`);
    return run;
  }

  *#work(job: Job, run: Run, script: Script): Generator<Yieldable, void, never> {
    yield this.model.startUp;
    const { arguments: given = {}, numberOfWorkers: count = 1, workerType = 'G.1X' } = run.record;
    run.record = { ...run.record, jobRunState: 'RUNNING' };
    const began = this.simulation.now;
    const late = this.simulation.timer(60 * run.record.timeout!, () => this.#stop(run, 'TIMEOUT'));
    const scales = given['--enable-auto-scaling'] === 'true' && Number(run.record.glueVersion) >= 3;
    const workers = new Workers({
      ...{ count, dpus: DPUS[workerType] ?? 1, scales, rowsPerDpu: this.model.rowsPerDpu },
      bill: (dpus, minimum) => this.usage(prices.jobs).start(dpus / 3600, minimum),
      minimum: limits.minimumRun.default,
      now: () => this.simulation.now,
    });
    const context = new JobContextOf(this.region, {
      arguments: given,
      bookmarks: job.bookmarks,
      locate: (database, table) =>
        this.#catalog.table(database, table).table.storageDescriptor?.location ?? '',
      ...{ role: job.input.role, workers },
    });
    let failure: string | undefined;
    try {
      yield* script(context);
      // The bookmark moves on when the job commits.
      job.bookmarks = context.bookmarks;
    } catch (error) {
      failure = String(error);
    } finally {
      late.cancel();
      const dpuSeconds = workers.stop();
      const executionTime = Math.ceil(this.simulation.now - began);
      run.record = { ...run.record, executionTime, ...(scales && { dpuSeconds }) };
    }
    this.#end(run, failure === undefined ? 'SUCCEEDED' : 'FAILED', failure);
  }

  #stop(run: Run, state: JobRunState): void {
    run.process?.cancel();
    this.#end(run, state);
  }

  #end(run: Run, state: JobRunState, errorMessage?: string): void {
    run.record = { ...run.record, jobRunState: state, completedOn: this.date, errorMessage };
    const { jobName, id } = run.record;
    const detail = { jobName, jobRunId: id, state, severity: state === 'FAILED' ? 'ERROR' : 'INFO' };
    this.region.events.put('aws.glue', 'Glue Job State Change', [], () => detail);
    if (run.record.triggerName !== undefined)
      this.#follow((condition) => condition.jobName === jobName && condition.state === state);
  }

  // ── Triggers ──────────────────────────────────────────────────────────────────────────────────────────────────

  createTrigger(input: Input<'CreateTrigger'>): Output<'CreateTrigger'> {
    const { name, type, actions, schedule, predicate, startOnCreation = false } = input;
    if (this.#triggers.has(name))
      throw glueError('AlreadyExistsException', `Trigger ${name} already exists.`);
    if (type === 'EVENT' || input.workflowName !== undefined)
      throw new NotModelled(schema.title, 'workflows');
    if ((predicate?.conditions?.length ?? 0) > 1 && !predicate!.logical)
      throw glueError('InvalidInputException', 'A Predicate of several conditions needs a Logical.');
    const every = schedule === undefined ? undefined : readSchedulerSchedule(schedule);
    if (type === 'SCHEDULED' && !every)
      throw glueError('InvalidInputException', `The schedule ${schedule ?? ''} is not valid.`);
    const trigger: Model<Trigger> = { name, actions, schedule, predicate, state: 'CREATED' };
    this.#triggers.add(name, { ...trigger, type: type as TriggerType });
    if (startOnCreation && type !== 'ON_DEMAND') this.startTrigger({ name });
    return { name };
  }

  getTrigger({ name }: Input<'GetTrigger'>): Output<'GetTrigger'> {
    return { trigger: this.#triggers.get(name) };
  }

  /** Fires a trigger on demand; of the others, lets them fire from now on. */
  startTrigger({ name }: Input<'StartTrigger'>): Output<'StartTrigger'> {
    const trigger = this.#triggers.get(name);
    if (trigger.type === 'ON_DEMAND') this.#fire(trigger);
    else {
      const begins = trigger.state !== 'ACTIVATED';
      trigger.state = 'ACTIVATED';
      if (begins && trigger.type === 'SCHEDULED')
        this.#await(trigger, readSchedulerSchedule(trigger.schedule!)!);
    }
    return { name };
  }

  #await(trigger: Model<Trigger>, schedule: Schedule): void {
    const now = this.simulation.epochMillis / 1000;
    const moment = next(schedule, now);
    if (moment === undefined) return;
    this.simulation.schedule(moment - now, () => {
      this.#fire(trigger);
      this.#await(trigger, schedule);
    });
  }

  /**
   * Fires what waits for that: of several conditions for any, or for all of them. Only what a trigger has started counts.
   * https://docs.aws.amazon.com/glue/latest/dg/about-triggers.html
   */
  #follow(holds: (condition: Condition) => boolean): void {
    for (const trigger of this.#triggers.list()) {
      if (trigger.type !== 'CONDITIONAL' || trigger.state !== 'ACTIVATED') continue;
      const { conditions = [], logical } = trigger.predicate ?? {};
      const found = conditions.filter(holds);
      if (found.length === 0) continue;
      const met = new Set([...(this.#met.get(trigger.name!) ?? []), ...found]);
      const fires = logical === 'ANY' || met.size === conditions.length;
      this.#met.set(trigger.name!, fires ? new Set() : met);
      if (fires) this.#fire(trigger);
    }
  }

  #fire({ actions = [], name }: Model<Trigger>): void {
    for (const { jobName, crawlerName, arguments: given } of actions) {
      if (crawlerName !== undefined) {
        this.startCrawler({ name: crawlerName });
        this.#triggered.add(crawlerName);
      }
      if (jobName !== undefined) this.#run({ jobName, arguments: given }, name);
    }
  }
}

/**
 * Whether a crawler makes one table of each path, however its schemas differ.
 * https://docs.aws.amazon.com/glue/latest/dg/crawler-grouping-policy.html
 */
function combines(configuration: string | undefined): boolean {
  if (configuration === undefined) return false;
  let given: unknown;
  try {
    given = JSON.parse(configuration);
  } catch {
    given = undefined;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw glueError('InvalidInputException', 'The Configuration of a crawler is an object in JSON.');
  const {
    Version: _version,
    Grouping,
    ...others
  } = given as { Version?: number; Grouping?: { TableGroupingPolicy?: string } };
  const [other] = Object.keys(others);
  if (other !== undefined) throw new NotModelled(schema.title, `${other} of a crawler's Configuration`);
  return Grouping?.TableGroupingPolicy === 'CombineCompatibleSchemas';
}

function paged<T>(all: readonly T[], { nextToken, maxResults: size = PAGE }: Paging): Page<T> {
  return pageOf(all, {
    nextToken,
    size,
    badToken: () => glueError('InvalidInputException', 'Invalid token.'),
  });
}

interface Paging {
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}
