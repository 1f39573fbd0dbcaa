/** Ways to break the models of clients and traffic. */
export const breakages = {
  'runs any image': {
    file: 'docker/docker-host.ts',
    text: 'if (!fits(image.platform, this.platform))',
    instead: 'if (!fits(image.platform, image.platform))',
  },
  'asks nobody before a request': {
    file: 'browser.ts',
    text: 'if (before) {',
    instead: 'if (before?.length === 99) {',
  },
  'keeps every answer of another origin': {
    file: 'browser.ts',
    text: "if (!seen.ok) throw new FetchError('Failed to fetch');",
    instead: "if (!seen.ok || targetOrigin !== this.origin) throw new FetchError('Failed to fetch');",
  },
  'gets an answer from nobody': {
    file: 'browser.ts',
    text: "this.#note(options.method ?? 'GET', url, 0, 'nobody answers');",
    instead:
      "return new Fetched({ status: 200, headers: [['Access-Control-Allow-Origin', '*'], ['Access-Control-Allow-Headers', '*']], body: new TextEncoder().encode('{}') });",
  },
  'waits for any answer': {
    file: 'http/client.ts',
    text: "readTimeout, 'read timeout');",
    instead: "1e6 * readTimeout, 'read timeout');",
  },
  'shares files': {
    file: 'docker/container.ts',
    text: 'readonly #written = new Map<string, string>();',
    instead:
      'get #written(): Map<string, string> { return ((this.#host as { all?: Map<string, string> }).all ??= new Map()); }',
  },
  'gives each container a kernel': {
    file: 'docker/container.ts',
    text: 'return this.#host.kernel;',
    instead: 'return this.name;',
  },
  'loses the base of an image': {
    file: 'docker/build.ts',
    text: 'layers])), layers, platform',
    instead: 'layers])), layers: layers.slice(1), platform',
  },
  'exits at once': {
    file: 'docker/container.ts',
    text: "state: 'running' | 'exited' = 'running';",
    instead: "state: 'running' | 'exited' = 'exited' as 'running' | 'exited';",
  },
  'knows one address of a name': {
    file: 'http/dns-cache.ts',
    text: 'return [...addresses.slice(from), ...addresses.slice(0, from)];',
    instead: 'return addresses.slice(-1);',
  },
  'rejects what is no success': {
    file: 'browser.ts',
    text: 'if (!seen.ok) throw new',
    instead: 'if (!seen.ok || answer.status >= 400) throw new',
  },
};
