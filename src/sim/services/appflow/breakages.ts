import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break AppFlow. */
export const breakages = {
  'filters nothing': {
    file: 'transform.ts',
    text: 'if (!filters.every(',
    instead: 'if (false && !filters.every(',
  },
  'masks nothing': {
    file: 'transform.ts',
    text: 'i >= from && i < from + length ? MASK_VALUE : one',
    instead: 'i >= from && i < from + length ? one : one',
  },
  'validates nothing': {
    file: 'transform.ts',
    text: 'if (bad === undefined) continue;',
    instead: 'if (bad === undefined || bad !== undefined) continue;',
  },
  'renames nothing': {
    file: 'transform.ts',
    text: '[[destinationField ?? source!, value]]',
    instead: '[[source!, value]]',
  },
  'has a connector for DynamoDB': {
    file: 'connectors.ts',
    text: '  Redshift: destinationOnly,',
    instead: '  Redshift: destinationOnly,\n  DynamoDB: destinationOnly,',
  },
  'writes nothing': {
    file: 'flow.ts',
    text: 'if (output.length === 0) return;',
    instead: 'if (output.length >= 0) return;',
  },
  'tells of no change': {
    file: 'flow.ts',
    text: 'if (connectorType === connector && this.#object === object) this.#run',
    instead: 'if (connectorType === `no ${connector}`) this.#run',
  },
  'does not look at the clock': {
    file: 'flow.ts',
    text: 'this.#runScheduled();',
    instead: '',
  },
  'hears of changes in Slack': {
    file: 'connectors.ts',
    text: '  Slack: sourceOnly,',
    instead: '  Slack: { ...sourceOnly, events: true },',
  },
  'keeps no settings of a connection': {
    file: 'appflow.ts',
    text: '...{ connectorProfileProperties, createdAt: this.date, lastUpdatedAt: this.date },',
    instead: '...{ createdAt: this.date, lastUpdatedAt: this.date },',
  },
  'gives a connection to one flow': {
    file: 'appflow.ts',
    text: 'if (this.#profiles.get(name)?.connectorType !== connectorType)',
    instead: 'if ([...this.#flows.values()].some((one) => profilesOf(one.settings).includes(name)))',
  },
} satisfies Breakages;
