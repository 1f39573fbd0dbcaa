/** Ways to break what every service shares: see content/facts/README.md. */
export const breakages = {
  'all zones have one power supply': {
    file: 'faults/faults.ts',
    text: 'this.#parents.set(place, within);',
    instead: "this.#parents.set(place, within.replace(/^([a-z]+-[a-z]+-\\d)[b-f]$/, '$1a'));",
  },
  'Regions fall together': {
    file: 'faults/faults.ts',
    text: 'const around = [place];',
    instead: "const around = [place, 'us-east-1'];",
  },
  'lets the dead answer': {
    file: 'endpoints/endpoints.ts',
    text: "if (!endpoint || condition === 'refuse' || verdict === 'refused') {",
    instead: "if (!endpoint || verdict === 'refused') {",
  },
  'makes every answer a 200': {
    file: 'endpoints/connection.ts',
    text: 'if (late === 0) this.#respond(response, reply);',
    instead: 'if (late === 0) this.#respond({ ...response, status: 200 }, reply);',
  },
  'answers five seconds late': {
    file: 'endpoints/connection.ts',
    text: 'this.#after(this.#wire.back(), () => {\n      if (!this.#openHere',
    instead: 'this.#after(this.#wire.back() + 5, () => {\n      if (!this.#openHere',
  },
  'every Region has two zones': {
    file: 'places/zones.ts',
    text: 'const ids = data.zones.map(',
    instead: 'const ids = data.zones.slice(0, 2).map(',
  },
  'zones are numbered': {
    file: 'places/zones.ts',
    text: "const names = letters.get(region) ?? 'abcdef';",
    instead: "const names = '123456';",
  },
  'light knows no distance': {
    file: 'places/round-trip.ts',
    text: '(2 * distance(a, b) * detour) / speed',
    instead: '(2 * 3000 * detour) / speed + 0 * distance(a, b)',
  },
  'Regions are one': {
    file: '../cloud.ts',
    text: 'return this.#atlas(name, this.account);',
    instead: 'return this.#atlas(name && this.name, this.account);',
  },
} as const;
