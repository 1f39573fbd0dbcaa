import { Lifecycle } from '../../cloud/lifecycle.ts';
import { Metric, type Lasting, type MetricShape, type Price, type Region } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import { Reply } from '../../kernel/index.ts';
import { NfsError } from './errors.ts';
import { meteredSize, sizesOf, type File, type StorageClass } from './files.ts';
import { efsLimits as limits } from './limits.ts';
import type { EfsModel } from './model.ts';
import { Mount, reaches, type Volume } from './mount.ts';
import type { MountTarget } from './mount-target.ts';
import { efsPrices as prices } from './prices.ts';
import type { Input, LifecyclePolicy, LifeCycleState, Model, ThroughputMode } from './schema.ts';
import { Throughput } from './throughput.ts';

export type { StorageClass } from './files.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const DAY = 24 * 3600;
/** Seconds of a month. */
const MONTH = 730 * 3600;
const balance: MetricShape = { namespace: 'AWS/EFS', name: 'BurstCreditBalance', unit: 'Bytes', period: 60, statistic: 'Minimum' }; // prettier-ignore
const metered: MetricShape = { namespace: 'AWS/EFS', name: 'MeteredIOBytes', unit: 'Bytes', period: 60, statistic: 'Sum' }; // prettier-ignore

/** A file system: its files, who has it open, how fast it is and what it costs. `cloud.efs.fileSystem` gives it. */
export class FileSystem {
  /** Its id: `fs-…`. */
  readonly id: string;
  /** What it was made with. */
  readonly settings: Input<'CreateFileSystem'>;
  /** @internal */
  readonly created: Date;
  /** @internal */
  readonly life: Lifecycle<LifeCycleState>;
  /** @internal */
  policies: Model<LifecyclePolicy>[] = [];
  readonly #region: Region;
  readonly #model: EfsModel;
  readonly #targets: () => readonly MountTarget[];
  readonly #files = new Map<string, File>();
  readonly #mounts = new Set<object>();
  readonly #throughput: Throughput;
  readonly #metrics: Metric[];
  #bill: Lasting[] = [];
  #mode: ThroughputMode;
  #provisioned: number | undefined;

  /** @internal Made by `Efs`. */
  constructor(region: Region, model: EfsModel, id: string, settings: Input<'CreateFileSystem'>, targets: () => readonly MountTarget[]) {
    const { simulation, metrics } = region.world;
    this.#region = region;
    this.#model = model;
    this.#targets = targets;
    this.id = id;
    this.settings = settings;
    this.created = new Date(simulation.epochMillis);
    this.#mode = settings.throughputMode ?? 'bursting';
    this.#provisioned = settings.provisionedThroughputInMibps;
    this.#throughput = new Throughput(this.#speed, model.initialCredits, simulation.now);
    this.life = new Lifecycle<LifeCycleState>(simulation, 'creating');
    this.life.to('available', model.creation);
    const metric = (shape: MetricShape, read?: () => number) =>
      metrics.publish(new Metric(shape, { FileSystemId: id }, region, () => true, read));
    this.#metrics = [metric(metered), metric(balance, () => this.burstCredits)];
    this.#changed();
  } // prettier-ignore

  /** The zone of a One Zone file system; undefined for a Regional one. */
  get zone(): string | undefined {
    return this.settings.availabilityZoneName;
  }

  /** Its throughput mode now. */
  get throughputMode(): ThroughputMode {
    return this.#mode;
  }

  /** What is provisioned, in MiBps. */
  get provisionedThroughput(): number | undefined {
    return this.#provisioned;
  }

  /** Burst credits now, in bytes. In elastic mode none come and none go. */
  get burstCredits(): number {
    return this.#throughput.credits(this.#region.world.simulation.now);
  }

  /** Bytes a second that writes may have together now. */
  get permittedThroughput(): number {
    return this.#throughput.permitted(this.#region.world.simulation.now);
  }

