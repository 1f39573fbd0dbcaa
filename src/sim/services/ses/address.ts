/** What becomes of a mail at a recipient's. */
export type MailOutcome = 'delivered' | 'hardBounce' | 'softBounce' | 'complaint';

const SIMULATOR = 'simulator.amazonses.com';

/** https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html */
const SIMULATED: ReadonlyMap<string, MailOutcome | 'suppressed'> = new Map([
  ['success', 'delivered'],
  ['bounce', 'hardBounce'],
  ['complaint', 'complaint'],
  ['ooto', 'delivered'],
  ['suppressionlist', 'suppressed'],
]);

/** The bare address of `Name <address>`. */
export function bare(address: string): string {
  const open = address.lastIndexOf('<');
  const close = address.lastIndexOf('>');
  return (open >= 0 && close > open ? address.slice(open + 1, close) : address).trim();
}

/** The part after the @, in small letters. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** The one form of an address or a domain: letters count only before the @. */
export function keyOf(identity: string): string {
  const at = identity.lastIndexOf('@');
  return identity.slice(0, at + 1) + identity.slice(at + 1).toLowerCase();
}

/** What the mailbox simulator does at an address of its own, labels (`bounce+label@…`) aside; undefined at another. */
export function simulatedOutcome(address: string): MailOutcome | 'suppressed' | undefined {
  if (domainOf(address) !== SIMULATOR) return undefined;
  const [name] = address.slice(0, address.lastIndexOf('@')).toLowerCase().split('+');
  return SIMULATED.get(name!);
}
