import { Lifecycle } from '../../cloud/lifecycle.ts';
import { partitionOf } from '../../cloud/partition.ts';
import { Registry } from '../../cloud/registry.ts';
import { describe, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidValue, missingParameter, notFound } from './errors.ts';
import type { Ec2Instance } from './ec2-instance.ts';
import { Part, refuseNotModelled, type Context } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { Volumes } from './volumes.ts';

/** An image, and what becomes of it. */
export interface ImageRecord {
  readonly given: Model<aws.Image> & { readonly imageId: string; readonly architecture: 'x86_64' | 'arm64' };
  readonly state: Lifecycle<'pending' | 'available' | 'deregistered'>;
  readonly rootSize: number;
}

/** Amazon's account. */
const AMAZON = '137112412989';
/** Where Systems Manager tells the newest Amazon Linux image: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli */
const PARAMETER =
  /^resolve:ssm:\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-(?:kernel-default|kernel-6\.1|minimal-kernel-default)-(x86_64|arm64)$/;

/** Amazon Machine Images: Amazon Linux, and an account's own. */
export class Images extends Part {
  readonly #volumes: Volumes;
  readonly #find: (id: string) => Ec2Instance;
  readonly #all = new Registry<ImageRecord>((id) => notFound('ami', id));

  /** Makes Amazon Linux 2023 for both architectures. */
  constructor(ec2: Context, volumes: Volumes, find: (id: string) => Ec2Instance) {
    super(ec2);
    this.#volumes = volumes;
    this.#find = find;
    for (const architecture of ['x86_64', 'arm64'] as const)
      this.#make({
        name: `al2023-ami-2023.9.20251117.1-kernel-6.1-${architecture}`,
        description: `Amazon Linux 2023 AMI 2023.9.20251117.1 ${architecture} HVM kernel-6.1`,
        architecture,
        ownerId: AMAZON,
        imageOwnerAlias: 'amazon',
        public: true,
      }, 8, 'available'); // prettier-ignore
  }

  /** Amazon Linux 2023, whose id examples need. */
  amazonLinux(architecture: 'x86_64' | 'arm64' = 'x86_64'): string {
    return this.#all.list().find(({ given }) => given.imageOwnerAlias === 'amazon' && given.architecture === architecture)!.given.imageId; // prettier-ignore
  }

  /** The image of that id, or behind a public parameter of Systems Manager; one that may be launched. */
  launchable(asked: string): ImageRecord {
    const parameter = PARAMETER.exec(asked);
    const image = this.#all.get(parameter ? this.amazonLinux(parameter[1] as 'x86_64') : asked);
    if (!image.state.is('available')) throw ec2Error('InvalidAMIID.Unavailable', `The image ID '${asked}' is not available`); // prettier-ignore
    return image;
  }

  describeImages(input: Input<'DescribeImages'> = {}): Output<'DescribeImages'> {
    const { imageIds, owners } = input;
    refuseNotModelled(input, 'executableUsers');
    const named = imageIds?.length ? imageIds.map((id) => this.#all.get(id)) : this.#all.list();
    const own = ({ given }: ImageRecord) =>
      owners?.some((owner) => owner === given.ownerId || owner === given.imageOwnerAlias || (owner === 'self' && given.ownerId === this.ec2.region.account)) ?? true; // prettier-ignore
    const all = named.filter((image) => own(image) && !image.state.is('deregistered'));
    const { page, ...more } = describe(all.map((image) => this.#describe(image)), input, {
      ...plain<Model<aws.Image>>('architecture creation-date description ena-support hypervisor image-id image-type name owner-id platform root-device-name root-device-type state virtualization-type'),
      'is-public': ({ public: open }) => open,
      'owner-alias': ({ imageOwnerAlias }) => imageOwnerAlias,
      ...tagFilters,
    }, 1); // prettier-ignore
    return { images: page, ...more };
  }

  createImage(input: Input<'CreateImage'>): Output<'CreateImage'> {
    refuseNotModelled(input, 'snapshotLocation bootModeOverride blockDeviceMappings');
    const { instanceId, name, description, noReboot } = input;
    const instance = this.#find(instanceId);
    this.#checkName(name);
    if (!['running', 'stopped'].includes(instance.state)) throw ec2Error('IncorrectState', `Unable to create image from an instance in the state ${instance.state}`); // prettier-ignore
    const tags = this.ec2.tags.given(input.tagSpecifications, 'image', ['snapshot']);
    const source = this.#all.find(instance.imageId)!;
    const { architecture } = source.given;
    const image = this.#make({ name, ...(description !== undefined && { description }), architecture, sourceInstanceId: instanceId, ownerId: this.ec2.region.account, public: false }, source.rootSize, 'pending', tags); // prettier-ignore
    image.state.to('available', this.ec2.model.snapshot);
    if (!noReboot && instance.state === 'running') instance.life.reboot();
    return { imageId: image.given.imageId };
  }

  /** Copies an image of another Region into this one: there it is another image, with another id. */
  copyImage(input: Input<'CopyImage'>): Output<'CopyImage'> {
    refuseNotModelled(input, 'encrypted kmsKeyId copyImageTags destinationOutpostArn snapshotCopyCompletionDurationMinutes destinationAvailabilityZone destinationAvailabilityZoneId');
    const { name, description, sourceImageId, sourceRegion } = input;
    this.#checkName(name);
    if (!partitionOf(sourceRegion)) throw invalidValue('sourceRegion', sourceRegion);
    const there = this.ec2.region.region(sourceRegion).service('ec2') as { describeImages(input: object): Output<'DescribeImages'> };
    const [source] = there.describeImages({ imageIds: [sourceImageId] }).images!;
    if (source!.state !== 'available') throw ec2Error('InvalidAMIID.Unavailable', `The image ID '${sourceImageId}' is not available`);
    const tags = this.ec2.tags.given(input.tagSpecifications, 'image', ['snapshot']);
    const { architecture, blockDeviceMappings } = source as ImageRecord['given'];
    const size = blockDeviceMappings![0]!.ebs!.volumeSize!;
    const image = this.#make({ name, ...(description !== undefined && { description }), architecture, ownerId: this.ec2.region.account, public: false }, size, 'pending', tags);
    image.state.to('available', this.ec2.model.snapshot);
    return { imageId: image.given.imageId };
  } // prettier-ignore

  registerImage(input: Input<'RegisterImage'>): Output<'RegisterImage'> {
    refuseNotModelled(input, 'imageLocation billingProducts uefiData kernelId ramdiskId');
    const { name, architecture = 'x86_64', description, blockDeviceMappings = [], rootDeviceName } = input;
    this.#checkName(name);
    if (architecture !== 'x86_64' && architecture !== 'arm64') throw invalidValue('architecture', architecture, 'Modelled are x86_64 and arm64.'); // prettier-ignore
    const root = blockDeviceMappings.find(({ deviceName }) => deviceName === rootDeviceName) ?? blockDeviceMappings[0]; // prettier-ignore
    const snapshotId = root?.ebs?.snapshotId;
    if (snapshotId === undefined) throw missingParameter('blockDeviceMappings.1.ebs.snapshotId');
    const { volumeSize } = this.#volumes.snapshot(snapshotId);
    const tags = this.ec2.tags.given(input.tagSpecifications, 'image');
    const image = this.#make({ name, ...(description !== undefined && { description }), architecture, ownerId: this.ec2.region.account, public: false }, root?.ebs?.volumeSize ?? volumeSize!, 'available', tags, snapshotId); // prettier-ignore
    return { imageId: image.given.imageId };
  }

  deregisterImage(input: Input<'DeregisterImage'>): Output<'DeregisterImage'> {
    const { imageId, deleteAssociatedSnapshots } = input;
    const image = this.#all.get(imageId);
    if (image.given.ownerId !== this.ec2.region.account) throw ec2Error('AuthFailure', `Not authorized for images: [${imageId}]`); // prettier-ignore
    // Instances that were launched from it go on, and show its id.
    image.state.to('deregistered');
    const snapshotId = image.given.blockDeviceMappings![0]!.ebs!.snapshotId!;
    if (deleteAssociatedSnapshots) this.#volumes.forgetSnapshot(snapshotId);
    this.ec2.tags.remove(imageId);
    return { return: true };
  }

  #checkName(name: string): void {
    if (!/^[\w ()[\]./'@-]{3,128}$/.test(name)) throw ec2Error('InvalidAMIName.Malformed', 'AMI names must be between 3 and 128 characters long, and may contain letters, numbers, and ( ) [ ] . / - \' @ _ and blanks'); // prettier-ignore
    const taken = this.#all
      .list()
      .find(({ given, state }) => given.name === name && !state.is('deregistered'));
    if (taken) throw ec2Error('InvalidAMIName.Duplicate', `AMI name ${name} is already in use by AMI ${taken.given.imageId}`); // prettier-ignore
  }

  #make(
    more: Pick<Model<aws.Image>, 'name' | 'description' | 'ownerId' | 'imageOwnerAlias' | 'public' | 'sourceInstanceId'> & { architecture: 'x86_64' | 'arm64' },
    rootSize: number,
    state: 'pending' | 'available',
    tags: Model<aws.Tag>[] = [],
    snapshotId = this.#volumes.makeSnapshot(rootSize, more.ownerId === AMAZON ? AMAZON : undefined),
  ): ImageRecord {
    const imageId = this.ec2.id('ami-');
    const given = {
      ...more,
      imageId,
      imageLocation: `${more.imageOwnerAlias ?? more.ownerId}/${more.name}`,
      creationDate: this.ec2.date().toISOString(),
      imageType: 'machine' as const,
      rootDeviceType: 'ebs' as const,
      rootDeviceName: '/dev/xvda',
      virtualizationType: 'hvm' as const,
      hypervisor: 'xen' as const,
      enaSupport: true,
      platformDetails: 'Linux/UNIX',
      usageOperation: 'RunInstances',
      blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { deleteOnTermination: true, snapshotId, volumeSize: rootSize, volumeType: 'gp3' as const, encrypted: false } }],
    };
    this.ec2.tags.add(imageId, 'image', tags);
    return this.#all.add(imageId, { given, rootSize, state: new Lifecycle<'pending' | 'available' | 'deregistered'>(this.simulation, state) });
  } // prettier-ignore

  #describe({ given, state }: ImageRecord): Model<aws.Image> {
    return { ...given, state: state.state, tags: this.ec2.tags.of(given.imageId) };
  }
}
