import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Elastic Load Balancing. */
export const breakages = {
  'finds no target unhealthy': {
    file: 'health/target-health.ts',
    text: 'this.#failures >= check.unhealthyThreshold',
    instead: 'this.#failures >= check.unhealthyThreshold * 1e9',
  },
  'looks at no rule': {
    file: 'rules/listener-rules.ts',
    text: 'if (compiled.matchers.every((matches) => matches(subject)))',
    instead: 'if (!subject && compiled)',
  },
  'takes no turns': {
    file: 'routing/round-robin.ts',
    text: 'this.#next = at + 1;',
    instead: 'this.#next = at;',
  },
  'forgets what is under way': {
    file: 'routing/least-outstanding.ts',
    text: 'if (target.outstanding < least) {',
    instead: 'if (-target.outstanding < least) {',
  },
  'has cross-zone load balancing always on': {
    file: 'target-group.ts',
    text: "if (own === 'true' || own === 'false') return own === 'true';",
    instead: "if (own === 'true' || own === 'false') return true;",
  },
  'drains for no time': {
    file: 'target-group.ts',
    text: "return Number(this.value('deregistration_delay.timeout_seconds') ?? 0);",
    instead: 'return 0;',
  },
  'looks at no cookie': {
    file: 'routing/stickiness.ts',
    text: 'if (!cookie || now - cookie.renewed >= stickiness.duration) return undefined;',
    instead: 'if (!cookie || now >= cookie.renewed) return undefined;',
  },
  'wraps packets in nothing': {
    file: 'flows/geneve.ts',
    text: 'export const GENEVE_OVERHEAD = 68;',
    instead: 'export const GENEVE_OVERHEAD = 0;',
  },
  'shows any certificate': {
    file: 'certificates/selection.ts',
    text: 'names.some((name) => protects(name, serverName)) &&',
    instead: 'names.some((name) => name !== serverName + keys) &&',
  },
  'takes any code for good': {
    file: 'health/target-health.ts',
    text: 'return matcher === undefined || matches(matcher, result.code);',
    instead: 'return matcher === undefined || matches(matcher, result.code) || result.code > 0;',
  },
  'stands in one zone': {
    file: 'elastic-load-balancing-v2.ts',
    text: "const least = type === 'application' ? 2 : 1;",
    instead: "const least = type === 'application' ? 1 : 1;",
  },
  'has the other cross-zone default': {
    file: 'attributes/load-balancer-attributes.ts',
    text: "default: ({ balancer }) => String(balancer === 'application'),",
    instead: "default: ({ balancer }) => String(balancer !== 'application'),",
  },
  'takes rules at every balancer': {
    file: 'listeners.ts',
    text: "if (balancer.type !== 'application') throw elbError('InvalidLoadBalancerAction', 'Rules are supported on Application Load Balancers');",
    instead: "if (balancer.type !== 'application') return { rules: [] };",
  },
  'takes functions at every balancer': {
    file: 'listeners.ts',
    text: 'if (group.kind !== balancer.type) throw',
    instead: "if (group.kind !== balancer.type && group.targetType !== 'lambda') throw",
  },
  'drains for a minute': {
    file: 'attributes/target-group-attributes.ts',
    text: "default: '300',",
    instead: "default: '60',",
  },
  'drains although told not to': {
    file: 'target-group.ts',
    text: "return Number(this.value('deregistration_delay.timeout_seconds') ?? 0);",
    instead: "return Number(this.value('deregistration_delay.timeout_seconds') ?? 0) || 300;",
  },
  'drains for ten hours': {
    file: 'attributes/target-group-attributes.ts',
    text: 'max: 3600,',
    instead: 'max: 36_000,',
  },
  'sends to targets that leave': {
    file: 'health/group-health.ts',
    text: "state !== 'unused' && state !== 'draining';\n/** A target whose health is unknown because nobody checks it gets traffic. */\nconst isHealthy = ({ state }: Registered) => state === 'healthy'",
    instead:
      "state !== 'unused';\nconst isHealthy = ({ state }: Registered) => state === 'healthy' || state === 'draining'",
  },
  'has cross-zone load balancing always off': {
    file: 'target-group.ts',
    text: "if (own === 'true' || own === 'false') return own === 'true';",
    instead: "if (own === 'true' || own === 'false') return false;",
  },
  'answers at no name': {
    file: 'load-balancer.ts',
    text: 'endpointsOf(region.world).name(given.dnsName, () => this.#dns());',
    instead: 'endpointsOf(region.world).name(given.arn, () => this.#dns());',
  },
  'answers with one node': {
    file: 'load-balancer.ts',
    text: '(kept.length > 0 ? kept : within).map(',
    instead: 'this.nodes.slice(0, 1 + 0 * kept.length).map(',
  },
  'leaves lost zones in DNS': {
    file: 'load-balancer.ts',
    text: 'const kept = within.filter(({ zone }) => !lost(zone));',
    instead: "const kept = within.filter(({ zone }) => !lost(zone) || zone !== '');",
  },
  'takes any address': {
    file: 'load-balancer.ts',
    text: '        allocationId,\n        privateAddress',
    instead: '        privateAddress',
  },
  'has no public address': {
    file: 'load-balancer.ts',
    text: "public: scheme === 'internet-facing',",
    instead: "public: scheme === 'internal',",
  },
  'has another name': {
    file: 'elastic-load-balancing-v2.ts',
    text: '${name}-${number}.${region.name}.elb.${region.domain}',
    instead: '${name}-${number}.${region.name}.${region.domain}',
  },
  'hands a function the request as it is': {
    file: 'lambda-target.ts',
    text: 'new TextEncoder().encode(JSON.stringify(event))',
    instead: 'new TextEncoder().encode(JSON.stringify({ ...request, event: Object.keys(event) }))',
  },
  'calls no function': {
    file: 'lambda-target.ts',
    text: 'const input = { FunctionName: target.id,',
    instead: 'const input = { FunctionName: `${target.id}-none`,',
  },
  'forwards for nobody': {
    file: 'http-request.ts',
    text: 'before === undefined ? from : ',
    instead: 'before === undefined ? protocol : ',
  },
  'forwards another port': {
    file: 'http-request.ts',
    text: "headers.set('x-forwarded-port', String(port));",
    instead: "headers.set('x-forwarded-port', String(port + 1));",
  },
  'forwards another protocol': {
    file: 'http-request.ts',
    text: "headers.set('x-forwarded-proto', protocol.toLowerCase());",
    instead: "headers.set('x-forwarded-proto', protocol);",
  },
  'connects as the client': {
    file: 'application-door.ts',
    text: '.connect(place, group.addressOf(seen.target), tls);',
    instead: ".connect(place && 'client', group.addressOf(seen.target), tls);",
  },
  'is sticky unasked': {
    file: 'group-node.ts',
    text: "const sticky = text('stickiness.enabled') === 'true' && group.kind === 'application';",
    instead: "const sticky = group.kind === 'application';",
  },
  'keeps a cookie for ever': {
    file: 'routing/stickiness.ts',
    text: 'if (!cookie || now - cookie.renewed >= stickiness.duration) return undefined;',
    instead: 'if (!cookie || now - cookie.renewed >= 1e9) return undefined;',
  },
  'names its cookie otherwise': {
    file: 'routing/stickiness.ts',
    text: "return [cookie('AWSALB'), cookie('AWSALBCORS')];",
    instead: "return [cookie('STICKY'), cookie('AWSALBCORS')];",
  },
  'knows no kind of stickiness': {
    file: 'attributes/target-group-attributes.ts',
    text: "balancer === 'application' ? 'lb_cookie' : balancer === 'network' ? 'source_ip' :",
    instead: "balancer === 'gateway' ? 'none' :",
  },
  'speaks plain to targets': {
    file: 'application-door.ts',
    text: "const tls = group.group.given.protocol === 'HTTPS' ? 1 : 0;",
    instead: "const tls = group.group.given.protocol === 'HTTPS' ? 0 : 0;",
  },
  'encrypts to every target': {
    file: 'application-door.ts',
    text: "const tls = group.group.given.protocol === 'HTTPS' ? 1 : 0;",
    instead: "const tls = group.group.given.protocol === 'HTTPS' ? 1 : 1;",
  },
  'ends TLS that it passes on': {
    file: '../../cloud/endpoints/endpoints.ts',
    text: 'onward = this.#direct(passage.from, passage.to, extra,',
    instead: 'onward = this.#direct(passage.from, passage.to, 0 * extra,',
  },
  'keeps no flow': {
    file: 'flows/network-flows.ts',
    text: 'this.table.open(protocol, key, target, now);',
    instead: 'void this.table;',
  },
  'listens to TCP': {
    file: 'listeners.ts',
    text: "application: ['HTTP', 'HTTPS'],",
    instead: "application: ['HTTP', 'HTTPS', 'TCP'],",
  },
  'shares a port': {
    file: 'listeners.ts',
    text: ".some((one) => one.port === port)) throw elbError('DuplicateListener', 'A listener already exists on this port for this load balancer');\n    if (balancer",
    instead: ".some((one) => one.port === -port)) throw elbError('DuplicateListener', '');\n    if (balancer",
  },
  'asks for no certificate': {
    file: 'listeners.ts',
    text: 'if (secure && certificates.length === 0) throw',
    instead: 'if (secure && certificates.length < 0) throw',
  },
  'checks by no content': {
    file: 'health/health-check.ts',
    text: "timeout: protocol === 'HTTP' ? 6 : 10, matcher: http ? '200-399' : undefined };",
    instead: "timeout: protocol === 'HTTP' ? 6 : 10, matcher: undefined };",
  },
  'matches nothing': {
    file: 'rules/condition.ts',
    text: '    wildcards.some((wildcard) => wildcard.fits(text)) ||\n',
    instead: '    wildcards.some((wildcard) => wildcard.fits(text) && !wildcard) ||\n',
  },
  'reads no header': {
    file: 'rules/condition.ts',
    text: 'header.toLowerCase() === name && matches(visible(value))',
    instead: 'header === `${name}:` && matches(visible(value))',
  },
  'reads no query': {
    file: 'rules/condition.ts',
    text: 'pair.key.fits(key) && pair.value.fits(value)',
    instead: 'pair.key.fits(key) && pair.value.fits(`${value} `)',
  },
  'sends all to one appliance': {
    file: 'flows/gateway-flows.ts',
    text: 'const target = eligible[hash(key) % eligible.length] as string;',
    instead: 'const target = eligible[0 * hash(key)] as string;',
  },
  'tells the directions of a flow apart': {
    file: 'flows/flow-key.ts',
    text: 'bothWays && to < from',
    instead: 'bothWays && to === from',
  },
  'changes addresses': {
    file: 'flows/geneve.ts',
    text: 'const plain = { source, destination, bytes };',
    instead: 'const plain = { source, destination: endpoint, bytes };',
  },
  'has no endpoint': {
    file: 'flows/geneve.ts',
    text: 'const { source, destination, entrance, endpoint, balancer, appliance } = path;',
    instead:
      'const { source, destination, entrance, balancer, appliance } = path;\n  const endpoint = balancer;',
  },
  'takes cookies at every balancer': {
    file: 'attributes/attributes.ts',
    text: "if ((value === 'source_ip') === (balancer === 'network')) return value;",
    instead: "if (value !== 'source_ip' || balancer === 'network') return value;",
  },
  'sends to the port beside': {
    file: 'target-group.ts',
    text: 'zone: at.zone, address: `${id}:${port}`',
    instead: 'zone: at.zone, address: `${id}:${port + 1}`',
  },
  'takes public addresses': {
    file: 'target-group.ts',
    text: 'if (!endpoint && !(bytes',
    instead: 'if (endpoint && !(bytes',
  },
  'finds no address of its VPC': {
    file: 'target-group.ts',
    text: 'return endpoints.at(within) ? within',
    instead: 'return endpoints.at(within) ? `${within}?`',
  },
  'leaves balancers in no zone': {
    file: 'group-node.ts',
    text: "target.zone === '' || target.zone === 'all'",
    instead: "target.zone === 'all'",
  },
  'pays no heed to weights': {
    file: 'application-door.ts',
    text: 'const chosen = chooseGroup(groups, ',
    instead: 'const chosen = chooseGroup(groups.map((one) => ({ ...one, weight: 1 })), ',
  },
  'faces the internet with every balancer': {
    file: 'elastic-load-balancing-v2.ts',
    text: "const scheme = input.scheme ?? (type === 'gateway' ? 'internal' : 'internet-facing');",
    instead: "const scheme = type === 'gateway' ? 'internal' : 'internet-facing';",
  },
} satisfies Breakages;
