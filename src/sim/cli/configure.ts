import { type CommandOutcome, refused } from './outcome.ts';

/** What was configured, by profile and name. */
export type Configured = Map<string, Record<string, string | undefined>>;

const KEYS = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'];
const NAMES = [...KEYS, 'region', 'output'];

/**
 * `aws configure set region eu-west-1`, `aws configure get region`, `aws configure list`: what later commands of a profile
 * take. `aws configure` by itself asks questions, which a script can't answer.
 */
export function configure(
  words: readonly string[],
  configured: Configured,
  profile: string,
  home: string,
): CommandOutcome {
  const at = words.indexOf('--profile');
  const [verb, name = '', value = ''] = at < 0 ? words : words.toSpliced(at, 2);
  const own = configured.get(profile) ?? {};
  const said = (out: string, code = 0) => ({ out, err: '', code });
  switch (verb) {
    case 'set':
      if (!NAMES.includes(name)) break;
      configured.set(profile, { ...own, [name]: value });
      return said('');
    case 'get':
      return said(own[name] ?? '', own[name] ? 0 : 1);
    case 'list-profiles':
      return said([...configured.keys()].join('\n'));
    case 'list':
      return said(listing(own, profile, home));
    default:
  }
  return refused(`configure knows set, get, list and list-profiles here, for ${NAMES.join(', ')}`, 252);
}

function listing(own: Record<string, string | undefined>, profile: string, home: string): string {
  const hidden = (text = '<not set>') => (text[0] === '<' ? text : text.slice(-4).padStart(20, '*'));
  const rows = {
    NAME: 'VALUE',
    profile: profile === 'default' ? '<not set>' : profile,
    access_key: hidden(own['aws_access_key_id']),
    secret_key: hidden(own['aws_secret_access_key']),
    region: own['region'] ?? home,
    output: own['output'] ?? 'json',
  };
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(10)} : ${value}`)
    .join('\n');
}
