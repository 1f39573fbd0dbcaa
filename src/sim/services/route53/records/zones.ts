import type { HostedZone } from './hosted-zone.ts';
import { isWithin, parentOf } from './name.ts';

/** The hosted zones of a world: who answers for a name. */
export class HostedZones {
  readonly #byName = new Map<string, HostedZone[]>();

  add(zone: HostedZone): void {
    const zones = this.#byName.get(zone.name);
    if (zones) zones.push(zone);
    else this.#byName.set(zone.name, [zone]);
  }

  delete(zone: HostedZone): void {
    const left = this.#byName.get(zone.name)?.filter((other) => other !== zone) ?? [];
    if (left.length > 0) this.#byName.set(zone.name, left);
    else this.#byName.delete(zone.name);
  }

  /**
   * The private zone that answers for a name in a VPC: the most specific one, even where it lacks the name. It does not
   * fall through to a public one.
   * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
   */
  privateFor(name: string, vpc: string): HostedZone | undefined {
    for (let above = name; ; above = parentOf(above)) {
      const zone = this.#byName.get(above)?.find(({ vpcs }) => vpcs.has(vpc));
      if (zone || above === '.') return zone;
    }
  }

  /** The public zone of a name that has one of these name servers. */
  servedBy(name: string, nameServers: readonly string[]): HostedZone | undefined {
    return this.#byName
      .get(name)
      ?.find((zone) => !zone.isPrivate && zone.nameServers.some((server) => nameServers.includes(server)));
  }

  /** The topmost public zone that holds a name: the one that a registrar would lead to. The oldest of equal ones. */
  topmost(name: string): HostedZone | undefined {
    let top: HostedZone | undefined;
    for (const [own, zones] of this.#byName) {
      const zone = isWithin(name, own) ? zones.find(({ isPrivate }) => !isPrivate) : undefined;
      if (zone && (!top || own.length < top.name.length)) top = zone;
    }
    return top;
  }
}
