import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon EC2 and its networks. */
export const breakages = {
  'keeps its type': {
    file: 'instances.ts',
    text: '    instance.type = type;\n',
    instead: '',
  },
  'resizes while it runs': {
    file: 'ec2-instance.ts',
    text: '    this.life.requireStopped();\n',
    instead: '',
  },
  'boots for an hour': {
    file: 'lifecycle/durations.ts',
    text: '  boot: 18,',
    instead: '  boot: 3600,',
  },
  'launches one at most': {
    file: 'instances.ts',
    text: 'Math.min(maxCount, room.count)',
    instead: 'Math.min(1, room.count)',
  },
  'needs no time': {
    file: 'lifecycle/durations.ts',
    text: 'return (step) => durations[step] * exp(random.normal(0, sigma));',
    instead: 'return (step) => (durations[step] * exp(random.normal(0, sigma))) / 1000;',
  },
  'shows every instance as pending': {
    file: 'instances.ts',
    text: 'state: { code: STATE_CODES[state], name: state },\n      stateTransitionReason',
    instead: "state: { code: STATE_CODES[state], name: 'pending' },\n      stateTransitionReason",
  },
  'tags nothing at launch': {
    file: 'instances.ts',
    text: "this.ec2.tags.add(id, 'instance', tags);",
    instead: "this.ec2.tags.add(id, 'instance', []);",
  },
  'forgets the key pair': {
    file: 'instances.ts',
    text: '...(given.keyName !== undefined && { keyName: given.keyName }),',
    instead: '',
  },
  'gives no public address': {
    file: 'instances.ts',
    text: 'if (isPublic) record.publicAddress',
    instead: "if (isPublic && id === '') record.publicAddress",
  },
  'work costs nothing': {
    file: 'ec2-instance.ts',
    text: 'demand ? demand(request, random) : random.exponential(serviceTime);',
    instead: 'demand ? demand(request, random) : 0 * random.exponential(serviceTime);',
  },
  'works in no time': {
    file: 'ec2-instance.ts',
    text: 'demand ? demand(request, random) : random.exponential(serviceTime);',
    instead: 'demand ? 0 * demand(request, random) : random.exponential(serviceTime);',
  },
  'bills nothing': {
    file: 'ec2-instance.ts',
    text: 'this.#ec2.usage(price).start(1 / 3600, 60)',
    instead: 'this.#ec2.usage(price).start(0, 60)',
  },
  'bills without a minimum': {
    file: 'ec2-instance.ts',
    text: 'this.#ec2.usage(price).start(1 / 3600, 60)',
    instead: 'this.#ec2.usage(price).start(1 / 3600)',
  },
  'runs no user data': {
    file: 'ec2-instance.ts',
    text: 'this.#launch.hasUserData && !this.#setUpOnce',
    instead: 'this.#launch.hasUserData && this.#setUpOnce === undefined',
  },
  'runs user data at each boot': {
    file: 'ec2-instance.ts',
    text: 'this.#launch.hasUserData && !this.#setUpOnce',
    instead: 'this.#launch.hasUserData',
  },
  'spends no credits': {
    file: 'credits/credit-account.ts',
    text: 'const spent = (seconds * busy) / MINUTE;',
    instead: 'const spent = (0 * seconds * busy) / MINUTE;',
  },
  'sizes are alike': {
    file: 'types/instance-types.ts',
    text: '        vcpus,\n        memory',
    instead: '        vcpus: Math.min(vcpus, 2),\n        memory',
  },
  'memory is the same everywhere': {
    file: 'types/instance-types.ts',
    text: 'memory: memoryGib * 1024,',
    instead: 'memory: Math.min(memoryGib, 1) * 1024,',
  },
  'no type has disks': {
    file: 'types/instance-types.ts',
    text: "traits.includes('s')",
    instead: "traits.includes('no')",
  },
  'names tell another purpose': {
    file: 'types/instance-type-name.ts',
    text: 'purpose: SERIES.get(series),',
    instead: "purpose: SERIES.get(series === 'a' ? 'c' : 'a'),",
  },
  'reads one letter': {
    file: 'types/instance-type-name.ts',
    text: '    series,\n    purpose',
    instead: '    series: series.charAt(0),\n    purpose',
  },
  'reads no generation': {
    file: 'types/instance-type-name.ts',
    text: 'generation === undefined ? undefined : Number(generation)',
    instead: 'generation === undefined ? undefined : 0',
  },
  'reads no size': {
    file: 'types/instance-type-name.ts',
    text: '    size,\n    metal',
    instead: "    size: 'large',\n    metal",
  },
  'forgets the application of an image': {
    file: 'instances.ts',
    text: "this.#applications.get(image.given.imageId) ?? this.#applications.get('')",
    instead: "this.#applications.get('')",
  },
  'images are everywhere': {
    file: 'images.ts',
    text: "const image = this.#all.get(parameter ? this.amazonLinux(parameter[1] as 'x86_64') : asked);",
    instead:
      "const image = this.#all.find(asked) ?? this.#all.get(this.amazonLinux(parameter?.[1] as 'x86_64'));",
  },
  'every image is public': {
    file: 'images.ts',
    text: 'public: false }, source.rootSize',
    instead: 'public: true }, source.rootSize',
  },
  'Amazon publishes nothing': {
    file: 'images.ts',
    text: 'public: true,',
    instead: 'public: false,',
  },
  'every Spot Instance has a maximum': {
    file: 'spot/pool.ts',
    text: 'const { maxPrice = Infinity } = request;',
    instead: 'const { maxPrice = price } = request;',
  },
  'the Spot price stands still': {
    file: 'spot/price-path.ts',
    text: 'this.#deviations.push(this.#keep * this.#deviations.at(-1)! + noise);',
    instead: 'this.#deviations.push(this.#deviations.at(-1)! + 0 * noise);',
  },
  'no price interrupts': {
    file: 'spot/pool.ts',
    text: 'if (this.price.at(this.#clock.now) > maxPrice)',
    instead: 'if (this.price.at(this.#clock.now) > 1000 * maxPrice)',
  },
  'Spot costs as much as On-Demand': {
    file: 'spot/price-path.ts',
    text: 'exp(this.#center + this.#deviations[index]!)',
    instead: 'exp(0 * this.#deviations[index]!)',
  },
  'warns a minute before': {
    file: 'spot/interruption.ts',
    text: '{ notice = 120,',
    instead: '{ notice = 60,',
  },
  'warns nobody': {
    file: 'spot/interruption.ts',
    text: 'random.next() < noticeProbability',
    instead: 'random.next() < noticeProbability - 1',
  },
  'takes no Spot Instance back': {
    file: 'spot/pool.ts',
    text: 'if (excess <= 0) return;',
    instead: 'if (excess <= 1e9) return;',
  },
  'a plan covers everything': {
    file: 'buying/savings-plan.ts',
    text: '  return rate(usage);',
    instead: '  return 0 * (rate(usage) ?? 0);',
  },
  'holds no capacity': {
    file: 'instances.ts',
    text: 'this.#parts.reservations.unused(type.name, zone))',
    instead: '0)',
  },
  'shows no attachment': {
    file: 'volumes.ts',
    text: "attachment ? ('in-use' as const) : ('available' as const)",
    instead: "attachment ? ('available' as const) : ('available' as const)",
  },
  'attaches across zones': {
    file: 'volumes.ts',
    text: 'if (volume.given.availabilityZone !== zone) throw',
    instead: 'if (volume.given.availabilityZone === undefined) throw',
  },
  'deletes no volume': {
    file: 'volumes.ts',
    text: 'if (deleteOnTermination) this.#remove(volume);',
    instead: 'if (!deleteOnTermination) this.#remove(volume);',
  },
  'volumes of any size': {
    file: 'volumes.ts',
    text: '&& size <= largest)',
    instead: '&& size <= 10 * largest)',
  },
  'every group admits all': {
    file: 'network/security-group.ts',
    text: "if ('cidr' in peer) return contains(index.block(peer.cidr), other);",
    instead: "if ('cidr' in peer) return contains(index.block(peer.cidr), other) || true;",
  },
  'no group admits an address': {
    file: 'network/security-group.ts',
    text: "if ('cidr' in peer) return contains(index.block(peer.cidr), other);",
    instead: "if ('cidr' in peer) return false;",
  },
  'no group admits a group': {
    file: 'network/security-group.ts',
    text: '?.securityGroups.includes(peer.group)',
    instead: "?.securityGroups.includes('nobody')",
  },
  'network ACLs remember': {
    file: 'network/network-acl.ts',
    text: "allowed: first.action === 'allow'",
    instead: 'allowed: first.action !== undefined',
  },
  'network ACLs pass all': {
    file: 'network/network-acl.ts',
    text: '{ allowed: false, ruleNumber: LAST }',
    instead: '{ allowed: true, ruleNumber: LAST }',
  },
  'private addresses are public': {
    file: 'network/walk.ts',
    text: "return this.#stop('address', text, 'is a private address: the internet has no route to it');",
    instead: "this.#pass('address', text, 'is outside');\n        return { at: undefined, packet };",
  },
  'NAT gateways let all in': {
    file: 'network/walk.ts',
    text: "if (!known) return this.#stop('NAT gateway', nat.id, 'lets nobody in: only answers to what it sent');",
    instead: 'if (!known) return { at: undefined, packet };',
  },
  'NAT gateways keep answers': {
    file: 'network/walk.ts',
    text: "this.way === 'back' && this.#behindNat?.gateway === nat",
    instead: "this.way !== 'back' && this.#behindNat?.gateway === nat",
  },
  'keeps the public address over a stop': {
    file: 'ec2-instance.ts',
    text: "    else if (event === 'stopped') {\n      this.#stopBill();\n      this.#close();",
    instead: "    else if (event === 'stopped') {\n      this.#stopBill();",
  },
  'counts no addresses': {
    file: 'addresses.ts',
    text: 'this.#net.addresses.size >= this.ec2.quota',
    instead: 'this.#net.addresses.size >= 99 * this.ec2.quota',
  },
  'shows another address for an Elastic IP address': {
    file: 'ec2-instance.ts',
    text: 'return elastic?.publicIp ?? this.network.publicAddress;',
    instead: "return this.network.publicAddress ?? (elastic && '192.0.2.1');",
  },
  'reads small numbers alone': {
    file: 'network/cidr.ts',
    text: 'Number(part) > 255',
    instead: 'Number(part) > 99',
  },
  'reads no IPv6': {
    file: 'network/cidr.ts',
    text: 'if (halves.length > 2) return undefined;',
    instead: 'if (halves.length > 0) return undefined;',
  },
  'groups know IPv4 alone': {
    file: 'network/security-group.ts',
    text: "if ('cidr' in peer) return contains(index.block(peer.cidr), other);",
    instead: "if ('cidr' in peer) return other.family === 4 && contains(index.block(peer.cidr), other);",
  },
  'everything may go out': {
    file: 'network/security-group.ts',
    text: "const rules = direction === 'in' ? inbound : outbound;",
    instead:
      "const rules: readonly GroupRule[] = direction === 'in' ? inbound : [{ protocol: 'all', peer: { cidr: '0.0.0.0/0' } }];",
  },
  'addresses come from another pool': {
    file: 'addresses.ts',
    text: "publicIpv4Pool: 'amazon',",
    instead: "publicIpv4Pool: 'yours',",
  },
  'every instance shows an Elastic IP address': {
    file: 'ec2-instance.ts',
    text: 'find(({ networkInterfaceId }) => networkInterfaceId === this.network.id)',
    instead: 'find(({ networkInterfaceId }) => networkInterfaceId !== undefined)',
  },
  'an Elastic IP address does not move': {
    file: 'addresses.ts',
    text: '      this.#part(address);\n    }\n    // An interface',
    instead: '      return { associationId: address.associationId };\n    }\n    // An interface',
  },
  'internet gateways need no public address': {
    file: 'network/walk.ts',
    text: 'if (!source) return this.#stop',
    instead: 'if (!source) return { at: undefined, packet };\n    if (!source) return this.#stop',
  },
  'internet gateways translate nothing': {
    file: 'network/walk.ts',
    text: '`lets out as ${formatAddress(source)}`);\n    return this.cross({ ...packet, source });',
    instead: '`lets out as ${formatAddress(packet.source)}`);\n    return this.cross({ ...packet, source });',
  },
  'a rule by group admits everybody': {
    file: 'network/security-group.ts',
    text: '?.securityGroups.includes(peer.group)',
    instead: '?.securityGroups.includes(peer.group) || true',
  },
  'lists the Regions of all partitions': {
    file: 'places.ts',
    text: 'partitionOf(code)?.id === partition',
    instead: 'partitionOf(code)?.id !== partition.repeat(2)',
  },
  'has no us-east-1': {
    file: 'places.ts',
    text: 'partitionOf(code)?.id === partition',
    instead: "partitionOf(code)?.id === partition && code !== 'us-east-1'",
  },
  'ends a reservation after an hour': {
    file: 'capacity-reservations.ts',
    text: 'return { capacityReservation: this.#describe(held) };',
    instead:
      'this.ec2.region.world.simulation.schedule(3600, () => this.cancelCapacityReservation({ capacityReservationId }));\n    return { capacityReservation: this.#describe(held) };',
  },
  'copies no image': {
    file: 'images.ts',
    text: "const image = this.#make({ name, ...(description !== undefined && { description }), architecture, ownerId: this.ec2.region.account, public: false }, size, 'pending', tags);\n    image.state.to('available', this.ec2.model.snapshot);",
    instead:
      "const image = this.#make({ name, ...(description !== undefined && { description }), architecture, ownerId: this.ec2.region.account, public: false }, size, 'pending', tags);",
  },
  'gives no private address twice': {
    file: 'topology.ts',
    text: '  #next = 4n;\n',
    instead:
      '  #next = 4n + ((globalThis as { pools?: bigint }).pools = ((globalThis as { pools?: bigint }).pools ?? 0n) + 7n);\n',
  },
  'shows one public address for all': {
    file: 'ec2-instance.ts',
    text: 'return elastic?.publicIp ?? this.network.publicAddress;',
    instead:
      "return elastic?.publicIp ?? (this.network.publicAddress && this.serving ? '192.0.2.1' : this.network.publicAddress);",
  },
  'finds nobody in a VPC': {
    file: 'network/world.ts',
    text: 'within.get(key(where, vpc))',
    instead: 'within.get(key(where, vpc && undefined))',
  },
} satisfies Breakages;
