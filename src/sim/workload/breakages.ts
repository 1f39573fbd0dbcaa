/** Ways to break the models of clients and traffic. */
export const breakages = {
  'builds every layer anew': {
    file: 'docker/docker-host.ts',
    text: 'return { line, cached: this.hasLayer(layer.digest), layer };',
    instead: 'return { line, cached: false, layer };',
  },
  'knows a layer by its line alone': {
    file: 'docker/build.ts',
    text: 'JSON.stringify([below, line, files])',
    instead: 'JSON.stringify([line, files === below])',
  },
  'moves every layer': {
    file: 'docker/image.ts',
    text: 'if (moved.has(digest) || has(digest)) return false;',
    instead: 'if (moved.has(digest) && has(digest)) return false;',
  },
  'runs any image': {
    file: 'docker/docker-host.ts',
    text: 'if (!fits(image.platform, this.platform))',
    instead: 'if (!fits(image.platform, image.platform))',
  },
  'has memory without end': {
    file: 'docker/docker-host.ts',
    text: "for (const container of killed) container.exit(SIGKILLED, 'OOMKilled');",
    instead: 'killed.clear();',
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
};
