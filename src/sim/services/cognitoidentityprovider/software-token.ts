/**
 * The six digits that an authenticator app shows for a secret: others every 30 seconds. They are made without cryptography,
 * and differ from those of RFC 6238: whoever holds the secret asks here.
 *
 * @param secret the `SecretCode` of AssociateSoftwareToken
 */
export function softwareTokenCode(secret: string, date: Date): string {
  let hash = Math.floor(date.getTime() / 30_000) >>> 0;
  for (const character of secret) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return String(hash % 1_000_000).padStart(6, '0');
}
