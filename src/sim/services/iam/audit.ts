import type { Entity, Group, Use } from './entity.ts';
import { exists, iamError, noSuch } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import { expiryOf } from './passwords.ts';
import type { Input, Output } from './schema.ts';
import type { User } from './user.ts';

/** Columns of the credential report. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const COLUMNS = 'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated'.split(','); // prettier-ignore

/** A last-accessed job. */
interface Job {
  readonly entities: readonly Entity[];
  readonly granted: readonly string[];
  readonly actions: boolean;
  readonly created: Date;
}

/** What tells of the account: the credential report, the last uses, counts, its alias. */
export class Audit extends Part {
  #report: { begun: Date; text: string } | undefined;
  readonly #jobs = new Map<string, Job>();

  /** The report that is at most four hours old is given again: what changed since is not in it. */
  generateCredentialReport(
    _input: Input<'GenerateCredentialReport'> = {},
  ): Output<'GenerateCredentialReport'> {
    const { date } = this;
    const age = this.#report ? (date.getTime() - this.#report.begun.getTime()) / 1000 : Infinity;
    if (age < limits.reportAge.max)
      return { state: age < this.iam.model.reportDuration ? 'INPROGRESS' : 'COMPLETE' };
    this.#report = { begun: date, text: this.#write() };
    return { state: 'STARTED', description: 'No report exists. Starting a new report generation task' };
  }

  getCredentialReport(_input: Input<'GetCredentialReport'> = {}): Output<'GetCredentialReport'> {
    const report = this.#report;
    if (!report) throw iamError('CredentialReportNotPresentException', 'Credential report not present.');
    const age = (this.date.getTime() - report.begun.getTime()) / 1000;
    if (age < this.iam.model.reportDuration)
      throw iamError('CredentialReportNotReadyException', 'Credential report is not ready.');
    if (age >= limits.reportAge.max)
      throw iamError('CredentialReportExpiredException', 'Credential report has expired.');
    const content = new TextEncoder().encode(report.text);
    return { content, reportFormat: 'text/csv', generatedTime: report.begun };
  }

