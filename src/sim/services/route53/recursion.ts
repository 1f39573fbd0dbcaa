import type { Route53Model } from './model.ts';
import type { Answer, Asker } from './policies/index.ts';
import { readName, type HostedZone, type HostedZones, type RecordType } from './records/index.ts';

/** One question on the way to an answer. */
export interface Step {
  /** Who was asked: '.', 'com.', a name server, 'VPC'. */
  readonly server: string;
  /** What came: a referral, records, or that there is nothing. */
  readonly got: string;
  /** Seconds there and back. */
  readonly seconds: number;
}

/** What the registry of a top-level domain says: where a domain's name servers are. */
export interface Delegation {
  /** The domain, with a dot at its end. */
  readonly domain: string;
  readonly nameServers: readonly string[];
}

/** All that answers questions, as a recursive resolver meets it. */
export interface NameServers {
  readonly model: Route53Model;
  readonly zones: HostedZones;
  /** Whether they answer at all. */
  readonly isUp: boolean;
  /** What a zone answers now. */
  answer(zone: HostedZone, name: string, type: RecordType, asker: Asker): Answer;
  /** What AWS itself answers for a name of its own. */
  ownAnswer(name: string, type: RecordType): Answer | undefined;
  /** The delegation of a name. */
  delegationOf(name: string): Delegation | undefined;
}

/** Where a recursive resolver stands. */
export interface Standpoint {
  /** The VPC whose resolver it is: it sees that VPC's private zones. */
  readonly vpc?: string | undefined;
  /** Whether private zones are seen from that VPC: both DNS attributes have to be set. */
  readonly seesPrivate?: (() => boolean) | undefined;
}

/** Seconds for which it is kept that a top-level domain has no such domain: those of `.com`. */
const TOP_NEGATIVE_TTL = 900;

/** So many referrals are followed. */
const MAX_REFERRALS = 8;

/** Kept knowledge of who answers for a domain. */
interface Known {
  readonly nameServers: readonly string[];
  readonly expires: number;
}

/**
 * The way from the root to the zone that has the answer. Delegations are kept as long as the servers above say, two days
 * for a domain under `.com`: so long some resolvers ask the old name servers after a change at the registrar.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/welcome-dns-service.html
 */
export class Recursion {
  readonly #dns: NameServers;
  readonly #standpoint: Standpoint;
  readonly #known = new Map<string, Known>();

  constructor(dns: NameServers, standpoint: Standpoint) {
    this.#dns = dns;
    this.#standpoint = standpoint;
  }

  /** Asks until there is an answer; undefined where nobody answers. `steps` takes what happened on the way. */
  ask(name: string, type: RecordType, now: number, asker: Asker, steps: Step[]): Answer | undefined {
    const dns = this.#dns;
    const { vpc, seesPrivate } = this.#standpoint;
    const { nameServerRoundTrip: seconds } = dns.model;
    if (!dns.isUp) return undefined;
    const own = vpc !== undefined && seesPrivate?.() ? dns.zones.privateFor(name, vpc) : undefined;
    if (own) {
      const answer = dns.answer(own, name, type, asker);
      steps.push({ server: `private zone ${own.name}`, got: wordsOf(answer), seconds: 0.001 });
      return answer;
    }
    const aws = dns.ownAnswer(name, type);
    if (aws) {
      steps.push({ server: 'name server of AWS', got: wordsOf(aws), seconds });
      return aws;
    }
    let zone = this.#descend(name, now, steps);
    if (!zone && !dns.delegationOf(name))
      return { code: 'NXDOMAIN', records: [], negativeTtl: TOP_NEGATIVE_TTL, through: [] };
    for (let n = 0; zone && n < MAX_REFERRALS; n++) {
      const answer: Answer = dns.answer(zone, name, type, asker);
      steps.push({ server: zone.nameServers[0]!, got: wordsOf(answer), seconds });
      if (!answer.referral) return answer;
      const { name: child, values } = answer.referral;
      zone = dns.zones.servedBy(child, values.map(readName));
    }
    return undefined;
  }

  /** Forgets who answers for which domain. */
  clear(): void {
    this.#known.clear();
  }

  /** From the root, or from what is still known, to the zone of the domain. */
  #descend(name: string, now: number, steps: Step[]): HostedZone | undefined {
    const dns = this.#dns;
    const { rootRoundTrip: seconds, delegationTtl } = dns.model;
    const delegation = dns.delegationOf(name);
    const domain = delegation?.domain ?? name;
    const known = this.#known.get(domain);
    if (known && now < known.expires) return dns.zones.servedBy(domain, known.nameServers);
    const top = `${domain.split('.').at(-2)!}.`;
    const expires = now + delegationTtl;
    const knowsTop = (this.#known.get(top)?.expires ?? 0) > now;
    if (!knowsTop) {
      steps.push({ server: '.', got: `name servers of ${top}`, seconds });
      this.#known.set(top, { nameServers: [], expires });
    }
    if (!delegation) {
      steps.push({ server: top, got: 'no such domain', seconds });
      return undefined;
    }
    const { nameServers } = delegation;
    steps.push({ server: top, got: `name servers of ${domain}`, seconds });
    this.#known.set(domain, { nameServers, expires });
    return dns.zones.servedBy(domain, nameServers);
  }
}

function wordsOf({ code, records, referral }: Answer): string {
  if (referral) return `name servers of ${referral.name}`;
  const last = records.at(-1);
  if (!last) return code === 'NXDOMAIN' ? 'no such name' : 'no such record';
  return `${last.type} ${last.values.join(', ')}`;
}
