import { Entity, type Group, type Use } from './entity.ts';

/** An access key of a user. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly created: Date;
  active: boolean;
  used: Use | undefined;
}

/** A password, and what became of it. */
export interface LoginProfile {
  password: string;
  created: Date;
  changed: Date;
  resetRequired: boolean;
  lastUsed: Date | undefined;
  /** The passwords before it, the last one first. */
  readonly before: string[];
}

/** A virtual device for the second factor. */
export interface MfaDevice {
  readonly serial: string;
  readonly created: Date;
  user: User | undefined;
  enabled: Date | undefined;
}

/** A user name and password for one service that knows no keys. */
export interface ServiceCredential {
  readonly id: string;
  readonly service: string;
  readonly created: Date;
  readonly userName: string;
  password: string;
  active: boolean;
}

/** A user: a person, or a program, with credentials that last. */
export class User extends Entity {
  override readonly kind = 'user';
  readonly groups = new Set<Group>();
  readonly keys: AccessKey[] = [];
  login: LoginProfile | undefined;
  readonly devices: MfaDevice[] = [];
  readonly credentials: ServiceCredential[] = [];

  /** As CreateUser answers it. */
  describe() {
    const { path, name, id, arn, created, boundaryShape, tagList } = this;
    return { path, userName: name, userId: id, arn, createDate: created, permissionsBoundary: boundaryShape, tags: tagList }; // prettier-ignore
  }

  /** As GetUser answers it. */
  whole() {
    return { ...this.describe(), passwordLastUsed: this.login?.lastUsed };
  }

  /** As ListUsers answers it: without boundary and tags. */
  summary() {
    return { ...this.whole(), permissionsBoundary: undefined, tags: undefined };
  }
}