  generateServiceLastAccessedDetails({
    arn,
    granularity,
  }: Input<'GenerateServiceLastAccessedDetails'>): Output<'GenerateServiceLastAccessedDetails'> {
    const { account } = this;
    const policy = account.policies.get(arn);
    const entities = [...account.entities()].filter((each) => each.arn === arn || (policy && each.attached.has(policy))); // prettier-ignore
    if (entities.length === 0 && !policy) throw noSuch(`ARN ${arn} cannot be found.`);
    const documents = policy
      ? [policy.defaultVersion.document]
      : entities.flatMap((each) =>
          each.kind === 'group'
            ? each.policies(() => ({ version: '2012-10-17', statements: [] })).map(({ document }) => document)
            : account.identityPolicies(each as User).map(({ document }) => document),
        );
    const granted = documents.flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Allow')).flatMap(({ action = ['*'] }) => action.map((name) => name.split(':')[0]!)); // prettier-ignore
    const jobId = account.letters(36, '0123456789abcdef');
    // Of a group it tells what its members have used.
    const users = entities.flatMap((each) =>
      each.kind === 'group'
        ? [...account.users.values()].filter(({ groups }) => groups.has(each as Group))
        : [each],
    );
    this.#jobs.set(jobId, {
      entities: users,
      granted,
      actions: granularity === 'ACTION_LEVEL',
      created: this.date,
    });
    return { jobId };
  }

  /** Uses by entities whose identity-based policies allow the service; other kinds of policies are not looked at. */
  getServiceLastAccessedDetails(
    input: Input<'GetServiceLastAccessedDetails'>,
  ): Output<'GetServiceLastAccessedDetails'> {
    const job = this.#jobs.get(input.jobId);
    if (!job) throw noSuch(`JobId ${input.jobId} cannot be found.`);
    const known = job.entities.flatMap(({ used }) => [...used.keys()]);
    const all = new Set([...job.granted.filter((service) => !/[*?]/.test(service)), ...known]);
    const services = [...all].sort().map((service) => this.#service(service, job));
    const { items, more } = page(services, input);
    return {
      jobStatus: 'COMPLETED',
      jobType: job.actions ? 'ACTION_LEVEL' : 'SERVICE_LEVEL',
      jobCreationDate: job.created,
      jobCompletionDate: job.created,
      servicesLastAccessed: items,
      ...more,
    };
  }

  getAccountSummary(_input: Input<'GetAccountSummary'> = {}): Output<'GetAccountSummary'> {
    const { users, groups, roles, profiles, policies, devices, root, alias } = this.account;
    const own = [...policies.values()].filter(({ isAws }) => !isAws);
    return {
      summaryMap: {
        Users: users.size,
        UsersQuota: limits.users.max,
        Groups: groups.size,
        GroupsQuota: this.iam.quota(limits.groups),
        Roles: roles.size,
        RolesQuota: this.iam.quota(limits.roles),
        InstanceProfiles: profiles.size,
        Policies: own.length,
        PoliciesQuota: this.iam.quota(limits.policies),
        PolicyVersionsInUse: own.reduce((sum, { versions }) => sum + versions.length, 0),
        VersionsPerPolicyQuota: limits.policyVersions.max,
        MFADevices: devices.size,
        MFADevicesInUse: [...devices.values()].filter(({ user }) => user).length,
        AccountMFAEnabled: root.mfa ? 1 : 0,
        AccountAccessKeysPresent: 0,
        AccountAliases: alias === undefined ? 0 : 1,
        AccessKeysPerUserQuota: limits.accessKeys.max,
        GroupsPerUserQuota: limits.groupsPerUser.max,
      },
    } as Output<'GetAccountSummary'>;
  }

  createAccountAlias({ accountAlias }: Input<'CreateAccountAlias'>): Output<'CreateAccountAlias'> {
    if (this.account.alias === accountAlias)
      throw exists(`The account alias ${accountAlias} already exists.`);
    this.account.alias = accountAlias;
    return {};
  }

  listAccountAliases(_input: Input<'ListAccountAliases'> = {}): Output<'ListAccountAliases'> {
    const { alias } = this.account;
    return { accountAliases: alias === undefined ? [] : [alias], isTruncated: false };
  }

  deleteAccountAlias({ accountAlias }: Input<'DeleteAccountAlias'>): Output<'DeleteAccountAlias'> {
    if (this.account.alias !== accountAlias)
      throw noSuch(`The account alias ${accountAlias} cannot be found.`);
    this.account.alias = undefined;
    return {};
  }

  #service(service: string, { entities, actions }: Job) {
    const visible = this.date.getTime() - this.iam.model.trackingPeriod * 1000;
    const uses = entities
      .map((entity) => entity.used.get(service))
      .filter((use): use is Use => use !== undefined && use.date.getTime() <= visible);
    const last = uses.reduce<Use | undefined>((a, b) => (a && a.date >= b.date ? a : b), undefined);
    const tracked = uses.flatMap(
      ({ actions: by, by: who, region }) =>
      [...by].map(([actionName, time]) => ({ actionName, lastAccessedTime: new Date(time), lastAccessedEntity: who, lastAccessedRegion: region })), // prettier-ignore
    );
    return {
      serviceName: service,
      serviceNamespace: service,
      lastAuthenticated: last?.date,
      lastAuthenticatedEntity: last?.by,
      lastAuthenticatedRegion: last?.region,
      totalAuthenticatedEntities: uses.length,
      trackedActionsLastAccessed: actions ? tracked : undefined,
    };
  }

  #write(): string {
    const { root, prefix, created, users } = this.account;
    const first = ['<root_account>', `${prefix}:root`, stamp(created), 'not_supported', stamp(root.passwordLastUsed, 'no_information'), 'not_supported', 'not_supported', String(root.mfa), ...NO_KEY, ...NO_KEY, ...NO_CERTIFICATES]; // prettier-ignore
    const rows = [COLUMNS, first, ...[...users.values()].map((user) => this.#row(user))];
    // No value has a comma or a quotation mark in it.
    return rows.map((row) => row.join(',')).join('\n');
  }

  #row(user: User): string[] {
    const { name, arn, created, login, devices, keys } = user;
    const next = expiryOf(user, this.account.passwordPolicy?.maxPasswordAge);
    const password = login
      ? ['true', stamp(login.lastUsed, 'no_information'), stamp(login.changed), stamp(next)]
      : ['false', 'N/A', 'N/A', 'N/A'];
    const key = (i: number) => {
      const one = keys[i];
      if (!one) return NO_KEY;
      const { used } = one;
      return [String(one.active), stamp(one.created), stamp(used?.date), used?.region ?? 'N/A', used?.service ?? 'N/A']; // prettier-ignore
    };
    return [name, arn, stamp(created), ...password, String(devices.length > 0), ...key(0), ...key(1), ...NO_CERTIFICATES]; // prettier-ignore
  }
}

const NO_KEY = ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
const NO_CERTIFICATES = ['false', 'N/A', 'false', 'N/A'];

const stamp = (date: Date | undefined, none = 'N/A') =>
  date ? `${date.toISOString().slice(0, 19)}+00:00` : none;
