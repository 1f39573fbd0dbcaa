import { noSuch } from './errors.ts';
import { iamLimits as limits } from './limits.ts';
import { page, Part } from './part.ts';
import type { Input, Output } from './schema.ts';
import type { ServiceCredential, User } from './user.ts';

const SERVICES = ['codecommit.amazonaws.com', 'cassandra.amazonaws.com'];

/** User names and passwords for services that know no keys. */
export class ServiceCredentials extends Part {
  createServiceSpecificCredential({
    userName,
    serviceName: service,
  }: Input<'CreateServiceSpecificCredential'>): Output<'CreateServiceSpecificCredential'> {
    const { account } = this;
    const user = account.user(userName);
    if (!SERVICES.includes(service))
      throw noSuch(`No such service ${service} is supported for Service Specific Credentials`);
    const same = user.credentials.filter((each) => each.service === service).length;
    this.room(same, limits.serviceCredentials, 'ServiceSpecificCredentialsPerUser');
    const credential = {
      id: account.id21('ACCA'),
      service,
      created: this.date,
      userName: `${userName}-at-${account.id}`,
      password: account.letters(44),
      active: true,
    };
    user.credentials.push(credential);
    return {
      serviceSpecificCredential: { ...describe(user, credential), servicePassword: credential.password },
    };
  }

  listServiceSpecificCredentials(
    input: Input<'ListServiceSpecificCredentials'> = {},
  ): Output<'ListServiceSpecificCredentials'> {
    const user = this.callerOr(input.userName);
    const all = user.credentials.filter(({ service }) => service === (input.serviceName ?? service));
    const { items, more } = page(all, input);
    return { serviceSpecificCredentials: items.map((each) => describe(user, each)), ...more };
  }

  updateServiceSpecificCredential(
    input: Input<'UpdateServiceSpecificCredential'>,
  ): Output<'UpdateServiceSpecificCredential'> {
    this.#find(input).credential.active = input.status === 'Active';
    return {};
  }

  resetServiceSpecificCredential(
    input: Input<'ResetServiceSpecificCredential'>,
  ): Output<'ResetServiceSpecificCredential'> {
    const { user, credential } = this.#find(input);
    credential.password = this.account.letters(44);
    return {
      serviceSpecificCredential: { ...describe(user, credential), servicePassword: credential.password },
    };
  }

  deleteServiceSpecificCredential(
    input: Input<'DeleteServiceSpecificCredential'>,
  ): Output<'DeleteServiceSpecificCredential'> {
    const { user, credential } = this.#find(input);
    user.credentials.splice(user.credentials.indexOf(credential), 1);
    return {};
  }

  #find({
    userName,
    serviceSpecificCredentialId: id,
  }: {
    userName?: string;
    serviceSpecificCredentialId: string;
  }) {
    const users = userName === undefined ? [...this.account.users.values()] : [this.account.user(userName)];
    for (const user of users) {
      const credential = user.credentials.find((each) => each.id === id);
      if (credential) return { user, credential };
    }
    throw noSuch(`No such credential ${id} exists`);
  }
}

const describe = (user: User, { id, service, created, userName, active }: ServiceCredential) => ({
  createDate: created,
  serviceName: service,
  serviceSpecificCredentialId: id,
  userName: user.name,
  serviceUserName: userName,
  status: active ? ('Active' as const) : ('Inactive' as const),
});