  /** What it holds by storage class, as AWS meters it, in bytes. */
  get sizes(): Readonly<Record<StorageClass, number>> {
    return sizesOf(this.#files.values()).metered;
  }

  /** How many mounts have it open. */
  get connections(): number {
    return this.#mounts.size;
  }

  /** The storage class of a file; undefined where there is none of that path. */
  storageClassOf(path: string): StorageClass | undefined {
    return this.#files.get(path)?.storage;
  }

  /** Settles when it is in that state. */
  until(state: LifeCycleState): Reply<LifeCycleState> {
    return this.life.until(state);
  }

  /**
   * Mounts it on an instance that runs, by the mount target of the instance's zone, or of the zone that `az` names. Fails with
   * NfsError: at once where there is no such target in the instance's VPC, and after two minutes where port 2049 is closed.
   */
  mount(instanceId: string, { az }: { az?: string } = {}): Reply<Mount> {
    const { simulation } = this.#region.world;
    const reply = new Reply<Mount>(simulation, `the mount of ${this.id}`);
    const where = networkOf(this.#region).whereIs(instanceId);
    if (where?.state !== 'running') throw new NfsError(`${instanceId} does not run.`);
    const zone = az ?? where.zone;
    const target = this.#targets().find(({ network, life }) => network.zone === zone && network.vpcId === where.vpcId && life.is('available'));
    const name = `${az === undefined ? '' : `${az}.`}${this.#name}`;
    if (!target) {
      reply.reject(new NfsError(`mount.nfs: Failed to resolve server ${name}: Name or service not known`));
      return reply;
    }
    if (reaches(this.#region, where.interfaceId, target)) {
      const mount = new Mount(this.#volume, instanceId, where.interfaceId, target);
      this.#mounts.add(mount);
      simulation.schedule(this.#latency(false), () => reply.resolve(mount));
    } else simulation.schedule(this.#model.mountTimeout, () => reply.reject(new NfsError('mount.nfs: Connection timed out')));
    return reply;
  } // prettier-ignore

  /** @internal Another throughput mode. */
  setThroughput(mode: ThroughputMode, provisioned: number | undefined): void {
    this.#mode = mode;
    this.#provisioned = mode === 'provisioned' ? provisioned : undefined;
    this.#changed();
  }

  /** @internal Other lifecycle policies: each file looks when it is due. */
  setPolicies(policies: Model<LifecyclePolicy>[]): void {
    this.policies = policies;
    for (const file of this.#files.values()) this.#schedule(file);
  }

  /** @internal It is deleted with all that it holds. */
  delete(): void {
    for (const file of this.#files.values()) file.timer?.cancel();
    for (const one of this.#bill) one.stop();
    for (const metric of this.#metrics) this.#region.world.metrics.withdraw(metric);
    this.life.to('deleting');
  }

  get #name(): string {
    return `${this.id}.efs.${this.#region.name}.${this.#region.domain}`;
  }

  get #speed() {
    return { mode: this.#mode, provisioned: this.#provisioned ?? 0, region: this.#region.name, oneZone: this.zone !== undefined }; // prettier-ignore
  }

  get #now(): number {
    return this.#region.world.simulation.now;
  }

  // About 1 ms for a read and 2.7 ms for a write, 1.6 in one zone: the best case of AWS's table.
  // https://docs.aws.amazon.com/efs/latest/ug/performance.html (checked 2026-11-28)
  #latency(write: boolean): number {
    const best = write ? (this.zone === undefined ? 0.0027 : 0.0016) : 0.001;
    return best + (this.settings.performanceMode === 'maxIO' ? this.#model.maxIo : 0);
  }

  get #volume(): Volume {
    return {
      region: this.#region,
      timeout: this.#model.timeout,
      name: this.#name,
      clientRate: this.#throughput.client,
      sizeOf: (path) => this.#files.get(path)?.bytes ?? 0,
      list: () => [...this.#files.keys()].sort(),
      write: (path, text, bytes) => this.#write(path, text, bytes),
      read: (path) => this.#read(path),
      remove: (path) => {
        this.#file(path).timer?.cancel();
        this.#files.delete(path);
        this.#changed();
      },
      transfer: (path, bytes, write) => {
        const cold = !write && (this.storageClassOf(path) ?? 'standard') !== 'standard';
        this.#metrics[0]!.add(this.#throughput.metered(bytes, write));
        if (this.#mode === 'elastic') this.#use(write ? prices.writes : prices.reads, bytes);
        return this.#throughput.transfer(bytes, write, this.#now) + this.#latency(write) + (cold ? this.#model.coldRead : 0);
      },
      unmounted: (mount) => this.#mounts.delete(mount),
    };
  } // prettier-ignore

  #file(path: string): File {
    const file = this.#files.get(path);
    if (!file) throw new NfsError(`${path}: No such file or directory`);
    return file;
  }

  #write(path: string, text: string, bytes: number): void {
    const names = path.split('/').filter((name) => name !== '');
    if (names.length === 0 || names.length > limits.depth.max || names.some((name) => name.length > limits.fileName.max))
      throw new RangeError(`'${path.slice(0, 50)}' is no path of a file.`);
    if (!(bytes >= 0 && bytes <= limits.fileSize.max)) throw new RangeError(`A file has from 0 to ${limits.fileSize.max} bytes, not ${bytes}.`);
    const old = this.#files.get(path);
    old?.timer?.cancel();
    // What is written into a cold file goes to Standard, and may leave it 24 hours later.
    // https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html (checked 2026-11-28)
    const cold = old !== undefined && old.storage !== 'standard';
    const file: File = { text, bytes, storage: 'standard', since: cold ? old.since : this.#now, notBefore: cold ? this.#now + DAY : 0 };
    this.#files.set(path, file);
    this.#schedule(file);
    this.#changed();
  } // prettier-ignore

  #read(path: string): string {
    const file = this.#file(path);
    if (file.storage === 'standard') file.since = this.#now;
    else {
      this.#use(file.storage === 'archive' ? prices.archiveAccess : prices.infrequentAccess, meteredSize(file.bytes));
      if (this.policies.some((one) => one.transitionToPrimaryStorageClass)) this.#move(file, 'standard');
    }
    this.#schedule(file);
    return file.text;
  } // prettier-ignore

  /** Days without access after which a file goes to a class; undefined where none is set. */
  #days(storage: StorageClass): number | undefined {
    const rule = this.policies.map((one) => (storage === 'archive' ? one.transitionToArchive : one.transitionToIA)).find(Boolean); // prettier-ignore
    return rule === undefined ? undefined : Number(/\d+/.exec(rule)![0]);
  }

  /** The next class that a file is due for. */
  #schedule(file: File): void {
    file.timer?.cancel();
    const next: StorageClass[] = file.storage === 'standard' ? ['infrequent', 'archive'] : file.storage === 'infrequent' ? ['archive'] : []; // prettier-ignore
    const due = next.find((storage) => this.#days(storage) !== undefined);
    if (!due) return;
    const wait = Math.max(0, Math.max(file.notBefore, file.since + this.#days(due)! * DAY) - this.#now);
    file.timer = this.#region.world.simulation.timer(wait, () => {
      this.#use(due === 'archive' ? prices.archiveAccess : prices.infrequentAccess, meteredSize(file.bytes));
      this.#move(file, due);
      this.#schedule(file);
    });
  }

  #move(file: File, to: StorageClass): void {
    file.storage = to;
    if (to === 'standard') file.since = this.#now;
    this.#changed();
  }

  #use(price: Price, bytes: number): void {
    this.#region.world.meter.usage(price).add(bytes / GIB);
  }

  /** Its size or mode is another: so are its throughput and what it costs from now on. */
  #changed(): void {
    const { metered: size, billed } = sizesOf(this.#files.values());
    this.#throughput.change(this.#now, size.standard, this.#speed);
    for (const one of this.#bill) one.stop();
    const oneZone = this.zone !== undefined;
    const infrequent = oneZone ? prices.oneZoneInfrequent : this.#mode === 'elastic' ? prices.infrequentElastic : prices.infrequent; // prettier-ignore
    const kept: [Price, number][] = [
      [oneZone ? prices.oneZone : prices.standard, billed.standard / GIB],
      [infrequent, billed.infrequent / GIB],
      [prices.archive, billed.archive / GIB],
      [prices.provisioned, Math.max(0, (this.#provisioned ?? 0) - this.#throughput.baseline / MIB)],
    ];
    this.#bill = kept
      .filter(([, amount]) => amount > 0)
      .map(([price, amount]) => this.#region.world.meter.usage(price).start(amount / MONTH));
  }
}
