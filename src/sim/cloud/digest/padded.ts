/**
 * Bytes as MD5 and SHA-256 take them in: a one bit after them, zeros, and their length in bits in the last eight bytes
 * of a block of 64.
 */
export function padded(bytes: Uint8Array, littleEndian: boolean): DataView {
  const size = (Math.floor((bytes.length + 8) / 64) + 1) * 64;
  const view = new DataView(new ArrayBuffer(size));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  const low = (bytes.length << 3) >>> 0;
  const high = Math.floor(bytes.length / 0x2000_0000);
  view.setUint32(size - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(size - 4, littleEndian ? high : low, littleEndian);
  return view;
}
