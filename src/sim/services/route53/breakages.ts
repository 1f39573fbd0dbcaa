import type { Breakages } from '../../tongue/breakage.ts';

const fewest = 'return set ? [set] : [];';
const visible = 'vpc !== undefined && seesPrivate?.()';

/** Ways to break Route 53. */
export const breakages = {
  // Records
  'answers with another value': {
    file: 'policies/answer.ts',
    text: 'return resourceRecords.map(({ value }) => value);',
    instead: "return resourceRecords.map(({ value }) => value.replace(/\\d+$/, '250'));",
  },
  'gives one value of a record': {
    file: 'policies/answer.ts',
    text: 'shuffled(valuesOf(set), outside.random)',
    instead: 'shuffled(valuesOf(set), outside.random, 1)',
  },
  'leads nowhere by a CNAME': {
    file: 'policies/answer.ts',
    text: 'cname.length > 0 ? answered(',
    instead: 'cname.length > 99 ? answered(',
  },
  'knows no address of an AWS resource': {
    file: 'policies/answer.ts',
    text: 'const resource = outside.resource?.(',
    instead: 'const resource = false && outside.resource?.(',
  },
  'takes a record without a TTL, and an alias with one': {
    file: 'records/form.ts',
    text: 'if (hasAlias ? hasPart : !hasValues) {',
    instead: 'if (false) {',
  },
  // Policies
  'pays no heed to weights': {
    file: 'policies/pick.ts',
    text: 'if (sum === 0) return left[',
    instead: 'if (sum >= 0) return left[',
  },
  'always takes the heaviest record': {
    file: 'policies/pick.ts',
    text: 'let rest = random() * sum;',
    instead: 'if (sum > 0) return left.toSorted((a, b) => b.weight! - a.weight!)[0]; let rest = 0;',
  },
  'goes by distance where latency is wanted': {
    file: 'policies/pick.ts',
    text: 'places.roundTrip(asker.place, region)',
    instead: 'places.distance(asker.place, region)',
  },
  'puts the continent before the country': {
    file: 'policies/pick.ts',
    text: 'continentCode === location.continent) return 1;',
    instead: 'continentCode === location.continent) return 3;',
  },
  'answers somebody whom no record is for': {
    file: 'policies/choose.ts',
    text: fewest,
    instead: 'return [set ?? group[0]!];',
  },
  'pays no heed to health': {
    file: 'policies/choose.ts',
    text: 'if (isHealthy(set)) return [set];',
    instead: 'return [set];',
  },
  'answers nothing where all are dead': {
    file: 'policies/choose.ts',
    text: fewest,
    instead: 'return set ? [] : [];',
  },
  'gives any number of multivalue records': {
    file: 'policies/choose.ts',
    text: 'outside.random, MAX_MULTIVALUE)',
    instead: 'outside.random)',
  },
  'gives dead multivalue records': {
    file: 'policies/choose.ts',
    text: 'healthy.length > 0 ? healthy : group',
    instead: 'group',
  },
  'does not look below an alias': {
    file: 'policies/target-health.ts',
    text: 'if (!aliasTarget?.evaluateTargetHealth) return true;',
    instead: 'if (aliasTarget) return true; else return true;',
  },
  // Resolvers
  'lets resolvers remember nothing': {
    file: 'resolver/dns-cache.ts',
    text: 'return now < expires;',
    instead: 'return now > Infinity * expires;',
  },
  'lets resolvers keep each answer for a day': {
    file: 'resolver/dns-cache.ts',
    text: 'Math.min(Math.max(one.ttl, minTtl), maxTtl)',
    instead: 'Math.min(Math.max(one.ttl, minTtl, 86_400), maxTtl)',
  },
  'lets resolvers keep name servers for ever': {
    file: 'recursion.ts',
    text: 'if (known && now < known.expires) return',
    instead: 'if (known) return',
  },
  'hides private zones from their VPCs': {
    file: 'recursion.ts',
    text: visible,
    instead: 'vpc !== undefined && !seesPrivate',
  },
  'shows private zones whatever the attributes of the VPC': {
    file: 'recursion.ts',
    text: visible,
    instead: 'vpc !== undefined && seesPrivate',
  },
  // Health
  'waits for one more failure': {
    file: 'health/checker.ts',
    text: '++this.#against < this.#threshold',
    instead: '++this.#against <= this.#threshold',
  },
  'takes any status for well': {
    file: 'health/probe.ts',
    text: 'status >= 400',
    instead: 'status >= 600',
  },
  'lets checkers reach private addresses': {
    file: 'health/config.ts',
    text: 'UNROUTABLE.test(ipAddress)',
    instead: "ipAddress === ''",
  },
  'does not read the data of an alarm': {
    file: 'health/status.ts',
    text: "this.#last = stream === 'OK';",
    instead: 'this.#last = true;',
  },
  'publishes that all is well': {
    file: 'health-check.ts',
    text: '() => (this.isHealthy ? 1 : 0)',
    instead: '() => 1',
  },
  'has other zones in each Region': {
    file: 'control-plane.ts',
    text: 'let plane = worlds.get(world);',
    instead: 'let plane = worlds.get({} as World);',
  },
} satisfies Breakages;
