import { Lifecycle } from '../../cloud/lifecycle.ts';
import { Registry } from '../../cloud/registry.ts';
import type { Lasting } from '../../cloud/index.ts';
import { zonesOf } from '../../cloud/places/index.ts';
import { describe, idsOrPages, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidValue, missingParameter, notFound } from './errors.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import { ec2Prices, STORAGE_MONTH } from './prices.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import { VOLUME_TYPES } from './volume-types.ts';

/** A volume, what it is attached to, and what it costs. */
interface VolumeRecord {
  readonly given: Model<aws.Volume> & { readonly volumeId: string; readonly size: number };
  readonly bill: Lasting | undefined;
  attachment: (Model<aws.VolumeAttachment> & { readonly instanceId: string }) | undefined;
}

interface SnapshotRecord {
  readonly given: Model<aws.Snapshot> & { readonly snapshotId: string };
  readonly state: Lifecycle<aws.SnapshotState>;
  readonly bill: Lasting | undefined;
}

const ROOT = '/dev/xvda';

/** Volumes and snapshots: who has them, and what they cost. They hold no data. */
export class Volumes extends Part {
  readonly #isRunning: (instanceId: string) => boolean;
  readonly #all = new Registry<VolumeRecord>((id) => notFound('vol', id));
  readonly #snapshots = new Registry<SnapshotRecord>((id) => notFound('snap', id));

  /** @param isRunning whether an instance runs: then its root volume stays */
  constructor(ec2: Context, isRunning: (instanceId: string) => boolean) {
    super(ec2);
    this.#isRunning = isRunning;
  }

  /** The root volume of a new instance. */
  makeRoot(instanceId: string, zone: string, size: number, volumeType: aws.VolumeType, deleteOnTermination: boolean, tags: Model<aws.Tag>[]): void {
    const volume = this.#make({ size, volumeType, availabilityZone: zone }, tags);
    volume.attachment = { volumeId: volume.given.volumeId, instanceId, device: ROOT, state: 'attached', attachTime: this.ec2.date(), deleteOnTermination };
  } // prettier-ignore

  /** Checks a data volume that a launch maps: it has a size, or a snapshot that has one. */
  checkData({ snapshotId, volumeSize }: Model<aws.EbsBlockDevice>): void {
    if (volumeSize === undefined && snapshotId === undefined) throw missingParameter('blockDeviceMappings.ebs.volumeSize'); // prettier-ignore
    if (snapshotId !== undefined) this.#snapshots.get(snapshotId);
  }

  /** A data volume that a launch maps. It goes with its instance unless the mapping says otherwise. */
  makeData(instanceId: string, zone: string, device: string, ebs: Model<aws.EbsBlockDevice>, tags: Model<aws.Tag>[]): void {
    const { snapshotId, volumeType = 'gp2', deleteOnTermination = true } = ebs;
    const size = ebs.volumeSize ?? this.#snapshots.get(snapshotId!).given.volumeSize!;
    const volume = this.#make({ size, volumeType, availabilityZone: zone, ...(snapshotId !== undefined && { snapshotId }) }, tags);
    volume.attachment = { volumeId: volume.given.volumeId, instanceId, device, state: 'attached', attachTime: this.ec2.date(), deleteOnTermination };
  } // prettier-ignore

