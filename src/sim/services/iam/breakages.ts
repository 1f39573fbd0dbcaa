import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break IAM. */
export const breakages = {
  'takes every key': {
    file: 'identify.ts',
    text: 'const found = arn === undefined ? byKeys(region, who as Keys) : byArn(region, arn);',
    instead:
      'const found = arn === undefined ? rootOf(accountIn(region, region.account)) : byArn(region, arn);',
  },
  'ends no session': {
    file: 'identify.ts',
    text: 'if (session.expires <= region.world.simulation.epochMillis)',
    instead: 'if (session.expires <= 0)',
  },
  'asks nobody': {
    file: 'guard.ts',
    text: 'const decision = evaluate(request, policies);',
    instead: "const decision = { ...evaluate(request, policies), decision: 'allowed' as const };",
  },
  'says no to everybody': {
    file: 'guard.ts',
    text: 'const decision = evaluate(request, policies);',
    instead: "const decision = { ...evaluate(request, policies), decision: 'implicitDeny' as const };",
  },
  'remembers no use': {
    file: 'guard.ts',
    text: 'entity.used.set(service, use);',
    instead: 'entity.used.delete(service);',
  },
  'forgets the uses of keys': {
    file: 'guard.ts',
    text: 'if (key) key.used = use;',
    instead: 'if (key) key.used = undefined;',
  },
  'gives all the same secret': {
    file: 'access-keys.ts',
    text: 'secret: account.letters(40)',
    instead: "secret: 'the same'",
  },
  'forgets the groups': {
    file: 'account.ts',
    text: 'const groups = entity instanceof User ? [...entity.groups] : [];',
    instead: 'const groups: Group[] = [];',
  },
  'passes over inline policies': {
    file: 'entity.ts',
    text: 'return [...[...this.attached].map((managed) => managed.policy), ...inline];',
    instead: 'return [...[...this.attached].map((managed) => managed.policy), ...inline.slice(9)];',
  },
  'reads no policy': {
    file: 'attachments.ts',
    text: "documentOf(text, 'identity');",
    instead: 'void documentOf;',
  },
  'takes no policy': {
    file: 'attachments.ts',
    text: 'let size = policySize(text);',
    instead: 'let size = 1e9 + policySize(text);',
  },
  'takes every password': {
    file: 'passwords.ts',
    text: 'if (again || !takes(policy, password, user.name))',
    instead: 'if (again && takes === undefined)',
  },
  'lets nobody change passwords': {
    file: 'account.ts',
    text: 'this.passwordPolicy?.allowUsersToChangePassword',
    instead: 'this.passwordPolicy?.hardExpiry',
  },
  'lets no password expire': {
    file: 'passwords.ts',
    text: 'if (!login || age === undefined) return undefined;',
    instead: 'if (!login || age !== 0) return undefined;',
  },
  'asks for no code': {
    file: 'passwords.ts',
    text: 'const second = user.devices.length > 0;',
    instead: 'const second = user.devices.length > 99;',
  },
  'believes no key': {
    file: 'identify.ts',
    text: 'if (found?.key.active) {',
    instead: "if (found?.key.active && id === '') {",
  },
  'asks for no secret': {
    file: 'identify.ts',
    text: 'if (found.key.secret !== secret) throw badSignature();',
    instead: "if (found.key.secret === '') throw badSignature();",
  },
  'loses the role of a profile': {
    file: 'instance-profiles.ts',
    text: 'profile.role = role;',
    instead: 'profile.role = undefined;',
  },
  'leaves the root user out of the report': {
    file: 'audit.ts',
    text: 'const rows = [COLUMNS, first, ...',
    instead: 'const rows = [COLUMNS, ...',
  },
  'leaves the users out of the report': {
    file: 'audit.ts',
    text: '[...users.values()].map((user) => this.#row(user))',
    instead: '[]',
  },
  'tells no device': {
    file: 'audit.ts',
    text: 'String(devices.length > 0)',
    instead: 'String(devices.length > 99)',
  },
  'lists what was used only': {
    file: 'audit.ts',
    text: '...job.granted.filter((service) => !/[*?]/.test(service)), ...known',
    instead: '...known',
  },
  'has other users in each Region': {
    file: 'account.ts',
    text: 'let accounts = worlds.get(world);',
    instead: 'let accounts = worlds.get({} as World);',
  },
} satisfies Breakages;
