import { Registry } from '../../cloud/registry.ts';
import { describe, plain, tagFilters } from './describe.ts';
import { ec2Error, invalidCombination, missingParameter, notFound } from './errors.ts';
import { ec2Limits as limits } from './limits.ts';
import { Part } from './part.ts';
import type { Input, Model, Output } from './schema.ts';
import type * as aws from './schema.ts';

type Version = Model<aws.LaunchTemplateVersion> & { readonly versionNumber: number };
/** What names a template: its id or its name. */
interface Named {
  readonly launchTemplateId?: string | undefined;
  readonly launchTemplateName?: string | undefined;
}

interface Template {
  readonly id: string;
  readonly name: string;
  readonly createTime: Date;
  readonly versions: Map<number, Version>;
  /** How many versions there have been: numbers are not given again. */
  made: number;
  default: number;
}

const latestOf = ({ versions }: Template) => Math.max(...versions.keys());

/** Launch templates and their versions, which never change. */
export class LaunchTemplates extends Part {
  readonly #all = new Registry<Template>((id) => notFound('lt', id));

  /** What a template's version says: `$Latest`, `$Default` or a number; the default one where none is named. */
  dataOf(specification: Named & { version?: string }): { data: Model<aws.ResponseLaunchTemplateData>; id: string; version: string } {
    const template = this.#get(specification);
    const { versionNumber, launchTemplateData = {} } = this.#version(template, specification.version);
    return { data: launchTemplateData, id: template.id, version: String(versionNumber) };
  } // prettier-ignore