  /** The volumes of an instance, as DescribeInstances shows them. */
  of(instanceId: string): Model<aws.InstanceBlockDeviceMapping>[] {
    return this.#all.list().flatMap(({ attachment }) => {
      if (attachment?.instanceId !== instanceId) return [];
      const { device, volumeId, attachTime, deleteOnTermination } = attachment;
      return [{ deviceName: device!, ebs: { volumeId: volumeId!, attachTime: attachTime!, deleteOnTermination: deleteOnTermination!, status: 'attached' as const } }]; // prettier-ignore
    });
  }

  /** An instance is terminated: its volumes go with it, or are left. */
  leave(instanceId: string): void {
    for (const volume of this.#all) {
      if (volume.attachment?.instanceId !== instanceId) continue;
      const { deleteOnTermination } = volume.attachment;
      volume.attachment = undefined;
      if (deleteOnTermination) this.#remove(volume);
    }
  }

  /** A snapshot by its id. */
  snapshot(id: string): Model<aws.Snapshot> {
    return this.#snapshots.get(id).given;
  }

  /** Makes the snapshot of an image. */
  makeSnapshot(volumeSize: number, ownerId = this.ec2.region.account, volumeId = 'vol-ffffffff', tags: Model<aws.Tag>[] = [], description = '') {
    const snapshotId = this.ec2.id('snap-');
    const own = ownerId === this.ec2.region.account;
    const state = new Lifecycle<aws.SnapshotState>(this.simulation, own ? 'pending' : 'completed');
    if (own) state.to('completed', this.ec2.model.snapshot);
    const given = { snapshotId, volumeSize, volumeId, ownerId, description, startTime: this.ec2.date(), encrypted: false, storageTier: 'standard' as const };
    // A snapshot is billed by what it holds: here, all of the volume.
    const bill = own ? this.ec2.usage(ec2Prices.snapshots).start(volumeSize / STORAGE_MONTH, 60) : undefined;
    this.#snapshots.add(snapshotId, { given, state, bill });
    this.ec2.tags.add(snapshotId, 'snapshot', tags);
    return snapshotId;
  } // prettier-ignore

  /** Deletes a snapshot that an image held. */
  forgetSnapshot(id: string): void {
    this.#snapshots.find(id)?.bill?.stop();
    this.#snapshots.remove(id);
    this.ec2.tags.remove(id);
  }

  createVolume(input: Input<'CreateVolume'>): Output<'CreateVolume'> {
    refuseNotModelled(input, 'outpostArn operator volumeInitializationRate kmsKeyId sourceVolumeId availabilityZoneId');
    const { availabilityZone, snapshotId, volumeType = 'gp2', multiAttachEnabled, iops, throughput } = input;
    if (availabilityZone === undefined) throw missingParameter('availabilityZone');
    if (!zonesOf(this.ec2.region.name, this.ec2.region.account).some(({ name }) => name === availabilityZone)) throw ec2Error('InvalidZone.NotFound', `The zone '${availabilityZone.slice(0, 50)}' does not exist.`);
    if (multiAttachEnabled) refuseNotModelled(input, 'multiAttachEnabled');
    const least = snapshotId === undefined ? 1 : this.#snapshots.get(snapshotId).given.volumeSize!;
    const { size = snapshotId === undefined ? undefined : least } = input;
    if (size === undefined) throw missingParameter('size');
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html (2026-11-28)
    const { size: [smallest, largest], iops: speeds, asksIops } = VOLUME_TYPES[volumeType];
    if (!(size >= Math.max(least, smallest) && size <= largest)) throw invalidValue('size', size, `A ${volumeType} volume has from ${Math.max(least, smallest)} to ${largest} GiB.`); // prettier-ignore
    if (asksIops && iops === undefined) throw missingParameter('iops');
    if (iops !== undefined && !(speeds && iops >= speeds[0] && iops <= speeds[1])) throw invalidValue('iops', iops, speeds ? `A ${volumeType} volume has from ${speeds[0]} to ${speeds[1]} IOPS.` : `Not for ${volumeType}.`); // prettier-ignore
    const { given } = this.#make({ size, volumeType, availabilityZone, ...(snapshotId !== undefined && { snapshotId }), ...(iops !== undefined && { iops }), ...(throughput !== undefined && { throughput }) }, this.ec2.tags.given(input.tagSpecifications, 'volume'));
    return { ...given, state: 'creating', attachments: [], tags: this.ec2.tags.of(given.volumeId) };
  } // prettier-ignore

  deleteVolume({ volumeId }: Input<'DeleteVolume'>): Output<'DeleteVolume'> {
    const volume = this.#all.get(volumeId);
    if (volume.attachment) throw ec2Error('VolumeInUse', `Volume ${volumeId} is currently attached to ${volume.attachment.instanceId}`); // prettier-ignore
    this.#remove(volume);
    return {};
  }

  /** @internal Attaches a volume to an instance that is there, in a zone. */
  attach(volumeId: string, instanceId: string, zone: string, device: string): Model<aws.VolumeAttachment> {
    const volume = this.#all.get(volumeId);
    if (volume.given.availabilityZone !== zone) throw ec2Error('InvalidVolume.ZoneMismatch', `The volume '${volumeId}' is not in the same availability zone as instance '${instanceId}'`); // prettier-ignore
    if (volume.attachment) throw ec2Error('VolumeInUse', `${volumeId} is already attached to an instance`);
    if (this.of(instanceId).some((one) => one.deviceName === device)) throw invalidValue('device', device, `${device} is already in use`); // prettier-ignore
    volume.attachment = { volumeId, instanceId, device, state: 'attached', attachTime: this.ec2.date(), deleteOnTermination: false }; // prettier-ignore
    return { ...volume.attachment, state: 'attaching' };
  }

  detachVolume(input: Input<'DetachVolume'>): Output<'DetachVolume'> {
    const volume = this.#all.get(input.volumeId);
    const { attachment } = volume;
    if (!attachment || (input.instanceId ?? attachment.instanceId) !== attachment.instanceId) throw ec2Error('IncorrectState', `Volume '${input.volumeId}' is in the 'available' state.`); // prettier-ignore
    if (attachment.device === ROOT && this.#isRunning(attachment.instanceId)) throw ec2Error('OperationNotPermitted', `Unable to detach root volume '${input.volumeId}' from instance '${attachment.instanceId}'`); // prettier-ignore
    volume.attachment = undefined;
    return { ...attachment, state: 'detaching' };
  }

  describeVolumes(input: Input<'DescribeVolumes'> = {}): Output<'DescribeVolumes'> {
    idsOrPages(input.volumeIds, input, 'volumeIds');
    const { volumeIds: ids } = input;
    const all = (ids?.length ? ids.map((id) => this.#all.get(id)) : this.#all.list()).map(({ given, attachment }) => ({
      ...given,
      state: attachment ? ('in-use' as const) : ('available' as const),
      attachments: attachment ? [attachment] : [],
      tags: this.ec2.tags.of(given.volumeId),
    }));
    const { page, ...more } = describe(all, input, {
      ...plain<(typeof all)[number]>('availability-zone size snapshot-id volume-id volume-type encrypted'),
      status: ({ state }) => state,
      'attachment.instance-id': ({ attachments }) => attachments.map(({ instanceId }) => instanceId),
      'attachment.device': ({ attachments }) => attachments.map(({ device = '' }) => device),
      ...tagFilters,
    });
    return { volumes: page, ...more };
  } // prettier-ignore

  createSnapshot(input: Input<'CreateSnapshot'>): Output<'CreateSnapshot'> {
    refuseNotModelled(input, 'outpostArn location');
    const { volumeId, description } = input;
    const { size } = this.#all.get(volumeId).given;
    const tags = this.ec2.tags.given(input.tagSpecifications, 'snapshot');
    return this.#describeSnapshot(
      this.#snapshots.get(this.makeSnapshot(size, undefined, volumeId, tags, description)),
    );
  }

  deleteSnapshot({ snapshotId }: Input<'DeleteSnapshot'>): Output<'DeleteSnapshot'> {
    if (this.#snapshots.get(snapshotId).given.ownerId !== this.ec2.region.account) throw ec2Error('AuthFailure', 'Not authorized for the snapshot'); // prettier-ignore
    this.forgetSnapshot(snapshotId);
    return {};
  }

  describeSnapshots(input: Input<'DescribeSnapshots'> = {}): Output<'DescribeSnapshots'> {
    refuseNotModelled(input, 'restorableByUserIds');
    const { snapshotIds: ids, ownerIds } = input;
    const own = (owner?: string) => ownerIds?.some((one) => one === owner || (one === 'self' && owner === this.ec2.region.account)) ?? true; // prettier-ignore
    const all = (ids?.length ? ids.map((id) => this.#snapshots.get(id)) : this.#snapshots.list()).map((one) => this.#describeSnapshot(one)); // prettier-ignore
    const { page, ...more } = describe(all.filter(({ ownerId }) => own(ownerId)), input, {
      ...plain<Model<aws.Snapshot>>('description owner-id snapshot-id volume-id volume-size encrypted'),
      status: ({ state }) => state,
      ...tagFilters,
    }); // prettier-ignore
    return { snapshots: page, ...more };
  }

  #make(more: Pick<Model<aws.Volume>, 'availabilityZone' | 'volumeType' | 'snapshotId' | 'iops' | 'throughput'> & { size: number }, tags: Model<aws.Tag>[]): VolumeRecord {
    const volumeId = this.ec2.id('vol-');
    const { volumeType, size } = more;
    const price = volumeType === 'gp3' || volumeType === 'gp2' ? ec2Prices[volumeType] : undefined;
    const speed = volumeType === 'gp3' ? { iops: 3000, throughput: 125 } : volumeType === 'gp2' ? { iops: Math.min(Math.max(100, 3 * size), 16_000) } : {};
    const given = { ...speed, ...more, volumeId, createTime: this.ec2.date(), encrypted: false, multiAttachEnabled: false };
    this.ec2.tags.add(volumeId, 'volume', tags);
    return this.#all.add(volumeId, { given, attachment: undefined, bill: price && this.ec2.usage(price).start(size / STORAGE_MONTH, 60) });
  } // prettier-ignore

  #remove({ given, bill }: VolumeRecord): void {
    bill?.stop();
    this.#all.remove(given.volumeId);
    this.ec2.tags.remove(given.volumeId);
  }

  #describeSnapshot({ given, state }: SnapshotRecord): Model<aws.Snapshot> {
    const progress = state.is('completed') ? '100%' : '0%';
    return { ...given, state: state.state, progress, tags: this.ec2.tags.of(given.snapshotId) };
  }
}
