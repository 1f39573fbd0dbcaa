import type { Policy, PolicyDocument } from '../../cloud/policy/index.ts';
import { encoded } from './encoded.ts';

/** One version of a managed policy. */
export interface PolicyVersion {
  readonly id: string;
  readonly text: string;
  readonly document: PolicyDocument;
  readonly created: Date;
}

/** A policy that stands by itself, with versions, and can be attached to many. */
export class ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly created: Date;
  updated: Date;
  readonly versions: PolicyVersion[] = [];
  defaultVersion: PolicyVersion;
  tags = new Map<string, string>();
  #next: number;

  /** Made by `Policies`. `owner` is the beginning of its ARN, `version` the number of its first version. */
  constructor(
    owner: string,
    name: string,
    path: string,
    id: string,
    created: Date,
    text: string,
    document: PolicyDocument,
    description?: string,
    version = 1,
  ) {
    this.#next = version;
    this.arn = `${owner}:policy${path}${name}`;
    this.name = name;
    this.path = path;
    this.id = id;
    this.created = created;
    this.updated = created;
    this.description = description;
    this.defaultVersion = this.add(text, document, created);
  }

  /** Whether it is AWS's own. */
  get isAws(): boolean {
    return this.arn.includes(':iam::aws:');
  }

  /** What it says now. */
  get policy(): Policy {
    return { name: this.name, arn: this.arn, document: this.defaultVersion.document };
  }

  /** Adds a version; its number is never given twice. */
  add(text: string, document: PolicyDocument, created: Date): PolicyVersion {
    const version = { id: `v${this.#next++}`, text, document, created };
    this.versions.unshift(version);
    this.updated = created;
    return version;
  }

  /** A version as IAM answers it; a list has no documents. */
  describeVersion(version: PolicyVersion, whole: boolean) {
    const { id, text, created } = version;
    const isDefaultVersion = version === this.defaultVersion;
    const document = whole ? encoded(text) : undefined;
    return { versionId: id, isDefaultVersion, createDate: created, document };
  }

  /** As IAM answers it. */
  describe(attachments: number, boundaries: number) {
    const { name, id, arn, path, description, created, updated, tags } = this;
    return {
      policyName: name,
      policyId: id,
      arn,
      path,
      defaultVersionId: this.defaultVersion.id,
      attachmentCount: attachments,
      permissionsBoundaryUsageCount: boundaries,
      isAttachable: true,
      description,
      createDate: created,
      updateDate: updated,
      tags: tags.size > 0 ? [...tags].map(([key, value]) => ({ key, value })) : undefined,
    };
  }
}
