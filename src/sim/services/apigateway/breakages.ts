import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break REST APIs. */
export const breakages = {
  'lets everybody pass': {
    file: 'pipeline/pipeline.ts',
    text: 'yield* authorize(pipeline.region, stage, exchange);',
    instead: '',
  },
  'lets nobody pass without a signature': {
    file: 'pipeline/authorize.ts',
    text: `    default:
      break;
  }
  if (byPolicy`,
    instead: `    default:
      if (!exchange.origin.signedBy) throw denied(exchange, false);
  }
  if (byPolicy`,
  },
  'limits nothing': {
    file: 'pipeline/pipeline.ts',
    text: 'if (admission.accepted) return;',
    instead: 'if (admission !== undefined) return;',
  },
  'looks at no capital in a stage': {
    file: 'pipeline/front.ts',
    text: 'const stage = api.stages.get(stageName);',
    instead:
      'const stage = [...api.stages].find(([name]) => name.toLowerCase() === stageName?.toLowerCase())?.[1];',
  },
  'makes every API edge-optimised': {
    file: 'rest-apis.ts',
    text: 'types: [type],',
    instead: "types: ['EDGE'],",
  },
  'caches nothing': {
    file: 'pipeline/pipeline.ts',
    text: "if (!use || use.kind === 'bypass')",
    instead: "if (use === undefined || use.kind !== ('none' as string))",
  },
  'keeps answers for a day': {
    file: 'cache/response-cache.ts',
    text: 'ttl: Math.min(use.ttl, MAX_TTL) * MICROS',
    instead: 'ttl: 86_400 * MICROS',
  },
  'takes the newest deployment': {
    file: 'stage.ts',
    text: 'snapshot: this.#api.deployments.get(deploymentId!)!.snapshot,',
    instead: 'snapshot: [...this.#api.deployments.values()].at(-1)!.snapshot,',
  },
  'forgets the variables of stages': {
    file: 'stage.ts',
    text: 'const own = new Map(Object.entries(variables));',
    instead: 'const own = new Map(Object.entries(variables).slice(99));',
  },
  'waits for an hour': {
    file: 'pipeline/integrate.ts',
    text: 'Math.min(timeoutInMillis, idle) / 1000',
    instead: 'Math.min(timeoutInMillis, idle)',
  },
  'takes a body of any size': {
    file: 'pipeline/front.ts',
    text: 'if (request.body.length > limits.payload.max)',
    instead: 'if (request.body.length > 1e12)',
  },
  'calls no function': {
    file: 'pipeline/integrate.ts',
    text: 'return yield* functionProxy(behind, exchange, integration);',
    instead: "return { statusCode: 204, headers: [], body: '' };",
  },
  'asks no web server': {
    file: 'pipeline/integrate.ts',
    text: 'return { ...head, body: fetched.text() };',
    instead: "return { statusCode: 204, headers: [], body: '' };",
  },
  'hands requests on as they came': {
    file: 'pipeline/integration-request.ts',
    text: 'const body = template === undefined ? text : mapped(template, text, exchange);',
    instead: 'const body = template === undefined || text ? text : mapped(template, text, exchange);',
  },
  'hands answers on as they came': {
    file: 'pipeline/back-answer.ts',
    text: 'const body = template === undefined ? answer.body : mapped(template, answer.body, exchange);',
    instead:
      'const body = template === undefined || answer.body ? answer.body : mapped(template, answer.body, exchange);',
  },
  'counts nothing': {
    file: 'pipeline/front.ts',
    text: "metrics.count('Count');",
    instead: '',
  },
  'calls no service': {
    file: 'pipeline/aws.ts',
    text: 'const output = yield* region.call(service, operation, input);',
    instead: "const output: unknown = input; if (output) throw misconfigured('There is no such service');",
  },
  'refuses every request': {
    file: 'pipeline/pipeline.ts',
    text: 'if (admission.accepted) return;',
    instead: "if (admission.accepted) throw new Refused({ type: 'THROTTLED' });",
  },
  'takes a tenth of a second': {
    file: 'model.ts',
    text: 'overhead: 0.005,',
    instead: 'overhead: 0.1,',
  },
  'has one address for all stages': {
    file: 'rest-api-handle.ts',
    text: 'execute-api.${name}.${domain}/${stage}`',
    instead: 'execute-api.${name}.${domain}/${stage && this.stage}`',
  },
  'knows no settings of methods': {
    file: 'stage.ts',
    text: "return methodSettings[key] ?? methodSettings[key.slice(2)] ?? methodSettings['*/*'] ?? {};",
    instead: "return (key ? undefined : {}) ?? methodSettings['*/*'] ?? {};",
  },
  'sends everybody to the canary': {
    file: 'stage.ts',
    text: 'if (canary && takesCanary(settingsOf(canary), random)) {',
    instead: 'if (canary && (takesCanary(settingsOf(canary), random) || canary)) {',
  },
  'answers 400 where no method is': {
    file: 'responses/response-types.ts',
    text: 'MISSING_AUTHENTICATION_TOKEN: client(403,',
    instead: 'MISSING_AUTHENTICATION_TOKEN: client(400,',
  },
  'answers 500 for a bad answer': {
    file: 'responses/integration.ts',
    text: "return { type: 'API_CONFIGURATION_ERROR', statusCode: 502, message };",
    instead: "return { type: 'API_CONFIGURATION_ERROR', statusCode: 500, message };",
  },
  'answers 503 when it is late': {
    file: 'responses/response-types.ts',
    text: 'INTEGRATION_TIMEOUT: server(504,',
    instead: 'INTEGRATION_TIMEOUT: server(503,',
  },
  'asks no policy of a private API': {
    file: 'pipeline/authorize.ts',
    text: 'const byPolicy = policy === undefined ? silent',
    instead: "const byPolicy = vpcEndpoint ? 'allowed' : policy === undefined ? silent",
  },
  'gives private APIs an address': {
    file: 'api-gateway.ts',
    text: 'if (isPrivate && !request.vpcEndpoint)',
    instead: "if (isPrivate && request.origin === '')",
  },
  'answers in VPCs alone': {
    file: 'api-gateway.ts',
    text: 'if (isPrivate && !request.vpcEndpoint)',
    instead: 'if (!request.vpcEndpoint)',
  },
  'knows no endpoints of VPCs': {
    file: 'ways-in.ts',
    text: 'if (!endpoint) return yield* hosts.fetch(url, options);',
    instead: 'if (!endpoint || url) return yield* hosts.fetch(url, options);',
  },
  'goes straight to the Region': {
    file: 'ways-in.ts',
    text: "const edge = type === 'EDGE' ?",
    instead: "const edge = type === ('none' as string) ?",
  },
  'goes by an edge location always': {
    file: 'ways-in.ts',
    text: "const edge = type === 'EDGE' ?",
    instead: 'const edge = type ?',
  },
  'has every API at every edge location': {
    file: 'ways-in.ts',
    text: 'const far = edge ? roundTrip(edge, home) : 0;',
    instead: 'const far = 0;',
  },
  'answers nobody by its address': {
    file: 'api-gateway.ts',
    text: 'openName(this.region, host);',
    instead: '',
  },
  'takes an answer of any size': {
    file: 'pipeline/integrate.ts',
    text: 'if (text.length * 3 <= MAX ||',
    instead: 'if (text.length * 0 <= MAX ||',
  },
  'has a hundred stages': {
    file: 'limits.ts',
    text: "'stages', REST, { max: 10 }",
    instead: "'stages', REST, { max: 100 }",
  },
  'makes every API Regional': {
    file: 'rest-apis.ts',
    text: "const types = endpointConfiguration?.types ?? ['EDGE'];",
    instead: "const types = endpointConfiguration?.types ?? ['REGIONAL'];",
  },
  'keeps answers for no time as for some': {
    file: 'cache/cache-rules.ts',
    text: 'const ttl = settings.cacheTtlInSeconds ?? DEFAULT_TTL;',
    instead: 'const ttl = settings.cacheTtlInSeconds || DEFAULT_TTL;',
  },
  'writes its own documentation': {
    file: 'rest-apis.ts',
    text: 'documentation: new Map(),',
    instead: "documentation: new Map([['own', { id: 'own', location: { type: 'API' }, properties: '{}' }]]),",
  },
  'reads no OpenAPI': {
    file: 'import.ts',
    text: "return new Importer(api, definition, id, parameters.basepath ?? 'ignore').run(mode === 'overwrite');",
    instead: 'return definition ? [] : [id(), mode];',
  },
} satisfies Breakages;
