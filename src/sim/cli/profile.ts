import type { Callable } from './aws.ts';
import type { Configured } from './configure.ts';
import { type CommandOutcome, refused } from './outcome.ts';

/** A cloud that can be called as somebody. */
interface Guarded extends Callable {
  as(keys: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): Callable;
}

/**
 * As whom a command calls: the profile that it names, or the keys of the environment, or those of the profile `default`; the
 * root user where there are none.
 */
export function identityOf(
  cloud: Callable,
  profiles: Readonly<Record<string, Callable>>,
  configured: Configured,
  profile: string | undefined,
  variables: ReadonlyMap<string, string>,
): { cloud: Callable } | CommandOutcome {
  const named = profile === undefined ? undefined : profiles[profile];
  if (named) return { cloud: named };
  if (profile !== undefined && profile !== 'default' && !configured.has(profile))
    return refused(`The config profile (${profile}) could not be found`, 255);
  const own = configured.get(profile ?? 'default') ?? {};
  const kept = (name: string) =>
    profile === undefined ? (variables.get(name.toUpperCase()) ?? own[name]) : own[name];
  const accessKeyId = kept('aws_access_key_id');
  if (!accessKeyId) return { cloud };
  const secretAccessKey = kept('aws_secret_access_key');
  if (!secretAccessKey)
    return refused('Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY', 253);
  const sessionToken = kept('aws_session_token');
  try {
    return { cloud: (cloud as Guarded).as({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }) }; // prettier-ignore
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refused('Nobody asks who calls on this cloud: it was made without { iam: true }', 253);
  }
}
