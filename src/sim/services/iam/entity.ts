import type { Policy, PolicyDocument } from '../../cloud/policy/index.ts';
import type { ManagedPolicy } from './managed-policy.ts';

/** Kinds of what policies are attached to. */
export type EntityKind = 'user' | 'group' | 'role';

/** What every named thing of IAM has. */
export interface Named {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly created: Date;
}

/** The last time that a service, or a key, was used. */
export interface Use {
  readonly date: Date;
  readonly region: string;
  readonly service: string;
  readonly by: string;
  /** The last use of each action, in milliseconds since 1970. */
  readonly actions: Map<string, number>;
}

/** A user, a group or a role: what policies are attached to. */
export abstract class Entity implements Named {
  abstract readonly kind: EntityKind;
  name: string;
  path: string;
  readonly id: string;
  readonly created: Date;
  /** Inline policies: documents by name. */
  readonly inline = new Map<string, string>();
  readonly attached = new Set<ManagedPolicy>();
  boundary: ManagedPolicy | undefined;
  tags = new Map<string, string>();
  /** By service, as policies name it. */
  readonly used = new Map<string, Use>();
  readonly #account: string;

  /** `account` is the beginning of its ARN: `arn:aws:iam::123456789012`. */
  constructor(account: string, name: string, path: string, id: string, created: Date) {
    this.#account = account;
    this.name = name;
    this.path = path;
    this.id = id;
    this.created = created;
  }

  get arn(): string {
    return `${this.#account}:${this.kind}${this.path}${this.name}`;
  }

  /** Its own policies, read; not those of groups. */
  policies(read: (text: string) => PolicyDocument): Policy[] {
    const inline = [...this.inline].map(([name, text]) => ({ name, document: read(text) }));
    return [...[...this.attached].map((managed) => managed.policy), ...inline];
  }

  /** The tags as IAM answers them; undefined for none. */
  get tagList(): { key: string; value: string }[] | undefined {
    if (this.tags.size === 0) return undefined;
    return [...this.tags].map(([key, value]) => ({ key, value }));
  }

  /** The boundary as IAM answers it. */
  get boundaryShape() {
    return (
      this.boundary && {
        // The value that AWS answers; its own reference has another, which never comes.
        permissionsBoundaryType: 'Policy' as 'PermissionsBoundaryPolicy',
        permissionsBoundaryArn: this.boundary.arn,
      }
    );
  }
}

/** A collection of users. */
export class Group extends Entity {
  override readonly kind = 'group';

  /** As IAM answers it. */
  describe() {
    const { path, name, id, arn, created } = this;
    return { path, groupName: name, groupId: id, arn, createDate: created };
  }
}

/** A role: what a principal that its trust policy names can take for a while. */
export class Role extends Entity {
  override readonly kind = 'role';
  /** Who may take it. */
  trust: string;
  description: string | undefined;
  maxSessionDuration = 3600;
  lastUsed: { date: Date; region: string } | undefined;
  /** The service that alone can take it and that it exists for. */
  readonly linkedTo: string | undefined;

  /** Made by `Roles`. */
  constructor(
    account: string,
    name: string,
    path: string,
    id: string,
    created: Date,
    trust: string,
    linkedTo?: string,
  ) {
    super(account, name, path, id, created);
    this.trust = trust;
    this.linkedTo = linkedTo;
  }

  /** As CreateRole answers it; the others say more. */
  describe() {
    const { path, name, id, arn, created, description, boundaryShape, tagList } = this;
    const assumeRolePolicyDocument = encoded(this.trust);
    return { path, roleName: name, roleId: id, arn, createDate: created, assumeRolePolicyDocument, description, permissionsBoundary: boundaryShape, tags: tagList }; // prettier-ignore
  }

  /** As ListRoles answers it: without boundary, tags and last use. */
  summary() {
    const { maxSessionDuration } = this;
    return { ...this.describe(), permissionsBoundary: undefined, tags: undefined, maxSessionDuration };
  }

  /** As GetRole answers it. */
  whole() {
    const { lastUsed, maxSessionDuration } = this;
    const roleLastUsed = lastUsed ? { lastUsedDate: lastUsed.date, region: lastUsed.region } : {};
    return { ...this.describe(), maxSessionDuration, roleLastUsed };
  }
}

/** A policy as IAM answers it: percent-encoded as RFC 3986 says. */
export function encoded(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
