/** Hexadecimal digits as base64. */
export function base64(hex: string): string {
  return btoa(String.fromCharCode(...hex.match(/../g)!.map((pair) => parseInt(pair, 16))));
}
