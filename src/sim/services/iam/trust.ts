import type { Account } from './account.ts';

interface Document {
  Statement: Statement | Statement[];
}

interface Statement {
  Principal?: string | { AWS?: string | string[] };
}

/**
 * A trust policy keeps the id of a user or role that it names, and shows the ARN that belongs to it. Who is renamed stays
 * trusted; who is deleted is shown by the id, and another of the same name is a stranger. Conditions keep what they say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 *
 * @param arn as trust policies had it
 * @param shown the new ARN, or the id of who is gone
 */
export function renameInTrust(accounts: Iterable<Account>, arn: string, shown: string): void {
  if (arn === shown) return;
  const renamed = (name: string) => (name === arn ? shown : name);
  for (const { roles } of accounts)
    for (const role of roles.values()) {
      if (!role.trust.includes(arn)) continue;
      const document = JSON.parse(role.trust) as Document;
      for (const { Principal: named } of [document.Statement].flat())
        if (typeof named === 'object' && named.AWS !== undefined)
          named.AWS = typeof named.AWS === 'string' ? renamed(named.AWS) : named.AWS.map(renamed);
      role.trust = JSON.stringify(document);
    }
}
