/** A packet, as far as a flow goes. */
export interface Packet {
  /** Its protocol. */
  readonly protocol: 'TCP' | 'UDP' | 'TLS' | 'ICMP' | 'QUIC' | 'other';
  /** The address that it comes from. */
  readonly source: string;
  /** The port that it comes from. */
  readonly sourcePort: number;
  /** The address that it goes to. */
  readonly destination: string;
  /** The port that it goes to. */
  readonly destinationPort: number;
  /** Of TCP: it opens a connection. */
  readonly syn?: boolean;
  /** Of TCP: it is the last one of a connection, after which the balancer forgets it. */
  readonly fin?: boolean;
  /** Of a SYN: its sequence number, which is part of what a Network Load Balancer hashes. */
  readonly sequence?: number;
}

/** What of a packet decides its target. */
export type Stickiness =
  /** 5-tuple: protocol, both addresses, both ports. */
  | 'flow'
  /** Network: `source_ip`. */
  | 'source_ip'
  /** Gateway, 3-tuple. */
  | 'source_ip_dest_ip_proto'
  /** Gateway, 2-tuple. */
  | 'source_ip_dest_ip';

/** The flow that a packet belongs to: the same for both directions where `bothWays`. */
export function flowKey(packet: Packet, stickiness: Stickiness, bothWays: boolean): string {
  const { protocol } = packet;
  const ports = stickiness === 'flow';
  if (stickiness === 'source_ip') return packet.source;
  const from = ports ? `${packet.source} ${packet.sourcePort}` : packet.source;
  const to = ports ? `${packet.destination} ${packet.destinationPort}` : packet.destination;
  const ends = bothWays && to < from ? `${to} ${from}` : `${from} ${to}`;
  return stickiness === 'source_ip_dest_ip' ? ends : `${protocol} ${ends}`;
}

/**
 * 32 well mixed bits of a text: FNV-1a, then the finish of MurmurHash3. AWS does not say what it hashes with; what
 * counts is that the same key meets the same target and that keys spread evenly.
 */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