  createLaunchTemplate(input: Input<'CreateLaunchTemplate'>): Output<'CreateLaunchTemplate'> {
    const { launchTemplateName: name, launchTemplateData, versionDescription } = input;
    if (!/^[\w().\-/]{3,128}$/.test(name)) throw ec2Error('InvalidLaunchTemplateName.MalformedException', `A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.`); // prettier-ignore
    if (this.#all.list().some((one) => one.name === name)) throw ec2Error('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.'); // prettier-ignore
    if (this.#all.size >= this.ec2.quota(limits.launchTemplates)) throw ec2Error('LaunchTemplateLimitExceeded', 'The maximum number of launch templates has been reached.'); // prettier-ignore
    const tags = this.ec2.tags.given(input.tagSpecifications, 'launch-template');
    const id = this.ec2.id('lt-');
    const template = { id, name, createTime: this.ec2.date(), versions: new Map<number, Version>(), made: 0, default: 1 }; // prettier-ignore
    this.#all.add(id, template);
    this.ec2.tags.add(id, 'launch-template', tags);
    this.#add(template, launchTemplateData, versionDescription);
    return { launchTemplate: this.#describe(template) };
  }

  createLaunchTemplateVersion(input: Input<'CreateLaunchTemplateVersion'>): Output<'CreateLaunchTemplateVersion'> {
    const { launchTemplateData, versionDescription, sourceVersion } = input;
    const template = this.#get(input);
    if (template.versions.size >= this.ec2.quota(limits.launchTemplateVersions)) throw ec2Error('LaunchTemplateVersionLimitExceeded', 'The maximum number of versions has been reached.');
    // What the request says takes the place of the whole member of the source; nothing is merged inside.
    const source = sourceVersion === undefined ? {} : this.#version(template, sourceVersion).launchTemplateData;
    const version = this.#add(template, { ...(source as Model<aws.RequestLaunchTemplateData>), ...launchTemplateData }, versionDescription);
    return { launchTemplateVersion: this.#describeVersion(template, version) };
  } // prettier-ignore

  modifyLaunchTemplate(input: Input<'ModifyLaunchTemplate'>): Output<'ModifyLaunchTemplate'> {
    const template = this.#get(input);
    if (input.defaultVersion !== undefined) template.default = this.#version(template, input.defaultVersion).versionNumber; // prettier-ignore
    return { launchTemplate: this.#describe(template) };
  }

  deleteLaunchTemplate(input: Input<'DeleteLaunchTemplate'>): Output<'DeleteLaunchTemplate'> {
    const template = this.#get(input);
    const launchTemplate = this.#describe(template);
    this.#all.remove(template.id);
    this.ec2.tags.remove(template.id);
    return { launchTemplate };
  }

  deleteLaunchTemplateVersions(input: Input<'DeleteLaunchTemplateVersions'>): Output<'DeleteLaunchTemplateVersions'> {
    const template = this.#get(input);
    const done: Model<aws.DeleteLaunchTemplateVersionsResponseSuccessItem>[] = [];
    const refused: Model<aws.DeleteLaunchTemplateVersionsResponseErrorItem>[] = [];
    for (const text of input.versions) {
      const item = { launchTemplateId: template.id, launchTemplateName: template.name, versionNumber: Number(text) };
      if (template.default === Number(text)) throw ec2Error('InvalidLaunchTemplateId.VersionNotDeletable', 'The default version of a launch template cannot be deleted.');
      if (template.versions.delete(Number(text))) done.push(item);
      else refused.push({ ...item, responseError: { code: 'launchTemplateVersionDoesNotExist', message: `Could not find launch template version ${text.slice(0, 100)}` } });
    }
    return { successfullyDeletedLaunchTemplateVersions: done, unsuccessfullyDeletedLaunchTemplateVersions: refused };
  } // prettier-ignore

  describeLaunchTemplates(input: Input<'DescribeLaunchTemplates'> = {}): Output<'DescribeLaunchTemplates'> {
    const { launchTemplateIds: ids = [], launchTemplateNames: names = [] } = input;
    const named = [...ids.map((launchTemplateId) => this.#get({ launchTemplateId })), ...names.map((launchTemplateName) => this.#get({ launchTemplateName }))]; // prettier-ignore
    const all = ids.length + names.length > 0 ? named : this.#all.list();
    const { page, ...more } = describe(all.map((one) => this.#describe(one)), input, {
      ...plain<Model<aws.LaunchTemplate>>('launch-template-name'),
      'create-time': ({ createTime }) => createTime!.toISOString(),
      ...tagFilters,
    }, 1); // prettier-ignore
    return { launchTemplates: page, ...more };
  }

  describeLaunchTemplateVersions(input: Input<'DescribeLaunchTemplateVersions'> = {}): Output<'DescribeLaunchTemplateVersions'> {
    const { versions, minVersion, maxVersion } = input;
    const everywhere = input.launchTemplateId === undefined && input.launchTemplateName === undefined;
    if (everywhere && !versions?.length) throw missingParameter('LaunchTemplateId or LaunchTemplateName');
    const found = (everywhere ? this.#all.list() : [this.#get(input)]).flatMap((template) => {
      const asked = versions?.length ? versions.map((one) => this.#version(template, one)) : [...template.versions.values()].reverse();
      return asked.map((version) => this.#describeVersion(template, version));
    });
    const within = found.filter(({ versionNumber }) => versionNumber! >= Number(minVersion ?? 0) && versionNumber! <= Number(maxVersion ?? Infinity));
    const { page, ...more } = describe(within, input, {
      'is-default-version': ({ defaultVersion }) => defaultVersion,
      'image-id': ({ launchTemplateData }) => launchTemplateData!.imageId,
      'instance-type': ({ launchTemplateData }) => launchTemplateData!.instanceType,
    }, 1);
    return { launchTemplateVersions: page, ...more };
  } // prettier-ignore

  #get({ launchTemplateId: id, launchTemplateName: name }: Named): Template {
    if (id !== undefined && name !== undefined) throw invalidCombination('The request must contain either launch template ID or launch template name, not both'); // prettier-ignore
    if (id !== undefined) return this.#all.get(id);
    if (name === undefined) throw missingParameter('LaunchTemplateId or LaunchTemplateName');
    const found = this.#all.list().find((one) => one.name === name);
    if (!found) throw ec2Error('InvalidLaunchTemplateName.NotFoundException', `The specified launch template, with template name ${name.slice(0, 128)}, does not exist.`); // prettier-ignore
    return found;
  }

  #version(template: Template, asked = '$Default'): Version {
    const number =
      asked === '$Latest' ? latestOf(template) : asked === '$Default' ? template.default : Number(asked);
    const version = template.versions.get(number);
    if (!version) throw ec2Error('InvalidLaunchTemplateId.VersionNotFound', `Could not find the specified version ${asked.slice(0, 100)} for the launch template with ID ${template.id}.`); // prettier-ignore
    return version;
  }

  #add(template: Template, data: Model<aws.RequestLaunchTemplateData>, versionDescription?: string): Version {
    template.made++;
    const version: Version = {
      versionNumber: template.made,
      ...(versionDescription !== undefined && { versionDescription }),
      createTime: this.ec2.date(),
      launchTemplateData: data as Model<aws.ResponseLaunchTemplateData>,
    };
    template.versions.set(template.made, version);
    return version;
  }

  #describe(template: Template): Model<aws.LaunchTemplate> {
    const { id, name, createTime, default: first } = template;
    return {
      launchTemplateId: id,
      launchTemplateName: name,
      createTime,
      createdBy: this.#creator(),
      defaultVersionNumber: first,
      latestVersionNumber: latestOf(template),
      tags: this.ec2.tags.of(id),
    };
  }

  #describeVersion(
    { id, name, default: first }: Template,
    version: Version,
  ): Model<aws.LaunchTemplateVersion> {
    return { ...version, launchTemplateId: id, launchTemplateName: name, createdBy: this.#creator(), defaultVersion: version.versionNumber === first }; // prettier-ignore
  }

  #creator(): string {
    return `arn:${this.ec2.region.partition}:iam::${this.ec2.region.account}:root`;
  }
}
